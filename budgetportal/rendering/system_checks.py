"""Django's system check of what setting documents needs; it loads the libraries, so it runs with --deploy only."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from budgetportal.rendering import signing
from budgetportal.rendering.check import problems


@register("rendering", deploy=True)
def check_rendering(**_: Any) -> list[CheckMessage]:
    """Libraries and fonts, with ``check --deploy`` and before a worker starts."""
    return [Error(problem, id="rendering.E001") for problem in problems()]


@register("rendering", deploy=True)
def check_signing(**_: Any) -> list[CheckMessage]:
    """The key that signs PDFs, where one is named: whether it opens and its certificate is valid today."""
    found = signing.problems(settings.PDF_SIGNING_PKCS12, settings.PDF_SIGNING_PASSPHRASE)
    return [Error(problem, id="rendering.E002") for problem in found]
