"""What the public may see, as the pages list it."""

from typing import Any

from django.db.models import Case, F, Max, OuterRef, QuerySet, Subquery, When

from budgetportal.publishing import versions
from budgetportal.publishing.models import REQUIRED_BY_REVISION, Artefact, ArtefactName, Version


def current() -> "QuerySet[Any]":
    """Return the current version of each unit, year and kind, with its unit, hour of publication and PDF."""
    return _listed(versions.current(Version.objects.all()))


def of_unit(code: str) -> "QuerySet[Any]":
    """Return all public versions of a unit, the newest first."""
    every = _listed(versions.public(Version.objects.filter(unit_code=code)))
    return every.order_by("-fiscal_year", "kind", "-number")


def page_of(shown: "QuerySet[Version]", *, marked: bool = False) -> Artefact | None:
    """
    Return the newest page of the one version; `marked` asks for the one that says 已更正, where it stands.

    A page that offers files is preferred only once they all stand.
    """
    pages = Artefact.objects.filter(version__in=shown).annotate(whole=versions.of_whole_revision())
    names = (ArtefactName.SUPERSEDED_PAGE, ArtefactName.PAGE) if marked else (ArtefactName.PAGE,)
    found = (pages.filter(name=name).order_by("-whole", "-pk").first() for name in names)
    return next((page for page in found if page), None)


def _listed(shown: "QuerySet[Version]") -> "QuerySet[Any]":
    newest_pdf = Artefact.objects.filter(version=OuterRef("pk"), name=ArtefactName.PDF).order_by("-pk")
    return (
        shown.select_related("unit")
        .defer("content")
        .annotate(
            published_at=_published_at(),
            pdf_name=Subquery(newest_pdf.values("file_name")[:1]),
            pdf_size=Subquery(newest_pdf.values("size")[:1]),
            region=F("unit__region"),
        )
    )


def _published_at() -> Case:
    """When the last of what had to stand was made: by the measure of the first revision that was complete."""
    *_, latest = REQUIRED_BY_REVISION
    earlier = [When(versions.whole(one), then=_last_made(one)) for one in REQUIRED_BY_REVISION if one != latest]
    return Case(*earlier, default=_last_made(latest))


def _last_made(revision: str) -> Subquery:
    required = REQUIRED_BY_REVISION[revision]
    made = Artefact.objects.filter(version=OuterRef("pk"), renderer_revision=revision, name__in=required)
    return Subquery(made.order_by().values("version").annotate(last=Max("made_at")).values("last"))
