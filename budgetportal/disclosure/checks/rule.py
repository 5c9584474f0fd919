"""A rule: one function with its number, its severity and its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Finding, Severity

Check = Callable[[Case], Iterator[Fault]]


class NothingToCheck(Exception):  # noqa: N818 - no error: the rule's input was not entered
    """A rule had no input; its text says what is missing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of ``quality/checks.md`` by its number (B13), or one of our own family.

    ``source`` names the law, form or rule that it follows from; ``check`` yields what is wrong, and raises
    ``NothingToCheck`` where it has nothing to work on, which is reported as such and never as passed.
    """

    number: str
    severity: Severity
    title: str  # what ought to hold, in Chinese
    source: str
    check: Check

    def findings(self, case: Case) -> Iterator[Finding]:
        """What the rule finds in a case."""
        try:
            for fault in self._faults(case):
                yield Finding(
                    self.number,
                    fault.severity or self.severity,
                    fault.place,
                    fault.message,
                    fault.expected,
                    fault.found,
                    fault.difference,
                    fault.also or case.partners(self.number, fault.place),
                )
        except NothingToCheck as missing:
            yield Finding(self.number, Severity.NOT_CHECKED, "", f"{self.title}：未检查，{missing}")

    def _faults(self, case: Case) -> list[Fault]:
        """What the rule says of the filing as entered, but for what is gone once slips told elsewhere are put right."""
        faults = list(self.check(case.literal))
        if not faults or case.literal is case:
            return faults
        try:
            stays = {fault.place for fault in self.check(case)}
        except NothingToCheck:
            return faults
        return [fault for fault in faults if fault.place in stays]


def rule(number: str, severity: Severity, title: str, source: str) -> Callable[[Check], Rule]:
    """Make a rule of the function that checks it."""

    def made(check: Check) -> Rule:
        return Rule(number, severity, title, source, check)

    return made
