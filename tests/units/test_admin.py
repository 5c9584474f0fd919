"""The admin of units, people and roles: for system administrators alone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgetportal.units.models import Membership, Person, Role, Unit

PAGES = ["unit", "person", "membership"]


@pytest.fixture
def admin(administrator, signed_in):
    return signed_in(administrator)


def person_form(person, memberships=(), **changes):
    form = {
        "username": person.username,
        "name": person.name,
        "email": "",
        "is_active": "on",
        "is_staff": "on",
        "memberships-TOTAL_FORMS": len(memberships),
        "memberships-INITIAL_FORMS": 0,
    }
    for number, (role, unit) in enumerate(memberships):
        form |= {
            f"memberships-{number}-unit": unit.pk,
            f"memberships-{number}-role": role,
            f"memberships-{number}-person": person.pk,
        }
    return {name: value for name, value in (form | changes).items() if value is not None}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", Role.values)
def test_for_people_with_roles_it_does_not_exist(office, signed_in, page, role):
    person = office.person("ren", (role, office.bureau))
    client = signed_in(person)
    own = {"unit": office.bureau, "person": person, "membership": person.memberships.get()}[page]
    for door in ("", "add/", f"{own.pk}/change/", f"{own.pk}/delete/", f"{own.pk}/history/"):
        for answer in (client.get(f"/admin/units/{page}/{door}"), client.post(f"/admin/units/{page}/{door}")):
            assert answer.status_code == 404, door
    assert "/admin/units/" not in client.get("/admin/").content.decode()


def test_other_peoples_passwords_and_lookups_do_not_exist_either(office, accountant, administrator, signed_in):
    client = signed_in(accountant)
    assert client.get(f"/admin/units/person/{administrator.pk}/password/").status_code == 404
    lookup = {"app_label": "units", "model_name": "membership", "field_name": "person", "term": ""}
    assert client.get("/admin/autocomplete/", lookup).status_code == 404


def test_it_sends_visitors_to_sign_in(db):
    assert Client().get("/admin/units/unit/").status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_opens_list_and_form(office, accountant, admin, page):
    rows = {"unit": office.first, "person": accountant, "membership": accountant.memberships.get()}
    for door in ("", "add/", f"{rows[page].pk}/change/", f"{rows[page].pk}/history/"):
        assert admin.get(f"/admin/units/{page}/{door}").status_code == 200, door


def test_an_administrator_sees_no_table_of_permissions(admin):
    page = admin.get("/admin/").content.decode()
    assert "/admin/auth/" not in page
    assert "/admin/mfa/" not in page
    assert "/admin/account/" not in page


def test_a_unit_is_added_and_its_code_then_stays(office, admin):
    form = {
        "code": "100000-009",
        "name": "新设中心",
        "scope": "unit",
        "region": "100000",
        "parent": office.department.pk,
    }
    admin.post("/admin/units/unit/add/", form)
    unit = Unit.objects.get(code="100000-009")
    admin.post(f"/admin/units/unit/{unit.pk}/change/", form | {"code": "100000-010", "name": "更名中心"})
    unit.refresh_from_db()
    assert (unit.code, unit.name) == ("100000-009", "更名中心")


def test_a_ring_is_refused_at_the_field(office, admin):
    form = {"name": "示例财政局", "scope": "department", "region": "100000", "parent": office.first.pk}
    page = admin.post(f"/admin/units/unit/{office.bureau.pk}/change/", form).content.decode()
    assert "“第一服务中心”在本单位之下，不能作它的上级单位" in page


def test_roles_are_given_with_the_person(office, admin):
    person = office.person("xinren")
    answer = admin.post(
        f"/admin/units/person/{person.pk}/change/",
        person_form(person, [(Role.ACCOUNTANT, office.first), (Role.REVIEWER, office.second)]),
    )
    assert answer.status_code == 302
    assert set(person.memberships.values_list("role", flat=True)) == {"accountant", "reviewer"}


def test_audit_and_writing_given_together_are_refused(office, admin):
    person = office.person("xinren")
    page = admin.post(
        f"/admin/units/person/{person.pk}/change/",
        person_form(person, [(Role.AUDITOR, office.first), (Role.PUBLISHER, office.second)]),
    ).content.decode()
    assert "审计只查看" in page
    assert not person.memberships.exists()


def test_a_person_with_a_publishing_role_is_not_made_administrator(office, admin):
    person = office.person("gongkai", (Role.PUBLISHER, office.first))
    page = admin.post(
        f"/admin/units/person/{person.pk}/change/", person_form(person, is_system_administrator="on")
    ).content.decode()
    assert "系统管理员管理单位和人员，不能同时在单位担任角色" in page
    person.refresh_from_db()
    assert not person.is_system_administrator


@pytest.mark.parametrize("role", Role.values)
def test_an_administrator_takes_no_role(office, administrator, admin, role):
    form = {"person": administrator.pk, "unit": office.first.pk, "role": role}
    page = admin.post("/admin/units/membership/add/", form).content.decode()
    assert "不能同时在单位担任角色" in page
    assert not Membership.objects.filter(person=administrator).exists()


@pytest.mark.parametrize("lost", ["is_active", "is_staff", "is_system_administrator"])
def test_an_administrator_does_not_shut_the_own_door(administrator, admin, lost):
    form = person_form(administrator, **({"is_system_administrator": "on"} | {lost: None}))
    page = admin.post(f"/admin/units/person/{administrator.pk}/change/", form).content.decode()
    assert "由另一位系统管理员来做" in page
    administrator.refresh_from_db()
    assert getattr(administrator, lost)


def test_people_are_disabled_not_deleted(accountant, admin):
    assert admin.post(f"/admin/units/person/{accountant.pk}/delete/", {"post": "yes"}).status_code == 404
    assert Person.objects.filter(pk=accountant.pk).exists()


def test_a_lost_device_is_reset(accountant, admin):
    TOTP.activate(accountant, "JBSWY3DPEHPK3PXP")
    form = {"action": "reset_second_factor", "_selected_action": [accountant.pk]}
    page = admin.post("/admin/units/person/", form, follow=True).content.decode()
    assert "已解除 1 人的二次验证" in page
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_lists_ask_as_much_for_many_rows_as_for_few(office, accountant, admin, page):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            admin.get(f"/admin/units/{page}/")
        return len(captured)

    few = queries()
    for number in range(30):
        office.person(f"ren{number}", (Role.ACCOUNTANT, office.first), (Role.REVIEWER, office.second))
        office.unit(f"300000-{number:03}", f"单位{number}", office.department)
    assert queries() == few
    assert few <= 14
