"""Saving an entry page: typed text -> codec -> soundness -> storage, in one transaction that holds the filing's row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from budgetportal.disclosure.codec import plain, read_record
from budgetportal.disclosure.fields import Kind, specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.soundness import problems
from budgetportal.filings.editing import editable
from budgetportal.filings.entry.given_priors import refused
from budgetportal.filings.entry.mending import mend, still_said
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load, locked, replace_members

CLOSED = "这份填报已经送审或公开，内容不再改变；要修改，由审核人先退回"
OVERTAKEN = (
    "打开本页以后，别人保存过这张表：库中现有的内容列在“已存”处，没有改动；"
    "这里显示的是刚才填写的内容，也没有丢失。核对后再保存，以这里的内容为准"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a save: nothing is stored where there is a problem."""

    filing: Filing  # as it is stored now
    problems: list[Problem] = field(default_factory=list)
    overtaken: bool = False  # somebody else saved these members in between


def stamp(filing: Filing, members: Iterable[str]) -> str:
    """What a page was opened with; a save that no longer meets it would undo somebody's work."""
    stored = plain(filing)
    return stamp_of([stored.get(member) for member in members])


def stamp_of(members: Any) -> str:
    """A mark of plain members that changes with them."""
    return hashlib.sha256(json.dumps(members, ensure_ascii=False).encode()).hexdigest()[:32]


@transaction.atomic
def save(record: FilingRecord, members: tuple[str, ...], raw: Mapping[str, Any], opened: str) -> Outcome:
    """Replace members of the filing by what was typed, if all of it can be stored."""
    held = locked(record)
    current = load(held)
    if not editable(held):
        return Outcome(current, [Problem("", CLOSED)])
    if opened != stamp(current, members):
        return Outcome(current, [Problem("", OVERTAKEN)], overtaken=True)
    return put(held, current, members, raw)


def put(held: FilingRecord, current: Filing, members: tuple[str, ...], raw: Mapping[str, Any]) -> Outcome:
    """Store typed members in a record that the caller holds locked, if all of them can be stored."""
    typed, found = judged_for(held, current, members, raw)
    if typed is None or found:
        return Outcome(current, found)
    if typed != current:
        changed = [name for name in members if getattr(typed, name) != getattr(current, name)]
        replace_members(held, typed, changed)
    return Outcome(typed)


def judged(current: Filing, members: tuple[str, ...], raw: Mapping[str, Any]) -> tuple[Filing | None, list[Problem]]:
    """The filing with the typed members, and what keeps these from being stored."""
    typed, unread = _read(current, members, raw)
    if typed is not None:
        return typed, [problem for problem in problems(typed) if concerns(problem, members)]
    mended = mend(type(current), raw, unread)
    rest = _read(current, members, mended)[0] if mended else None
    further = [] if rest is None else [problem for problem in problems(rest) if concerns(problem, members)]
    return None, [*unread, *still_said(further, unread)]


def judged_for(
    record: FilingRecord, current: Filing, members: tuple[str, ...], raw: Mapping[str, Any]
) -> tuple[Filing | None, list[Problem]]:
    """``judged``, and held against what the unit published last year."""
    typed, found = judged(current, members, raw)
    return typed, found if typed is None else [*found, *refused(record, current, typed)]


def _read(current: Filing, members: tuple[str, ...], raw: Mapping[str, Any]) -> tuple[Filing | None, list[Problem]]:
    kept = {name: value for name, value in plain(bare(current)).items() if name not in members}
    read, found = read_record(type(current), kept | {name: raw[name] for name in members if name in raw})
    if read is None:
        return None, found
    return replace(current, **{name: getattr(read, name) for name in members}), []


def bare(filing: Filing) -> Filing:
    """The filing without its lists, which need no second reading."""
    rows = {name: () for name, spec in specs(type(filing)).items() if spec.kind is Kind.ROWS}
    return replace(filing, **rows)  # type: ignore[arg-type]


def concerns(problem: Problem, members: Iterable[str]) -> bool:
    """Whether a problem lies in one of the members."""
    head = problem.place.partition(".")[0].partition("[")[0]
    return not head or head in members
