"""What a check finds (contract, "Commands on files": ``check_filing``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.terms import Term


class Severity(Term):
    """What a finding asks for."""

    ERROR = "error", "错误"  # blocks submission
    WARNING = "warning", "提醒"  # must be answered with an explanation
    HINT = "hint", "提示"
    NOT_CHECKED = "not_checked", "未检查"  # the rule had nothing to work on


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: ``place`` is the entry cell or the sentence, the figures are texts as a person reads them.

    ``also`` are the other cells that the figures are made of: for a person who goes there, not for the contract.
    """

    rule: str
    severity: Severity
    place: str
    message: str
    expected: str | None = None
    found: str | None = None
    difference: str | None = None
    also: tuple[str, ...] = ()

    def plain(self) -> dict[str, str]:
        """The members of the contract, those without a value left out."""
        members = {"rule": self.rule, "severity": self.severity.value, "place": self.place, "message": self.message}
        figures = {"expected": self.expected, "found": self.found, "difference": self.difference}
        return members | {name: text for name, text in figures.items() if text is not None}


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule says of one place; the rule's number and severity are added where it is called.

    ``severity`` is another one than the rule's, of what rounding or local usage explains.
    """

    place: str
    message: str
    expected: str | None = None
    found: str | None = None
    difference: str | None = None
    severity: Severity | None = None
    also: tuple[str, ...] = ()  # the other cells that the figures are made of; of a balance the case knows them


def differing(
    place: str,
    message: str,
    expected: Decimal,
    found: Decimal,
    slack: Decimal = Decimal(0),
    also: Iterable[str] = (),
) -> Fault:
    """Two amounts (万元) that ought to agree; the message names ``{expected}``, ``{found}`` and ``{difference}``.

    A difference within ``slack`` comes of rounding alone: it is a hint.
    """
    gap = found - expected
    said = _filled(message, expected=expected, found=found, difference=abs(gap))
    severity = Severity.HINT if abs(gap) <= slack else None
    return Fault(place, said, printed(expected), printed(found), printed(gap), severity, tuple(also))


def _filled(message: str, **figures: Decimal) -> str:
    """The message with its figures; braces that a person wrote, in a project's name, stay what they are."""
    for name, amount in figures.items():
        message = message.replace(f"{{{name}}}", printed(amount))
    return message
