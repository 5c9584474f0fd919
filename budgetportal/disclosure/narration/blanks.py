"""The texts that a unit enters for its narrative: which there are, where each stands in the filing, what it asks.

A blank's place is its name on the entry page: of a compared figure by its topic (``comparisons[operating].reason``),
of a row of a list by what the row is (``projects[3f2a90c1].period``), so that it stays the same wherever the row moves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from budgetportal.disclosure.budget import BudgetFiling, Project, Subsidy
from budgetportal.disclosure.codec import join
from budgetportal.disclosure.fields import Kind, specs
from budgetportal.disclosure.filing import Filing, Profile
from budgetportal.disclosure.final_accounts import FinalAccounts, FinalAssets, OfficialDetails, PerformanceSummary
from budgetportal.disclosure.self_evaluation import Commentary, EvaluatedProject, OverallIndicator, SelfEvaluation


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank of the narrative: what stands in it, and where that is entered."""

    place: str
    path: str  # the place in the filing, which problems name; "" where there is no row yet
    value: str
    label: str  # what it is about, in words
    asks: str  # what it asks for
    kind: Kind = Kind.TEXT
    required: bool = False  # an empty one is listed as missing
    invited: bool = True  # it stands in the sentence also where it is empty
    aside: bool = False  # it stands beside the sentence and is not printed itself
    locked: str = ""  # why it cannot be typed


@dataclass(frozen=True, slots=True)
class Ask:
    """How a text is asked for; see ``Blank``."""

    required: bool = True
    invited: bool = True


OPTIONAL, WHERE_ENTERED = Ask(required=False), Ask(required=False, invited=False)
ASKED: Mapping[type[Any], Mapping[str, Ask]] = {
    BudgetFiling: {"other_notes": OPTIONAL},
    FinalAccounts: {"other_notes": OPTIONAL},
    SelfEvaluation: {"key_work": Ask(), "other_notes": WHERE_ENTERED},
    Profile: {"organization": WHERE_ENTERED},
    Project: {name: Ask() for name in ("policy_basis", "undertaker", "allocation", "period")},
    Subsidy: {one.name: Ask() for one in fields(Subsidy)},
    OfficialDetails: {one.name: Ask() for one in fields(OfficialDetails)},
    PerformanceSummary: {"unit_note": OPTIONAL, "results": Ask(), "problems": Ask(), "measures": Ask()},
    FinalAssets: {"other_purpose": OPTIONAL},
    Commentary: {one.name: Ask() for one in fields(Commentary)},
    EvaluatedProject: {"benefit": OPTIONAL},
    OverallIndicator: dict.fromkeys(("note", "deviation", "improvement"), WHERE_ENTERED),
}
IDENTITY: Mapping[type[Any], tuple[str, ...]] = {  # what a row is known by, its name first
    Project: ("name", "function", "source"),
    EvaluatedProject: ("name", "level"),
    OverallIndicator: ("name",),
}
LISTED = {Profile: ("duties", "offices"), SelfEvaluation: ("problems", "measures", "suggestions")}


def texts(filing: Filing) -> Iterator[Blank]:
    """The blanks of every text but those of compared figures."""
    if isinstance(filing, SelfEvaluation) and filing.commentary is None:
        yield from _of_record(Commentary(), "commentary", "commentary", "评述")
    yield from _of_record(filing, "", "", "")


def _of_record(record: Any, place: str, path: str, label: str) -> Iterator[Blank]:
    for name, spec in specs(type(record)).items():
        value, asked = getattr(record, name), ASKED.get(type(record), {}).get(name)
        if asked:
            yield _blank(record, name, asked, join(place, name), join(path, name), label)
        elif spec.kind is Kind.RECORD and value is not None:
            yield from _of_record(value, join(place, name), join(path, name), label or spec.label)
        elif spec.kind is Kind.ROWS and spec.record in IDENTITY:
            for n, (key, row) in enumerate(zip(row_keys(value), value, strict=True)):
                yield from _of_record(row, f"{name}[{key}]", f"{name}[{n}]", f"{spec.label} {row.name}")


def _blank(record: Any, name: str, asked: Ask, place: str, path: str, label: str) -> Blank:
    spec = specs(type(record))[name]
    hidden = isinstance(record, Project) and not record.explained
    return Blank(
        place,
        path,
        value=getattr(record, name) or "",
        label=label,
        asks=spec.label,
        kind=spec.kind,
        required=asked.required,
        invited=asked.invited and not hidden,
    )


def row_keys(rows: Sequence[Any]) -> list[str]:
    """A name for each row of a list by what it is; equal ones are numbered."""
    found: list[str] = []
    for row in rows:
        said = "\n".join(str(getattr(row, name)) for name in IDENTITY[type(row)])
        key = hashlib.sha256(said.encode()).hexdigest()[:8]
        found.append(f"{key}-{found.count(key)}" if key in found else key)
    return found
