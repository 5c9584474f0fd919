"""What the tests of the rules ask: what one rule finds in a filing, and whether it fires, is silent or cannot judge."""

from __future__ import annotations

from typing import Any

from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.filing import Filing


def found(whole: Filing, number: str, **more: Any) -> list[Finding]:
    """What one rule finds."""
    return [one for one in check(whole, **more) if one.rule == number]


def fires(whole: Filing, number: str, place: str, **more: Any) -> Finding:
    """The one finding of a rule, which stands at this place."""
    (one,) = fires_at(whole, number, place, **more)
    return one


def fires_at(whole: Filing, number: str, *places: str, **more: Any) -> list[Finding]:
    """The findings of a rule, which stand at these places."""
    listed = found(whole, number, **more)
    assert [one.place for one in listed] == list(places), listed
    assert all(one.severity is not Severity.NOT_CHECKED for one in listed)
    return listed


def silent(whole: Filing, number: str, **more: Any) -> None:
    """The rule had something to work on and found nothing."""
    assert found(whole, number, **more) == []


def not_checked(whole: Filing, number: str) -> None:
    """The rule had nothing to work on and says so."""
    assert [one.severity for one in found(whole, number)] == [Severity.NOT_CHECKED]
