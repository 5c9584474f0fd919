"""The portal's addresses and settings with one view more, which does nothing: what the server itself costs."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from budgetportal import urls


def empty(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse()


urlpatterns = [path("empty", empty), *urls.urlpatterns]
