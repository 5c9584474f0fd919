"""Published tables (公开表) that somebody hands in: what the checks find in them, and the report on storing them.

Storing goes the way of the entry workbook: the report is signed, and confirmed as a whole or not at all (uploading.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.places import where
from budgetportal.disclosure.published import PublishedReading, read_published
from budgetportal.disclosure.published.joining import joined, remaining
from budgetportal.disclosure.published.sheets import squeezed
from budgetportal.disclosure.soundness import problems
from budgetportal.filings.editing import editable
from budgetportal.filings.emptiness import Table
from budgetportal.filings.entry.saving import CLOSED
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load, unit_of
from budgetportal.filings.uploading import Report, as_new, report_of, target_of
from budgetportal.filings.workbooks import Unreadable, read_workbook
from budgetportal.filings.workbooks.entry.located import Located
from budgetportal.units.models import Person, Unit

HINTS = {
    Severity.ERROR: "有错误的公开表不能转为填报；在工作簿中改好后重新上传。",
    Severity.WARNING: "不影响转入；核对后在工作簿或填报中改正。",
    Severity.HINT: "不影响转入；供核对。",
    Severity.NOT_CHECKED: "没有检查不等于没有问题。",
}
EXPLAINED = {  # the findings that are about turning tables into a filing
    "P1": "公开表只列合计，填报要列到来源和类别",
    "P2": "转入后再印出的表与上传的表有一处不同",
    "P3": "公开表没有的编码",
    "P4": "不能转为填报的原因",
}
OTHER_NAME = "公开表的编制单位是“{}”，选的单位是“{}”；核对是否选错了文件或单位"
OTHER_FORM = "“{}”的{}是“{}”，公开表是“{}”，不能并入；建立后不再改变，核对是否选错了文件"
OFFICIAL = "official_expenses"  # a printed table and an entry table that say the same


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One finding with its cell, and what it means where its rule is about the filing."""

    finding: Finding
    explanation: str = ""

    @property
    def sheet(self) -> str:
        """The sheet, "" where the finding is about the whole workbook."""
        return self.finding.place.rpartition("!")[0]

    @property
    def address(self) -> str:
        """The cell as people see it."""
        return self.finding.place.rpartition("!")[2]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity."""

    severity: Severity
    hint: str
    lines: list[FoundLine]

    @property
    def has_figures(self) -> bool:
        """Whether any of them is about two figures that differ."""
        return any(line.finding.found is not None or line.finding.expected is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a workbook: what was recognised and found; what would be stored, where it can be."""

    reading: PublishedReading | None = None
    groups: tuple[Group, ...] = ()
    report: Report | None = None
    record: FilingRecord | None = None  # where the filing is there already
    remaining: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        """The name of the form that the tables have."""
        edition = EDITIONS.get(self.reading.edition) if self.reading else None
        return edition.title if edition else ""

    @property
    def failed(self) -> bool:
        """Whether something keeps the workbook from becoming a filing."""
        has_errors = any(group.severity is Severity.ERROR for group in self.groups)
        return has_errors or bool(self.report and self.report.problems)


def check(data: bytes, name: str, unit: Unit | None, fiscal_year: int | None, person: Person) -> Checked:
    """Check a workbook; with a unit also say what storing it as that unit's filing would change."""
    try:
        sheets = read_workbook(data, name)
    except Unreadable as refusal:
        return refused(str(refusal))
    reading = read_published(sheets, unit_of(unit) if unit else {}, fiscal_year)
    groups = tuple(_groups(reading.findings if unit else [one for one in reading.findings if one.rule != "P3"]))
    if unit is None or reading.filing is None:
        return Checked(reading, groups)
    _, record = target_of(reading.filing, [unit])
    report, filing = _report(reading, reading.filing, unit, record, person)
    left = () if report.problems else tuple(remaining(filing))
    return Checked(reading, groups, report, record, left)


def refused(message: str) -> Checked:
    """A workbook of which nothing is looked at."""
    return Checked(report=Report([Located(message)], [], []))


def _groups(findings: Iterable[Finding]) -> Iterator[Group]:
    listed = list(findings)
    for severity in Severity:
        lines = [FoundLine(one, EXPLAINED.get(one.rule, "")) for one in listed if one.severity is severity]
        if lines:
            yield Group(severity, HINTS[severity], lines)


def _report(
    reading: PublishedReading, told: BudgetFiling, unit: Unit, record: FilingRecord | None, person: Person
) -> tuple[Report, BudgetFiling]:
    warnings = list(_warnings(reading, unit))
    if record is None:
        return report_of(told, as_new(told, unit), person, None, warnings, told=_told(reading)), told
    wrong = [Located(f"“{record}”：{CLOSED}")] if not editable(record) else list(_other_form(told, record))
    if wrong:
        return Report(wrong, warnings, []), told
    stored = cast(BudgetFiling, load(record))
    whole = joined(stored, told)
    wrong = [Located(f"{where(one.place)}：{one.message}" if one.place else one.message) for one in problems(whole)]
    return (Report(wrong, warnings, []) if wrong else report_of(whole, stored, person, record, warnings)), whole


def _warnings(reading: PublishedReading, unit: Unit) -> Iterator[Located]:
    names = {squeezed(unit.name), squeezed(unit.self_name)}
    if reading.organization and squeezed(reading.organization) not in names:
        yield Located(OTHER_NAME.format(reading.organization[:64], unit.name))


def _other_form(told: BudgetFiling, record: FilingRecord) -> Iterator[Located]:
    for label, here, there in (
        ("表式", EDITIONS[record.edition].title, EDITIONS[told.edition].title),
        ("金额单位", record.amount_unit, str(told.amount_unit)),
    ):
        if here != there:
            yield Located(OTHER_FORM.format(record, label, here, there))


def _told(reading: PublishedReading) -> list[Table]:
    """The tables that are empty in the filing because they were read as empty."""
    printed = [Table(key, printed=True) for key in reading.tables]
    return [*printed, Table(OFFICIAL)] if OFFICIAL in reading.tables else printed


def made_message(record: FilingRecord) -> str:
    """What remains to be filled in a filing that was just made."""
    return f"公开表没有写的，还要补填：{'；'.join(remaining(cast(BudgetFiling, load(record))))}。"
