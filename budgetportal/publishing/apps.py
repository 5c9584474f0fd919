"""The app's name for Django."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """公开发布."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "budgetportal.publishing"
    verbose_name = "公开发布"
