"""Where staff look codes up; to be included before the admin's own addresses."""

from django.contrib import admin
from django.urls import path

from budgetportal.classification.browse import browse

urlpatterns = [path("admin/classification/", admin.site.admin_view(browse), name="classification")]
