"""The app's name for Django, and the check of the supplement at start-up."""

from typing import Any

from django.apps import AppConfig
from django.core import checks

from budgetportal.classification.codes import economic, functional
from budgetportal.classification.versions import FLOOR, SupplementError


class ClassificationConfig(AppConfig):
    """政府收支分类科目."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "budgetportal.classification"
    verbose_name = "政府收支分类科目"

    def ready(self) -> None:
        """Have the tables read when the program starts, not when the first person needs them."""
        checks.register(tables_can_be_read)


def tables_can_be_read(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Stop the start with the line and the reason where the supplement is faulty."""
    try:
        functional(FLOOR)
        economic(FLOOR)
    except SupplementError as error:
        return [checks.Error(str(error), id="classification.E001")]
    return []
