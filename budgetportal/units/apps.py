"""The app's name for Django, and what follows when a second factor changes."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class UnitsConfig(AppConfig):
    """单位与人员."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "budgetportal.units"
    verbose_name = "单位与人员"

    def ready(self) -> None:
        """Watch the second factors."""
        from allauth.mfa.models import Authenticator

        from budgetportal.units import second_factor

        post_save.connect(second_factor.on_factor_saved, Authenticator, dispatch_uid="factor-saved")
        post_delete.connect(second_factor.on_factor_deleted, Authenticator, dispatch_uid="factor-deleted")
