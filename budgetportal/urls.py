"""All addresses; each room declares its own."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path

from budgetportal.health import healthz

admin.site.site_header = admin.site.site_title = "单位预算公开"
admin.site.index_title = "工作台"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Nobody's pages: roles are memberships, a second factor is its owner's.
for unused in filter(admin.site.is_registered, (Group, EmailAddress, Authenticator)):
    admin.site.unregister(unused)

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("budgetportal.classification.urls")),
    path("", include("budgetportal.publishing.urls")),
    path("admin/", admin.site.urls),
    path("", include("budgetportal.units.urls")),
    path("", include("budgetportal.portal.urls")),
]

handler400 = "budgetportal.portal.errors.bad_request"
handler404 = "budgetportal.portal.errors.not_found"
handler500 = "budgetportal.portal.errors.server_error"
handler403 = "budgetportal.portal.errors.not_found"  # what is not yours looks like what is not there
