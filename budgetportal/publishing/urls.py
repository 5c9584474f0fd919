"""The addresses of the workflow; they stand below the admin's and before its own."""

from django.contrib import admin
from django.urls import path

from budgetportal.publishing import views

app_name = "publishing"
urlpatterns = [
    path("admin/publishing/<int:record>/", admin.site.admin_view(views.overview), name="overview"),
    path("admin/publishing/<int:record>/status/", admin.site.admin_view(views.status), name="status"),
    path("admin/publishing/<int:record>/preview/", admin.site.admin_view(views.preview), name="preview"),
    path("admin/publishing/<int:record>/findings/", admin.site.admin_view(views.findings), name="findings"),
    path("admin/publishing/<int:record>/findings/beside/", admin.site.admin_view(views.beside), name="beside"),
    path("admin/publishing/<int:record>/<slug:action>/", admin.site.admin_view(views.action), name="action"),
]
