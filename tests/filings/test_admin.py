"""Who sees and changes which filings; the list; a new filing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.filings.models import FilingRecord, ProjectRecord
from budgetportal.filings.storage import load
from budgetportal.units.models import Role, Unit
from tests.filings.forms import fields_of, page_of, select, text_of
from tests.filings.stored import fetched

ClientOf = Callable[..., Client]
LIST = "/admin/filings/filingrecord/"
ADD = LIST + "add/"


def addresses(record: FilingRecord) -> list[str]:
    return [
        reverse("admin:filings_filingrecord_change", args=[record.pk]),
        reverse("admin:filings_filingrecord_table", args=[record.pk, "income"]),
        reverse("admin:filings_filingrecord_table", args=[record.pk, "projects"]),
        reverse("admin:filings_filingrecord_row", args=[record.pk, "projects", ProjectRecord.objects.get().pk]),
    ]


def test_anonymous_is_sent_to_sign_in(record: FilingRecord, client: Client) -> None:
    for address in [LIST, ADD, *addresses(record)]:
        for response in (client.get(address), client.post(address, {})):
            assert response.status_code == 302
            assert "login" in response.url


def test_accountant_opens_everything(record: FilingRecord, signed_in: ClientOf) -> None:
    client = signed_in(record.unit)
    for address in [LIST, ADD, *addresses(record)]:
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_people_of_another_unit_find_nothing(
    record: FilingRecord, signed_in: ClientOf, other_unit: Unit, role: Role, example: BudgetFiling
) -> None:
    client = signed_in(other_unit, role)
    for address in addresses(record):
        assert client.get(address).status_code == 404
        assert client.post(address, {"action": "save", "income#rows": "0"}).status_code == 404
    assert "示例市服务中心" not in client.get(LIST).content.decode()
    assert load(fetched(record)) == example


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PUBLISHER, Role.BUREAU, Role.AUDITOR])
def test_other_roles_of_the_unit_see_and_do_not_change(
    record: FilingRecord, signed_in: ClientOf, role: Role, example: BudgetFiling
) -> None:
    client = signed_in(record.unit, role)
    for address in addresses(record):
        response = client.get(address)
        assert response.status_code == 200
        assert not select(page_of(response.content), "form#entry button, form#entry input:not([type=hidden]):enabled")
        assert client.post(address, fields_of(response.content) | {"action": "save"}).status_code == 404
    assert client.get(ADD).status_code == 404
    assert client.post(ADD, {}).status_code == 404
    assert load(fetched(record)) == example


def test_absent_things_are_not_found(record: FilingRecord, signed_in: ClientOf) -> None:
    client = signed_in(record.unit)
    base = f"{LIST}{record.pk}/"
    for address in (
        f"{LIST}999999/change/",
        f"{LIST}x/change/",
        f"{base}table/nonsense/",
        f"{base}table/facts/",
        f"{base}table/income/1/",
        f"{base}table/projects/999999/",
        f"{base}table/projects/x/",
        f"{base}delete/",
    ):
        assert client.get(address).status_code == 404, address


def test_list_keeps_its_number_of_queries(record: FilingRecord, signed_in: ClientOf) -> None:
    client = signed_in(record.unit)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(LIST).status_code == 200
        return len(found)

    first = queries()
    for year in range(2018, 2024):
        FilingRecord.objects.create(
            unit=record.unit, fiscal_year=year, kind="budget", edition="xinjiang-budget-2024", amount_unit="元"
        )
    assert queries() == first <= 12


def test_list_is_filtered_by_year_and_state(record: FilingRecord, signed_in: ClientOf) -> None:
    client = signed_in(record.unit)
    assert "示例市服务中心" in client.get(LIST, {"fiscal_year": "2024"}).content.decode()
    assert "示例市服务中心" not in client.get(LIST, {"fiscal_year": "2023"}).content.decode().split("result_list")[-1]
    assert client.get(LIST, {"state": "draft"}).status_code == 200


NEW = {"fiscal_year": "2023", "edition": "xinjiang-budget-2024", "amount_unit": "元"}


def test_new_filing_is_made(record: FilingRecord, signed_in: ClientOf) -> None:
    response = signed_in(record.unit).post(ADD, NEW | {"unit": record.unit.pk})
    made = FilingRecord.objects.get(fiscal_year=2023)
    assert response.url == reverse("admin:filings_filingrecord_change", args=[made.pk])
    assert (made.kind, made.edition, str(made.amount_unit)) == ("budget", "xinjiang-budget-2024", "元")
    assert load(fetched(made)).income == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fiscal_year": "二零二四"}, "四位年份"),
        ({"fiscal_year": ""}, "“预算年度”没有填"),
        ({"edition": "utopia"}, "“表式”"),
        ({"amount_unit": "亿元"}, "万元或元"),
        ({"fiscal_year": "2024", "edition": "xinjiang-budget-2024"}, "已有填报"),
    ],
)
def test_wrong_new_filing_is_refused(
    record: FilingRecord, signed_in: ClientOf, changes: dict[str, Any], words: str
) -> None:
    response = signed_in(record.unit).post(ADD, NEW | {"unit": record.unit.pk} | changes)
    page = page_of(response.content)
    assert page.findtext(".//title").startswith("错误：")
    lines = select(page, ".error-summary a")
    assert words in text_of(lines[0])
    assert page.get_element_by_id(lines[0].get("href")[1:]).get("aria-invalid") == "true"
    assert "请" not in text_of(select(page, ".error-summary")[0])
    assert FilingRecord.objects.count() == 1


def test_new_filing_of_another_unit_is_refused(record: FilingRecord, signed_in: ClientOf, other_unit: Unit) -> None:
    response = signed_in(record.unit).post(ADD, NEW | {"unit": other_unit.pk})
    assert response.status_code == 200
    assert other_unit.name not in response.content.decode()
    assert FilingRecord.objects.count() == 1
