"""The pages of the public site."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from budgetportal.portal import disclosures
from budgetportal.portal.filters import DisclosureFilter
from budgetportal.portal.tables import DisclosureTable, Pages
from budgetportal.publishing import versions
from budgetportal.publishing.models import Artefact, Version
from budgetportal.units.models import Unit

SHORT_CACHE = 60  # seconds for which a page may show, or an address lead to, what was current before
UNITS_OF_A_MAP = 300

# Private: to a signed-in person the answer carries a cookie, which no shared cache may keep.
briefly_cached = cache_control(private=True, max_age=SHORT_CACHE)


class Index(SingleTableMixin, FilterView):  # type: ignore[misc]  # their packages are not typed
    """The list of disclosures: search, filter, sort, page."""

    http_method_names = ("get", "head", "options")
    template_name = "portal/index.html"
    filterset_class = DisclosureFilter
    table_class = DisclosureTable
    table_pagination: ClassVar[dict[str, Any]] = {"paginator_class": Pages}

    def get_queryset(self) -> Any:
        """Return what is public."""
        return disclosures.current()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Say whether anything was looked for: an empty site and an empty answer read differently."""
        asked = any(self.request.GET.get(name) for name in self.filterset_class.base_filters)
        return {**super().get_context_data(**context), "narrowed": asked}


index = require_safe(briefly_cached(Index.as_view()))


@require_safe
@briefly_cached
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show a unit's years and versions; a unit of which nothing is public is not there."""
    every = list(disclosures.of_unit(code))
    if not every:
        raise Http404
    return render(request, "portal/unit.html", {"unit": every[0].unit, "disclosures": _by_disclosure(every)})


def _by_disclosure(every: list[Any]) -> list[list[Any]]:
    """Group versions in order of year and kind; the first of each group is the current one."""
    groups: dict[tuple[int, str], list[Any]] = {}
    for version in every:
        groups.setdefault((version.fiscal_year, version.kind), []).append(version)
    return list(groups.values())


@require_safe
@briefly_cached
def site_map(request: HttpRequest) -> HttpResponse:
    """List the units of which something is public below their departments."""
    public = versions.public(Version.objects.all()).values("unit")
    units = Unit.objects.filter(pk__in=public).select_related("parent").order_by("parent__code", "code")
    page = Paginator(units, UNITS_OF_A_MAP).get_page(request.GET.get("page"))
    return render(request, "portal/site_map.html", {"page": page})


@require_safe
@briefly_cached
def current(request: HttpRequest, code: str, year: int, kind: str) -> HttpResponse:  # noqa: ARG001
    """Lead from the short address to the page of the newest public version."""
    shown = versions.current(_versions(code, year, kind))
    return _lead_to(disclosures.page_of(shown))


@require_safe
@briefly_cached
def version(request: HttpRequest, code: str, year: int, kind: str, number: int) -> HttpResponse:  # noqa: ARG001
    """Lead to the page of one version; one that has been corrected says so."""
    every = _versions(code, year, kind)
    marked = not versions.current(every).filter(number=number).exists()
    return _lead_to(disclosures.page_of(versions.public(every.filter(number=number)), marked=marked))


@require_safe
@briefly_cached
def version_file(request: HttpRequest, file_name: str, number: int, **disclosure: Any) -> HttpResponse:  # noqa: ARG001
    """Lead to a file of one version by its name."""
    shown = versions.public(_versions(**disclosure).filter(number=number))
    return _lead_to(Artefact.objects.filter(version__in=shown, file_name=file_name).order_by("-pk").first())


@require_safe
@cache_control(max_age=24 * 3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is for them."""
    return render(request, "portal/robots.txt", content_type="text/plain; charset=utf-8")


def _versions(code: str, year: int, kind: str) -> Any:
    return Version.objects.filter(unit_code=code, fiscal_year=year, kind=kind)


def _lead_to(artefact: Artefact | None) -> HttpResponse:
    if artefact is None:
        raise Http404
    return HttpResponseRedirect(reverse("artefact", args=[artefact.sha256, artefact.file_name]))
