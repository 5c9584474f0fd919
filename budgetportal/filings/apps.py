"""The app's name for Django."""

from django.apps import AppConfig


class FilingsConfig(AppConfig):
    """预算填报."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "budgetportal.filings"
    verbose_name = "预算填报"
