"""Rules on typed texts: slips, personal data, sensitive words, figures in a paragraph of one's own."""

from __future__ import annotations

import pytest

from budgetportal.disclosure.checks.findings import Severity
from budgetportal.disclosure.checks.personal_data import is_card_number, is_identity_number
from budgetportal.disclosure.filing import Profile
from tests.disclosure.examples import (
    WORK,
    filing,
    income,
    indicator,
    performance,
    project,
)
from tests.disclosure.findings import fires, found, not_checked, silent


class TestTexts:
    @pytest.mark.parametrize(
        ("number", "wrong", "right"),
        [
            ("W1", "比上年增加（减少）2万元", "比上年增加2万元"),
            ("W1", "安排购置车辆[或未安排]", "安排购置车辆"),
            ("W2", "负责受理（ ）事项", "负责受理（含转办）事项"),
            ("W3", "负责的的事项", "负责的事项"),
            ("W3", "受理，，转办", "受理，转办"),
            ("W4", "联系人11010519491231002X", "编号110105194912310021"),
            ("W5", "电话13800138000", "电话0991-4181234"),
            ("W6", "账号4111111111111111", "账号4111111111111112"),
            ("W8", "2021年按计划开展工作", "2023年按计划开展工作"),
        ],
    )
    def test_text(self, number: str, wrong: str, right: str):
        fires(filing(other_notes=wrong), number, "other_notes")
        silent(filing(other_notes=right), number)

    def test_numbers_of_persons_are_masked_in_the_finding(self):
        one = fires(filing(other_notes="联系人11010519491231002X"), "W4", "other_notes")
        assert "11010519491231002X" not in one.message
        assert one.found == "110*************2X"

    def test_sensitive_words(self):
        whole = filing(profile=Profile(duties=("办理机密文件的收发",)))
        fires(whole, "W7", "profile.duties[0]", sensitive_words=("机密",))
        silent(whole, "W7", sensitive_words=("绝密",))
        not_checked(whole, "W7")

    def test_every_kind_of_text_is_read(self):
        goals = performance("1.00", indicators=(indicator(evidence="照片，，台账"),))
        whole = filing(
            projects=(project(amounts={"302": "1.00"}, performance=goals),), wording={"income.total": "收入，，支出"}
        )
        places = {one.place for one in found(whole, "W3")}
        assert places == {"projects[0].performance.indicators[0].evidence", "wording.income.total"}

    def test_check_digits(self):
        assert is_identity_number("11010519491231002X")
        assert not is_identity_number("110105194912310021")
        assert is_card_number("4111111111111111")
        assert not is_card_number("4111111111111112")
        assert not is_card_number("0000000000000000")


class TestOwnWords:
    """W12: a paragraph in the unit's own words says the tables' figures."""

    def test_other_figure(self) -> None:
        whole = filing(income=(income("430.10", WORK),), wording={"income.total": "收入430.11万元。"})
        one = fires(whole, "W12", "wording.income.total")
        assert (one.severity, one.expected, one.found) == (Severity.WARNING, "430.10万元", "430.11万元")
        assert "430.11万元" in one.message
        assert "430.10万元" in one.message

    def test_same_figure_otherwise_written(self) -> None:
        whole = filing(income=(income("430.10", WORK),), wording={"income.total": "收入 430.1 万元。"})
        silent(whole, "W12")

    def test_without_own_words(self) -> None:
        not_checked(filing(income=(income("430.10", WORK),)), "W12")
