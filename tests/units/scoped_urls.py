"""The portal's addresses and one admin class whose rows belong to units."""

from django.contrib.admin import AdminSite
from django.urls import path

from budgetportal.units.admin_scope import UnitScopedAdmin
from budgetportal.units.models import Membership, Role
from budgetportal.urls import urlpatterns as portal_urls

site = AdminSite(name="scoped")


class ScopedRows(UnitScopedAdmin):
    roles_view = (Role.AUDITOR, Role.BUREAU)
    roles_change = (Role.ACCOUNTANT,)
    list_display = ("unit", "role")
    list_display_links = ("role",)
    list_select_related = ("unit", "person")
    fields = ("role",)


site.register(Membership, ScopedRows)
urlpatterns = [path("scoped/", site.urls), *portal_urls]
