"""The app's name for Django."""

from django.apps import AppConfig


class RenderingConfig(AppConfig):
    """公开文本生成."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "budgetportal.rendering"
    verbose_name = "公开文本生成"

    def ready(self) -> None:
        """Register the check of libraries and fonts."""
        from budgetportal.rendering import system_checks  # noqa: F401 - registers itself
