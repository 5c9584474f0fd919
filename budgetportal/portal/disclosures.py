"""What the public may see, as the pages list it."""

from typing import Any

from django.db.models import F, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from budgetportal.publishing import versions
from budgetportal.publishing.models import Artefact, ArtefactName, Version


def current() -> "QuerySet[Any]":
    """Return the current version of each unit, year and kind, with its unit, hour of publication and PDF."""
    return _listed(versions.current(Version.objects.all()))


def of_unit(code: str) -> "QuerySet[Any]":
    """Return all public versions of a unit, the newest first."""
    every = _listed(versions.public(Version.objects.filter(unit_code=code)))
    return every.order_by("-fiscal_year", "kind", "-number")


def page_of(shown: "QuerySet[Version]", *, marked: bool = False) -> Artefact | None:
    """Return the newest page of the one version; `marked` asks for the one that says 已更正, where it stands."""
    pages = Artefact.objects.filter(version__in=shown)
    names = (ArtefactName.SUPERSEDED_PAGE, ArtefactName.PAGE) if marked else (ArtefactName.PAGE,)
    found = (pages.filter(name=name).order_by("-pk").first() for name in names)
    return next((page for page in found if page), None)


def _listed(shown: "QuerySet[Version]") -> "QuerySet[Any]":
    newest_pdf = Artefact.objects.filter(version=OuterRef("pk"), name=ArtefactName.PDF).order_by("-pk")
    return (
        shown.select_related("unit")
        .defer("content")
        .annotate(
            published_at=Greatest(_first_made(ArtefactName.PAGE), _first_made(ArtefactName.PDF)),
            pdf_name=Subquery(newest_pdf.values("file_name")[:1]),
            pdf_size=Subquery(newest_pdf.values("size")[:1]),
            region=F("unit__region"),
        )
    )


def _first_made(name: str) -> Subquery:
    made = Artefact.objects.filter(version=OuterRef("pk"), name=name).order_by().values("version")
    return Subquery(made.annotate(first=Min("made_at")).values("first"))
