"""What a reader sees where a page cannot be shown: a sentence, a way on, a reference. None of it asks the database."""

import logging
import sys
import uuid

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Say that nothing is here; what is not for this reader looks the same."""
    reference = _reference()
    logger.info("nothing at %s", request.path, extra={"reference": reference})
    return _page("portal/errors/not_found.html", 404, reference)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Say that the request cannot be understood."""
    reference = _reference()
    logger.info("not understood: %s", request.path, extra={"reference": reference})
    return _page("portal/errors/bad_request.html", 400, reference)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong; the log has the cause under the reference shown."""
    reference = _reference()
    logger.error("error %s at %s", reference, request.path, exc_info=sys.exc_info(), extra={"reference": reference})
    return _page("portal/errors/server_error.html", 500, reference)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form is too old or came from elsewhere, and how to go on."""
    reference = _reference()
    logger.warning("form refused at %s: %s", request.path, reason, extra={"reference": reference})
    return _page("portal/errors/form_refused.html", 403, reference)


def _page(template: str, status: int, reference: str) -> HttpResponse:
    page = render_to_string(template, {"reference": reference})
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def _reference() -> str:
    return uuid.uuid4().hex[:12].upper()
