"""Rows of units in the admin: yours, or not there."""

import pytest
from django.test import Client

from budgetportal.units.models import Membership, Role

pytestmark = [pytest.mark.urls("tests.units.scoped_urls"), pytest.mark.django_db]
LIST = "/scoped/units/membership/"


@pytest.fixture
def rows(office, accountant):
    other = office.person("lingren", (Role.ACCOUNTANT, office.second))
    return {"own": accountant.memberships.get(), "other": other.memberships.get()}


def doors(row):
    return [f"{LIST}{row.pk}/{door}/" for door in ("change", "delete", "history")]


def test_a_member_opens_and_changes_the_own_row(rows, accountant, signed_in):
    client = signed_in(accountant)
    assert client.get(doors(rows["own"])[0]).status_code == 200
    assert client.post(doors(rows["own"])[0], {"role": Role.REVIEWER}).status_code == 302
    rows["own"].refresh_from_db()
    assert rows["own"].role == Role.REVIEWER


def test_the_list_shows_only_own_rows(rows, accountant, signed_in):
    page = signed_in(accountant).get(LIST).content.decode()
    assert "第一服务中心" in page
    assert "第二服务中心" not in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_another_units_is_not_there(rows, accountant, signed_in, method):
    client = signed_in(accountant)
    missing = getattr(client, method)(f"{LIST}999999/change/")
    for door in doors(rows["other"]):
        answer = getattr(client, method)(door, {"role": Role.REVIEWER})
        assert answer.status_code == 404, door
        assert answer.content.replace(door.encode(), b"") == missing.content.replace(
            f"{LIST}999999/change/".encode(), b""
        )
    rows["other"].refresh_from_db()
    assert rows["other"].role == Role.ACCOUNTANT


def test_what_one_may_see_but_not_delete_is_not_there_to_delete(rows, accountant, signed_in):
    assert signed_in(accountant).post(doors(rows["own"])[1], {"post": "yes"}).status_code == 404
    assert Membership.objects.filter(pk=rows["own"].pk).exists()


def test_an_auditor_sees_the_subtree_and_changes_nothing(rows, office, signed_in):
    auditor = office.person("shenji", (Role.AUDITOR, office.bureau))
    client = signed_in(auditor)
    assert "第二服务中心" in client.get(LIST).content.decode()
    assert client.get(doors(rows["own"])[0]).status_code == 200
    assert client.post(doors(rows["own"])[0], {"role": Role.REVIEWER}).status_code == 404
    assert client.get(f"{LIST}add/").status_code == 404


def test_without_a_role_nothing_is_there(rows, office, administrator, signed_in):
    for person in (administrator, office.person("xinren")):
        client = signed_in(person)
        for door in (LIST, f"{LIST}add/", *doors(rows["own"])):
            assert client.get(door).status_code == 404, door
        assert "membership" not in client.get("/scoped/").content.decode()


def test_an_anonymous_visitor_is_sent_to_sign_in(rows):
    for door in (LIST, *doors(rows["own"])):
        answer = Client().get(door)
        assert answer.status_code == 302
        assert "/login/" in answer["Location"]


def test_a_role_taken_away_is_gone_at_the_next_request(rows, accountant, signed_in):
    client = signed_in(accountant)
    assert client.get(LIST).status_code == 200
    accountant.memberships.all().delete()
    assert client.get(LIST).status_code == 404


def test_the_list_asks_as_much_for_many_rows_as_for_few(office, rows, signed_in, django_assert_num_queries):
    client = signed_in(office.person("caizheng", (Role.BUREAU, office.bureau)))
    for number in range(40):
        office.person(f"ren{number}", (Role.ACCOUNTANT, office.first))
    with django_assert_num_queries(10):  # session 4, person 1, roles 1, units 1, counts 2, rows 1
        client.get(LIST)
