"""Last year's filing as the beginning of this year's: rows, names and texts stay, figures are left to be filled in.

No amount of last year becomes one of this year by being left alone: what needs an amount comes without one, and cannot
be stored before somebody has typed it. Last year's published figures come as the compared ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from budgetportal.classification.codes import economic, explain, functional
from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.codec import plain
from budgetportal.disclosure.fields import Kind, Spec, is_empty, specs
from budgetportal.disclosure.filing import Filing, Profile
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.last_year import with_last_year
from budgetportal.disclosure.terms import DisclosureKind

OneKind = TypeVar("OneKind", bound=Filing)
FIGURES = frozenset({Kind.AMOUNT, Kind.WAN, Kind.AMOUNTS, Kind.CHANGE})
OF_LAST_YEAR = frozenset({"prior", "actual", "in_post", "retired", "honorary_retired"})  # stands and results, by name
WAITING: Mapping[DisclosureKind, tuple[str, ...]] = {  # members whose rows wait for this year's figures
    DisclosureKind.BUDGET: (
        "income",
        "expenditure",
        "basic_by_economic",
        "projects",
        "official_expenses",
        "unit_performance",
    ),
    DisclosureKind.FINAL: ("income", "expenditure", "basic_by_economic"),
    DisclosureKind.SELF_EVALUATION: (),
}


@dataclass(frozen=True, slots=True)
class Carried(Generic[OneKind]):
    """The filing as far as it can be stored, plain members that wait for their figures, codes that are gone."""

    filing: OneKind
    waiting: Mapping[str, Any]
    gone: tuple[str, ...]


def carry_forward(fresh: OneKind, last: OneKind, published: OneKind | None = None) -> Carried[OneKind]:
    """Carry last year's filing into a fresh one of this year; ``published`` is last year's as the public has it."""
    whole = replace(fresh, profile=_profile(last.profile), glossary=last.glossary)
    if isinstance(whole, BudgetFiling) and isinstance(last, BudgetFiling):
        rows = tuple(_comparisons(whole, last, all_topics=published is None))
        whole = replace(whole, operating_units=last.operating_units, comparisons=rows)
    waiting = dict(_waiting(last))
    return Carried(with_last_year(whole, published), waiting, tuple(_gone(waiting, last, fresh.fiscal_year)))


def _profile(last: Profile | None) -> Profile | None:
    """Duties and offices as they were; of the staff the establishment, for it is not counted anew each year."""
    if last is None or last.staffing is None:
        return last
    cleared = {name: None for name, spec in specs(type(last.staffing)).items() if _is_figure(name, spec)}
    staffing = replace(last.staffing, **cleared)  # type: ignore[arg-type]
    return replace(last, staffing=None if is_empty(staffing) else staffing)


def _comparisons(fresh: BudgetFiling, last: BudgetFiling, *, all_topics: bool) -> Iterator[Comparison]:
    """What money is for stays; why it changed does not. Topics of last year's figures are added with these."""
    this, before = functional(fresh.fiscal_year), functional(fresh.fiscal_year - 1)
    for row in last.comparisons:
        code = row.topic.rpartition(".")[2]
        known = not code.isdecimal() or this.find(code) or before.find(code)
        if known and (row.purpose or all_topics):
            yield replace(row, prior=None, reason=None)


def _waiting(last: Filing) -> Iterator[tuple[str, Any]]:
    known, members = specs(type(last)), plain(last)
    for name in WAITING[kind_of(last)]:
        if name in members:
            yield name, _without_figures(members[name], known[name])


def _without_figures(raw: Any, spec: Spec) -> Any:
    if spec.record is None:
        return raw
    if spec.kind is Kind.ROWS:
        return [_members(row, specs(spec.record)) for row in raw]
    return _members(raw, specs(spec.record))


def _members(raw: Mapping[str, Any], known: Mapping[str, Spec]) -> dict[str, Any]:
    return {
        name: _without_figures(value, known[name]) for name, value in raw.items() if not _is_figure(name, known[name])
    }


def _is_figure(name: str, spec: Spec) -> bool:
    return spec.kind in FIGURES or name in OF_LAST_YEAR


# ---------------------------------------------------------------------------------------------- codes


def _gone(waiting: Mapping[str, Any], last: Filing, year: int) -> Iterator[str]:
    """What is said of each carried code that is not in force in the new year, once."""
    trees = {Kind.FUNCTION: (functional(year), "项"), Kind.ECONOMIC: (economic(year), "款")}
    known, said = specs(type(last)), set()
    for name, raw in waiting.items():
        for kind, code in _codes(raw, known[name]):
            sentence = explain(trees[kind][0], code, trees[kind][1])
            if sentence and (kind, code) not in said:
                said.add((kind, code))
                yield f"“{known[name].label}”：{sentence}"


def _codes(raw: Any, spec: Spec) -> Iterator[tuple[Kind, str]]:
    rows: Sequence[Mapping[str, Any]] = raw if spec.kind is Kind.ROWS else []
    for name, one in specs(spec.record).items() if spec.record else ():
        if one.kind in (Kind.FUNCTION, Kind.ECONOMIC):
            yield from ((one.kind, row[name]) for row in rows if name in row)
