"""Every rule says what it looks at, and finds nothing elsewhere."""

import re

import pytest

from budgetportal.disclosure.checks import RULES, check
from budgetportal.disclosure.checks.findings import Severity
from budgetportal.disclosure.checks.subjects import SUBJECTS, concerning, explained
from budgetportal.disclosure.fields import specs
from budgetportal.disclosure.kinds import FILINGS, kind_of
from budgetportal.disclosure.terms import DisclosureKind
from tests.disclosure.planted import KINDS
from tests.disclosure.sound_filings import EDITIONS, LACKING, planted

HEAD = re.compile(r"\w+")


def test_every_rule_has_a_subject_and_every_subject_a_rule():
    assert set(SUBJECTS) == {rule.number for rules in RULES.values() for rule in rules}


@pytest.mark.parametrize("kind", DisclosureKind)
def test_every_rule_looks_at_members_that_the_kind_has(kind):
    for one in explained(kind):
        members = one.subject.members[kind]
        assert members, one.rule.number
        assert set(members) <= set(specs(FILINGS[kind])), one.rule.number


def test_every_advice_says_what_to_do_and_stands_as_part_of_a_sentence():
    for number, subject in SUBJECTS.items():
        assert subject.advice, number
        assert not subject.advice.endswith("。"), number
        assert not re.search("非法|无效|请", subject.advice), number


@pytest.mark.parametrize("edition", EDITIONS)
def test_findings_stand_in_a_member_that_the_rule_is_said_to_look_at(edition):
    seen = set()
    for kind in KINDS:
        if kind in LACKING[edition]:
            continue
        filing = planted(edition, kind, 0).filing
        disclosed = kind_of(filing)
        for found in check(filing):
            if found.severity is Severity.NOT_CHECKED:
                continue
            head = HEAD.match(found.place)
            looked_at = SUBJECTS[found.rule].members[disclosed]
            assert head, found
            assert head[0] in looked_at, found
            seen.add(found.rule)
    assert seen


def test_a_table_is_told_the_rules_that_look_at_it_and_no_others():
    numbers = [one.rule.number for one in concerning(DisclosureKind.BUDGET, ("income",))]
    assert {"B1", "B13"} <= set(numbers)
    assert not {"B36", "W1", "F1"} & set(numbers)
    texts = [one.rule.number for one in concerning(DisclosureKind.FINAL, ("glossary",))]
    assert texts == [one.rule.number for one in explained(DisclosureKind.FINAL) if one.is_on_texts]


def test_only_what_an_accountant_can_look_up_is_named_as_a_basis():
    basis = {one.rule.number: one.basis for kind in DisclosureKind for one in explained(kind)}
    assert basis["B1"] == "预算法第十二条"
    assert basis["S8"] == "财预〔2020〕10 号"
    assert not [text for text in basis.values() if ".md" in text or "自有" in text]
