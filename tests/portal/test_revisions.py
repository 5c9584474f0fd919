"""What was public by the measure of an earlier revision stays public while later formats are made for it."""

import importlib

import pytest
from django.apps import apps
from django.core.management import call_command

from budgetportal.portal import disclosures
from budgetportal.publishing import versions
from budgetportal.publishing.leases import MOST_ATTEMPTS
from budgetportal.publishing.models import (
    FORMATS,
    RENDERER_REVISION,
    REQUIRED,
    REQUIRED_BY_REVISION,
    ArtefactName,
    Job,
    Version,
)
from budgetportal.publishing.state import State, of
from tests.portal import press

pytestmark = pytest.mark.django_db
ADDRESS = "/disclosures/650101-001/2024/budget/"


@pytest.fixture
def old():
    """A version published when page and PDF were all there was."""
    version = press.approve(press.unit())
    press.make(version, REQUIRED_BY_REVISION["1"], revision="1")
    return version


def page_of(version, revision, name=ArtefactName.PAGE):
    return version.artefacts.get(name=name, renderer_revision=revision)


def is_public(version) -> bool:
    return versions.public(Version.objects.filter(pk=version.pk)).exists()


def test_the_present_revision_requires_every_format():
    assert set(REQUIRED) == {ArtefactName.PAGE, *FORMATS}
    assert list(REQUIRED_BY_REVISION)[-1] == RENDERER_REVISION


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_version_is_public_once_every_format_stands(missing):
    version = press.approve(press.unit())
    press.make(version, [name for name in REQUIRED if name != missing])
    assert not is_public(version)
    press.make(version, [missing])
    assert is_public(version)


def test_what_was_public_stays_public(client, old):
    assert is_public(old)
    assert client.get(ADDRESS)["Location"] == press.address(page_of(old, "1"))
    assert [version.pk for version in disclosures.current()] == [old.pk]


def test_files_of_two_revisions_do_not_make_one_whole():
    version = press.approve(press.unit())
    press.make(version, [ArtefactName.PAGE], revision="1")
    press.make(version, FORMATS)
    assert not is_public(version)


def test_the_page_that_offers_files_comes_with_the_last_of_them(client, old):
    press.make(old, [name for name in REQUIRED if name != ArtefactName.XLSX])
    assert client.get(ADDRESS)["Location"] == press.address(page_of(old, "1"))
    press.make(old, [ArtefactName.XLSX])
    assert client.get(ADDRESS)["Location"] == press.address(page_of(old, RENDERER_REVISION))


def test_the_hour_of_publication_stays(old):
    before = disclosures.current().get().published_at
    press.make(old)
    assert (
        disclosures.current().get().published_at
        == before
        == old.artefacts.get(name="pdf", renderer_revision="1").made_at
    )


def test_a_corrected_version_stays_marked(client, old):
    new = press.approve(old.unit)
    press.make(new, REQUIRED_BY_REVISION["1"], revision="1")
    press.make(old, [ArtefactName.SUPERSEDED_PAGE], revision="1")
    marked = press.address(page_of(old, "1", ArtefactName.SUPERSEDED_PAGE))
    assert client.get(f"{ADDRESS}v1/")["Location"] == marked
    press.make(old, [ArtefactName.SUPERSEDED_PAGE])
    assert client.get(f"{ADDRESS}v1/")["Location"] == marked, "its files do not stand yet"
    press.make(old)
    assert client.get(f"{ADDRESS}v1/")["Location"] == press.address(
        page_of(old, RENDERER_REVISION, ArtefactName.SUPERSEDED_PAGE)
    )


def ordered(version) -> set[str]:
    return set(version.jobs.filter(renderer_revision=RENDERER_REVISION).values_list("name", flat=True))


def order_by_command() -> None:
    call_command("order_files")


def order_by_migration() -> None:
    importlib.import_module("budgetportal.publishing.migrations.0005_every_format").order(apps, None)


@pytest.mark.parametrize("order", [order_by_command, order_by_migration])
def test_missing_files_are_ordered_once(old, order):
    new = press.approve(old.unit)
    Job.objects.create(version=old, name=ArtefactName.SUPERSEDED_PAGE, renderer_revision="1")
    order()
    assert ordered(old) == {*REQUIRED, ArtefactName.SUPERSEDED_PAGE}
    assert ordered(new) == set(REQUIRED)
    count = Job.objects.count()
    order()
    assert Job.objects.count() == count


def test_a_file_that_fails_takes_nothing_away_and_can_be_ordered_again(old):
    order_by_migration()
    old.jobs.filter(name="docx").update(attempts=MOST_ATTEMPTS, error="字体缺失")
    assert is_public(old)
    order_by_command()
    assert old.jobs.get(name="docx").attempts == 0


def test_a_record_with_files_still_to_come_is_still_published(old):
    from tests.publishing.scenes import bring_to, draft, people

    record = draft()
    bring_to(State.PUBLISHED, record, people(record.unit))
    assert of(record) is State.PUBLISHED
    Job.objects.create(version=record.versions.get(), name=ArtefactName.XLSX, renderer_revision="3")
    assert of(record) is State.PUBLISHED
