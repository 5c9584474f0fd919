"""Where staff look codes up; to be included before the admin's own addresses."""

from django.contrib import admin
from django.urls import path

from budgetportal.classification.browse import browse
from budgetportal.classification.code_lists import code_list_view

urlpatterns = [
    path("admin/classification/", admin.site.admin_view(browse), name="classification"),
    path(
        "admin/classification/<slug:tree>/<int:year>/<slug:digest>/",
        admin.site.admin_view(code_list_view, cacheable=True),
        name="code_list",
    ),
]
