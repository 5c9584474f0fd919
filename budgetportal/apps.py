"""The project itself as an app: loads Celery, so that every process finds the broker, and the system checks."""

from django.apps import AppConfig


class BudgetPortalConfig(AppConfig):
    """Ties together what belongs to no room."""

    name = "budgetportal"
    verbose_name = "单位预算公开"

    def ready(self) -> None:
        """Load what registers itself."""
        from budgetportal import celery, system_checks  # noqa: F401
