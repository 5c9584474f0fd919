"""The command on a file: one JSON object a line for each finding, status 1 where one is an error; no database."""

import dataclasses
import io
import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from budgetportal.disclosure.budget import Comparison
from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.filing import Filing
from tests.disclosure.examples import filing, income, small_filing, spent
from tests.disclosure.sound_finals import sound_final, sound_report

MEMBERS = {"rule", "severity", "place", "message", "expected", "found", "difference"}


def checked(path: Path, **options: Any) -> tuple[int, list[dict[str, str]]]:
    output, status = io.StringIO(), 0
    try:
        call_command("check_filing", path, stdout=output, **options)
    except SystemExit as end:
        status = int(end.code or 0)
    return status, [json.loads(line) for line in output.getvalue().splitlines()]


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(whole: Filing, name: str = "filing.json") -> Path:
        path = tmp_path / name
        path.write_bytes(write_filing(whole))
        return path

    return write


def test_error_is_told_with_both_figures_and_ends_with_status_1(written: Any) -> None:
    status, findings = checked(written(filing(income=(income("10.00"),), expenditure=(spent("10.01"),))))
    assert status == 1
    assert all(set(finding) <= MEMBERS for finding in findings)
    balance = next(finding for finding in findings if finding["rule"] == "B13")
    assert (balance["severity"], balance["place"]) == ("error", "income[0].amount")
    assert (balance["expected"], balance["found"], balance["difference"]) == ("10.01", "10.00", "-0.01")


def test_without_an_error_the_status_is_0_and_what_was_not_checked_is_said(written: Any) -> None:
    status, findings = checked(written(filing()))
    assert status == 0
    assert {finding["severity"] for finding in findings} == {"not_checked"}
    assert "B1" in {finding["rule"] for finding in findings}


def test_last_year_is_another_file(written: Any) -> None:
    row = Comparison(topic="general.basic", prior=Decimal("9.00"), reason="在职人员增加")
    this = written(filing(expenditure=(spent("10.00"),), comparisons=(row,)))
    last = written(dataclasses.replace(filing(expenditure=(spent("9.50"),)), fiscal_year=2023), "last.json")
    _, findings = checked(this, last=last)
    assert [one["expected"] for one in findings if one["rule"] == "B42"] == ["9.50"]


def test_other_disclosures_than_last_years_are_no_file_and_not_checked(written: Any) -> None:
    this = sound_final(random.Random(1))
    closing = dataclasses.replace(this.balances.opening, other=this.balances.opening.other + 1)
    before = dataclasses.replace(this, fiscal_year=2022, balances=dataclasses.replace(this.balances, closing=closing))
    _, findings = checked(written(this), last=written(before, "last.json"))
    by_rule = {one["rule"]: one for one in findings}
    assert (by_rule["F18"]["severity"], by_rule["F18"]["place"]) == ("warning", "balances.opening.other")
    assert {by_rule[rule]["severity"] for rule in ("S7", "S7.1", "S7.3", "S9.1", "F17.3", "F18.1")} == {"not_checked"}


def test_sensitive_words_come_from_the_settings(written: Any, settings: Any) -> None:
    settings.SENSITIVE_WORDS = ["机密"]
    _, findings = checked(written(filing(other_notes="涉及机密事项")))
    assert [one["place"] for one in findings if one["rule"] == "W7"] == ["other_notes"]


def test_file_that_is_no_filing_is_an_error_of_the_entry(tmp_path: Path) -> None:
    path = tmp_path / "filing.json"
    path.write_text("{")
    status, findings = checked(path)
    assert status == 1
    assert [finding["rule"] for finding in findings] == ["E0"]


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="读不到文件"):
        call_command("check_filing", tmp_path / "filing.json")


def test_final_accounts_and_self_evaluations_are_checked_too(written: Any) -> None:
    accounts = sound_final(random.Random(1))
    assert checked(written(accounts))[0] == 0
    closing = dataclasses.replace(accounts.balances.closing, other=Decimal("99999.99"))
    wrong = dataclasses.replace(accounts, balances=dataclasses.replace(accounts.balances, closing=closing))
    status, findings = checked(written(wrong))
    assert (status, [one["rule"] for one in findings if one["severity"] == "error"]) == (1, ["F1"])
    report = sound_report(random.Random(1))
    assert checked(written(report))[0] == 0
    budget = dataclasses.replace(report.budget, spent=report.budget.spent + 1)
    status, findings = checked(written(dataclasses.replace(report, budget=budget)))
    assert (status, [one["place"] for one in findings if one["severity"] == "error"]) == (1, ["budget.spent"])


def test_small_filing_has_no_error(written: Any) -> None:
    status, findings = checked(written(small_filing()))
    assert [finding for finding in findings if finding["severity"] == "error"] == []
    assert status == 0
