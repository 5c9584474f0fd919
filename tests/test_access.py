"""The table of tests/access_table.py against the addresses and the answers of the portal."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from budgetportal.units.models import Membership, Person, Role, Unit
from tests.access_table import NOT_PUBLIC, ROLES, SECTIONS, TABLE
from tests.portal import press
from tests.publishing import scenes

PASSWORD = "Kang-jian-2024"
APP_LISTS = "admin/^(?P<app_label>"  # its pattern names the apps that have pages; checked on its own below


def routes(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        yield from routes(pattern, route) if hasattr(pattern, "url_patterns") else [route]


def test_every_address_has_a_row_and_every_row_an_address():
    found = {route for route in routes() if not route.startswith(APP_LISTS)}
    assert found - set(TABLE) == set(), "addresses without a row in tests/access_table.py"
    assert set(TABLE) - found == set(), "rows whose address is gone"


def test_every_row_speaks_of_every_role():
    for route, row in TABLE.items():
        assert set(row.get) == set(row.post) == set(ROLES), route


class Scene:
    """A bureau, a department and its unit with people in each role; a stranger's unit; a draft; a published version."""

    def __init__(self):
        record = scenes.draft()
        unit = record.unit
        bureau = Unit.objects.create(code="bureau", name="示例市财政局", region="650100")
        Unit.objects.filter(pk=unit.pk).update(parent=bureau)
        other = Unit.objects.create(code="foreign", name="外地服务中心", region="650200")
        places = {
            "accountant": (Role.ACCOUNTANT, unit),
            "foreign_accountant": (Role.ACCOUNTANT, other),
            "reviewer": (Role.REVIEWER, unit),
            "publisher": (Role.PUBLISHER, unit),
            "bureau": (Role.BUREAU, bureau),
            "auditor": (Role.AUDITOR, bureau),
        }
        self.people = {name: Person.objects.create_user(name, None, PASSWORD) for name in places}
        members = [
            Membership.objects.create(person=self.people[name], unit=at, role=role)
            for name, (role, at) in places.items()
        ]
        self.people["administrator"] = Person.objects.create_superuser("administrator", None, PASSWORD)
        published = press.publish(press.unit("published"))
        unfinished = press.approve(press.unit("unfinished"))
        press.make(unfinished, ["page"])
        self.names = {
            "unit": "published",
            "pdf": press.artefact_of(published, "pdf").file_name,
            "sha256": press.artefact_of(published).sha256,
            "draft_unit": "unfinished",
            "draft_sha256": press.artefact_of(unfinished).sha256,
            "record": record.pk,
            "unit_key": unit.pk,
            "unit_type": ContentType.objects.get_for_model(Unit).pk,
            "person": self.people["accountant"].pk,
            "membership": members[0].pk,
        }

    def client(self, role):
        client = Client()
        if role != "anonymous":
            client.force_login(self.people[role])
        return client

    def ask(self, role, method, address):
        """Ask, and take back what that changed."""
        with transaction.atomic():
            status = getattr(self.client(role), method)(address.format(**self.names)).status_code
            transaction.set_rollback(True)
        return status


@pytest.fixture
def scene(db, settings, tmp_path):
    settings.ARTEFACT_ROOT = tmp_path / "artefacts"
    return Scene()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("section", SECTIONS)
def test_everybody_gets_what_the_table_says(scene, section, method):
    wrong = []
    for route, row in SECTIONS[section].items():
        for role, expected in getattr(row, method).items():
            found = scene.ask(role, method, row.example)
            if found != expected:
                wrong.append(f"{role}: {method} {route} answers {found}, expected {expected}")
    assert wrong == []


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_not_finished_is_nowhere(scene, address):
    assert {scene.ask(role, "get", address) for role in ROLES} == {404}


@pytest.mark.parametrize("app", ["filings", "units"])
def test_the_page_of_an_app_is_for_those_who_see_something_in_it(scene, app):
    assert str(next(route for route in routes() if route.startswith(APP_LISTS))).count("|") == 1, (
        "another app has pages"
    )
    seen_by = {"filings": set(ROLES) - {"anonymous", "administrator"}, "units": {"administrator"}}[app]
    found = {role for role in ROLES if scene.ask(role, "get", f"/admin/{app}/") == 200}
    assert found == seen_by
