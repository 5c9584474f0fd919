"""Django's system check of what setting documents needs; it loads the libraries, so it runs with --deploy only."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from budgetportal.rendering.check import problems


@register("rendering", deploy=True)
def check_rendering(**_: Any) -> list[CheckMessage]:
    """Libraries and fonts, with ``check --deploy`` and before a worker starts."""
    return [Error(problem, id="rendering.E001") for problem in problems()]
