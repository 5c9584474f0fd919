"""
An entry workbook handed in for a filing: first a report, then, once a person has seen it, all is stored or nothing.

Between the two steps the report itself carries what was read, signed for the person and the filing, good for an hour;
the server keeps nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import transaction

from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.filing import FORMAT, Filing
from budgetportal.disclosure.intake import take
from budgetportal.disclosure.kinds import FILINGS, kind_of
from budgetportal.disclosure.terms import AmountUnit, DisclosureKind
from budgetportal.filings.editing import editable
from budgetportal.filings.emptiness import Table
from budgetportal.filings.entry.pages import PAGES
from budgetportal.filings.entry.saving import CLOSED
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import FilingRecord, WorkingCopy
from budgetportal.filings.storage import load, locked, store, unit_of
from budgetportal.filings.workbooks.entry.covers import stamp_of
from budgetportal.filings.workbooks.entry.differences import SheetChange, differences
from budgetportal.filings.workbooks.entry.located import Located
from budgetportal.filings.workbooks.entry.taking import Opened, is_behind, taken
from budgetportal.units.models import Person, Unit

SALT = "budgetportal.filings.uploading"
SECONDS = 3600
LARGEST_TOKEN = 1_000_000  # characters; the largest real filing takes 20,000
AGAIN = "重新选择工作簿上传"
EXPIRED = f"这份核对结果已过期或不完整，没有导入任何内容；{AGAIN}"
OTHERS = f"核对以后，有人改过这份填报，没有导入任何内容；{AGAIN}，核对新的差异"
TAKEN = f"核对以后，“{{}}”已经建立，没有导入任何内容；{AGAIN}，核对差异"
TOO_LARGE = "工作簿的文字太多，不能一次导入；把大段文字改在填报页上填写"


@dataclass(frozen=True, slots=True)
class Report:
    """What an uploaded workbook comes to, held against what is stored."""

    problems: list[Located]
    warnings: list[Located]
    changes: list[SheetChange]
    behind: bool = False  # what is stored has changed since the workbook was downloaded
    token: str = ""  # what is to be confirmed; "" where there is nothing to store

    @property
    def same(self) -> bool:
        """Whether the workbook says what is stored."""
        return not self.problems and not self.changes and not self.token


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What came of a confirmation: the filing and what was changed; or why nothing was."""

    record: FilingRecord | None = None
    refusal: str = ""


def report_on(opened: Opened, stored: Filing, person: Person, record: FilingRecord | None) -> Report:
    """Hold a workbook against a filing; ``record`` is where it is stored, None where it is not there yet."""
    read = taken(opened, stored)
    if read.filing is None:
        return Report(list(read.problems), list(read.warnings), [])
    behind = record is not None and is_behind(read, stored)
    return report_of(read.filing, stored, person, record, read.warnings, behind=behind)


def report_of(
    filing: Filing,
    stored: Filing,
    person: Person,
    record: FilingRecord | None,
    warnings: Sequence[Located],
    *,
    behind: bool = False,
    told: Collection[Table] | None = None,
) -> Report:
    """Hold what is to be stored against what is; ``told`` where a new filing does not come whole (create_from)."""
    changes = differences(stored, filing)
    token = _sealed(filing, stored, person, record, told) if changes or record is None else ""
    problems = [Located(TOO_LARGE)] if len(token) > LARGEST_TOKEN else []
    return Report(problems, list(warnings), changes, behind, "" if problems else token)


def blank(unit: Unit, fiscal_year: int, edition: str, kind: str, amount_unit: str) -> Filing:
    """A filing of a unit without entries."""
    return FILINGS[DisclosureKind(kind)](
        format=FORMAT,
        edition=edition,
        fiscal_year=fiscal_year,
        unit=unit_of(unit),
        amount_unit=AmountUnit(amount_unit),
    )


def target_of(said: Filing, units: Iterable[Unit]) -> tuple[Unit | None, FilingRecord | None]:
    """The unit of a workbook among those that a person fills in for, and its filing if that is there."""
    unit = next((unit for unit in units if unit.code == said.unit.code), None)
    found = FilingRecord.objects.filter(unit=unit, fiscal_year=said.fiscal_year, kind=kind_of(said))
    return unit, None if unit is None else found.select_related("unit__parent").first()


def as_new(said: Filing, unit: Unit) -> Filing:
    """What a new filing is held against: nothing, with the unit's facts as they are known."""
    return blank(unit, said.fiscal_year, said.edition, kind_of(said), str(said.amount_unit))


def drafts_of(record: FilingRecord) -> list[str]:
    """The names of the pages on which something waits to be stored, each once; one query."""
    labels = {page.key: page.label for page in PAGES[record.kind].all}
    pages = WorkingCopy.objects.filter(filing=record, draft=True).values_list("page", flat=True)
    return [labels[key] for key in labels if key in set(pages)]


# -------------------------------------------------------------------------------------------- confirming


@dataclass(frozen=True, slots=True)
class _Sealed:
    """What was confirmed, and the mark of what it was held against."""

    filing: Filing
    stamp: str
    told: Collection[Table] | None = None


def _sealed(
    filing: Filing, stored: Filing, person: Person, record: FilingRecord | None, told: Collection[Table] | None
) -> str:
    content = {
        "person": person.pk,
        "record": record.pk if record else None,
        "stamp": stamp_of(stored),
        "filing": write_filing(filing).decode(),
        "told": None if told is None else [(table.key, table.printed) for table in told],
    }
    return signing.dumps(content, salt=SALT, compress=True)


def _unsealed(token: str, person: Person, record: FilingRecord | None) -> _Sealed | None:
    """What was confirmed; None where it is not this person's."""
    if len(token) > LARGEST_TOKEN:
        return None
    try:
        content: dict[str, Any] = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    if content["person"] != person.pk or content["record"] != (record.pk if record else None):
        return None
    filing, _ = take(content["filing"].encode())
    told = content.get("told")
    tables = None if told is None else [Table(key, printed) for key, printed in told]
    return None if filing is None else _Sealed(filing, content["stamp"], tables)


@transaction.atomic
def confirm(record: FilingRecord, token: str, person: Person) -> Confirmed:
    """Store a confirmed workbook, unless the filing has been closed or changed meanwhile."""
    found = _unsealed(token, person, record)
    if found is None:
        return Confirmed(refusal=EXPIRED)
    held = locked(record)
    if not editable(held):
        return Confirmed(refusal=CLOSED)
    if stamp_of(load(held)) != found.stamp:
        return Confirmed(refusal=OTHERS)
    store(held, found.filing)
    return Confirmed(held)


@transaction.atomic
def confirm_new(units: Iterable[Unit], token: str, person: Person) -> Confirmed:
    """Make the filing of a confirmed workbook, unless it is there by now."""
    found = _unsealed(token, person, None)
    unit, record = target_of(found.filing, units) if found else (None, None)
    if found is None or unit is None:
        return Confirmed(refusal=EXPIRED)
    if record is not None:
        return Confirmed(refusal=TAKEN.format(record))
    if stamp_of(as_new(found.filing, unit)) != found.stamp:
        return Confirmed(refusal=OTHERS)
    record, problems = create_from(found.filing, told=found.told)
    return Confirmed(record, problems[0].message if problems else "")
