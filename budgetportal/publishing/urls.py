"""The addresses of the workflow; they stand below the admin's and before its own."""

from django.contrib import admin
from django.urls import path

from budgetportal.publishing import preview_views, views

app_name = "publishing"
PREVIEWS = {
    "status": preview_views.preview_status,
    "page": preview_views.preview_page,
    "pdf": preview_views.preview_pdf,
}
urlpatterns = [
    path("admin/publishing/<int:record>/", admin.site.admin_view(views.overview), name="overview"),
    path("admin/publishing/<int:record>/status/", admin.site.admin_view(views.status), name="status"),
    path("admin/publishing/<int:record>/preview/", admin.site.admin_view(preview_views.preview), name="preview"),
    *(
        path(f"admin/publishing/<int:record>/preview/{name}/", admin.site.admin_view(view), name=f"preview_{name}")
        for name, view in PREVIEWS.items()
    ),
    path("admin/publishing/<int:record>/findings/", admin.site.admin_view(views.findings), name="findings"),
    path("admin/publishing/<int:record>/findings/beside/", admin.site.admin_view(views.beside), name="beside"),
    path("admin/publishing/<int:record>/<slug:action>/", admin.site.admin_view(views.action), name="action"),
]
