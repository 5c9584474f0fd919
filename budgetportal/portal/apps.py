"""The app's name for Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """公开网站."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "budgetportal.portal"
    verbose_name = "公开网站"

    def ready(self) -> None:
        """Load the checks, which register themselves."""
        from budgetportal.portal import checks  # noqa: F401
