"""Rounding (contract, "Rounding"): a filing in 元 becomes one in 万元, once, on its rows, before anything is added.

The amounts of a filing are taken out by place (``expenditure[3].amount``), shared out group by group, and put back.
A place that no group names is rounded alone.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from budgetportal.disclosure.amounts import CENT, YUAN_PER_WAN, ZERO, half_up, total
from budgetportal.disclosure.fields import Kind, specs
from budgetportal.disclosure.filing import Filing, Project
from budgetportal.disclosure.terms import BASIC_CATEGORIES, GENERAL_SOURCES, AmountUnit, Category, Source

YUAN_PER_STEP = YUAN_PER_WAN * CENT  # 0.01 万元 in 元
Places = tuple[str, ...]
Amounts = dict[str, Decimal]  # by place


def published(filing: Filing) -> Filing:
    """The filing in 万元, as it is published; a filing that is in 万元 already comes back unchanged."""
    if filing.amount_unit is AmountUnit.WAN:
        return filing
    rounded = _rounded(dict(_taken_out(filing)), groups(filing))
    whole: Filing = _put_back(filing, rounded)
    return dataclasses.replace(whole, amount_unit=AmountUnit.WAN)


def in_wan(yuan: Decimal) -> Decimal:
    """An amount in 元 as one in 万元, two decimals, half up."""
    return half_up(yuan / YUAN_PER_WAN) or ZERO  # -0.00 is 0.00


def share_out(amounts_yuan: Sequence[Decimal], whole: Decimal) -> tuple[Decimal, ...]:
    """The rows (元) in 万元 so that they add up to ``whole`` (万元), by largest remainder.

    Rows of 0 take no part and none falls below 0; where no row can take part the rows stay short of the whole.
    """
    steps = [int((amount / YUAN_PER_STEP).to_integral_value(ROUND_FLOOR)) for amount in amounts_yuan]
    missing = int(whole / CENT) - sum(steps)
    taking_part = [row for row, amount in enumerate(amounts_yuan) if amount]
    order = sorted(taking_part, key=lambda row: (steps[row] * YUAN_PER_STEP - amounts_yuan[row], row))
    if missing > 0:
        _add(steps, order, missing)
    elif missing < 0:
        _take_off(steps, order[::-1], -missing, [amount > 0 for amount in amounts_yuan])
    return tuple(step * CENT for step in steps)


def _add(steps: list[int], order: Sequence[int], missing: int) -> None:
    rounds, rest = divmod(missing, len(order)) if order else (0, 0)
    for position, row in enumerate(order):
        steps[row] += rounds + (position < rest)


def _take_off(steps: list[int], order: Sequence[int], surplus: int, stops_at_zero: Sequence[bool]) -> None:
    """Round after round; a row that was entered below 0 may fall further, any other stops at 0."""
    while surplus and (able := [row for row in order if steps[row] > 0 or not stops_at_zero[row]]):
        for row in able[:surplus]:
            steps[row] -= 1
        surplus -= len(able[:surplus])


# ------------------------------------------------------------------------------------------------- groups


@dataclass(frozen=True, slots=True)
class Group:
    """Places that are rounded together, and those whose rounded sum they take over where both are equal in 元."""

    places: Places
    depends_on: Places = ()


def groups(filing: Filing) -> Iterator[Group]:
    """The contract's table, row by row; what a group depends on is rounded before it."""
    expenditure = _Expenditure(filing)
    yield Group(expenditure.all)
    yield from _income(filing, expenditure)
    yield from _basic_by_economic(filing, expenditure)
    yield from _projects(filing, expenditure)
    yield from _performance(filing)
    yield Group(members("unit_performance.funds", "superior", "local", "other"), expenditure.all)
    yield Group(tuple(f"official_expenses[{n}].amount" for n in range(len(filing.official_expenses))))
    yield Group(members("procurement", "goods", "works", "services"))
    kinds = members("assets", "general_vehicles_value", "duty_vehicles_value", "other_vehicles_value")
    yield Group(kinds)
    yield Group(members("assets", "vehicles_value"), kinds)


def members(place: str, *names: str) -> Places:
    """The places of members of one record."""
    return tuple(f"{place}.{name}" for name in names)


class _Expenditure:
    """The places of the expenditure rows, by what other tables depend on."""

    def __init__(self, filing: Filing) -> None:
        self.all: Places = tuple(f"expenditure[{n}].amount" for n in range(len(filing.expenditure)))
        self.by_function: defaultdict[tuple[str, Source], list[str]] = defaultdict(list)
        self.projects: defaultdict[tuple[str, Source], list[str]] = defaultdict(list)
        self.general_basic: defaultdict[Category, list[str]] = defaultdict(list)
        for place, row in zip(self.all, filing.expenditure, strict=True):
            self.by_function[row.function, row.source].append(place)
            if row.category is Category.PROJECT:
                self.projects[row.function, row.source].append(place)
            elif row.source in GENERAL_SOURCES and row.category in BASIC_CATEGORIES:
                self.general_basic[row.category].append(place)


def _income(filing: Filing, expenditure: _Expenditure) -> Iterator[Group]:
    grouped = defaultdict(list)
    for n, row in enumerate(filing.income):
        grouped[row.function, row.source].append(f"income[{n}].amount")
    for key, places in grouped.items():
        yield Group(tuple(places), tuple(expenditure.by_function.get(key, ())))


def _basic_by_economic(filing: Filing, expenditure: _Expenditure) -> Iterator[Group]:
    """One group a category, or a single one where a general row does not say which category it is."""
    basic = expenditure.general_basic
    grouped = defaultdict(list)
    for n, row in enumerate(filing.basic_by_economic):
        grouped[row.category].append(f"basic_by_economic[{n}].amount")
    if Category.BASIC in basic:
        yield Group(_joined(grouped.values()), _joined(basic.values()))
    else:
        for category, places in grouped.items():
            yield Group(tuple(places), tuple(basic.get(category, ())))


def _projects(filing: Filing, expenditure: _Expenditure) -> Iterator[Group]:
    grouped: defaultdict[tuple[str, Source], list[str]] = defaultdict(list)
    for n, project in enumerate(filing.projects):
        grouped[project.function, project.source] += _project_places(n, project)
    for key, places in grouped.items():
        yield Group(tuple(places), tuple(expenditure.projects.get(key, ())))


def _project_places(n: int, project: Project) -> list[str]:
    whole = [f"projects[{n}].amount"] if project.amount is not None else []
    return [f"projects[{n}].amounts.{code}" for code in sorted(project.amounts)] + whole


def _performance(filing: Filing) -> Iterator[Group]:
    for n, project in enumerate(filing.projects):
        amounts = tuple(_project_places(n, project))
        yield Group(members(f"projects[{n}].performance", "fiscal", "other"), amounts)
        yield Group(members(f"projects[{n}].performance", "total"), amounts)


def _joined(lists: Iterable[Sequence[str]]) -> Places:
    return tuple(place for places in lists for place in places)


def _rounded(entered: Mapping[str, Decimal], groups: Iterable[Group]) -> Amounts:
    rounded: Amounts = {}
    for group in groups:
        places = [place for place in group.places if place in entered]
        if places:
            yuan = [entered[place] for place in places]
            whole = _whole(total(yuan), group.depends_on, entered, rounded)
            rounded.update(zip(places, share_out(yuan, whole), strict=True))
    alone = {place: in_wan(yuan) for place, yuan in entered.items() if place not in rounded}
    return rounded | alone


def _whole(yuan: Decimal, depends_on: Places, entered: Mapping[str, Decimal], rounded: Amounts) -> Decimal:
    """What a group in 元 is to add up to in 万元."""
    if depends_on and yuan == total(entered[place] for place in depends_on):
        return total(rounded[place] for place in depends_on)
    return in_wan(yuan)


# --------------------------------------------------------------------------- taking out and putting back


HOLDING = frozenset({Kind.AMOUNT, Kind.AMOUNTS, Kind.RECORD, Kind.ROWS})
_MEMBERS: dict[type[Any], tuple[tuple[str, Kind], ...]] = {}


def _amount_members(record: type[Any]) -> tuple[tuple[str, Kind], ...]:
    """The members of a record that are, or hold, amounts in the filing's unit."""
    if record not in _MEMBERS:
        _MEMBERS[record] = tuple(
            (name, spec.kind)
            for name, spec in specs(record).items()
            if spec.kind in HOLDING and (spec.record is None or _amount_members(spec.record))
        )
    return _MEMBERS[record]


def _taken_out(record: Any, place: str = "") -> Iterator[tuple[str, Decimal]]:
    """Every amount of a record with its place."""
    for name, kind in _amount_members(type(record)):
        value = getattr(record, name)
        member = f"{place}.{name}" if place else name
        if value is None:
            continue
        if kind is Kind.AMOUNT:
            yield member, value
        elif kind is Kind.AMOUNTS:
            yield from ((f"{member}.{code}", amount) for code, amount in value.items())
        elif kind is Kind.RECORD:
            yield from _taken_out(value, member)
        else:
            for n, row in enumerate(value):
                yield from _taken_out(row, f"{member}[{n}]")


def _put_back(record: Any, amounts: Mapping[str, Decimal], place: str = "") -> Any:
    """The record with the amounts of its places."""
    changed = {}
    for name, kind in _amount_members(type(record)):
        value = getattr(record, name)
        if value is not None:
            changed[name] = _changed(value, kind, amounts, f"{place}.{name}" if place else name)
    return dataclasses.replace(record, **changed)


def _changed(value: Any, kind: Kind, amounts: Mapping[str, Decimal], place: str) -> Any:
    if kind is Kind.AMOUNT:
        return amounts[place]
    if kind is Kind.AMOUNTS:
        return {code: amounts[f"{place}.{code}"] for code in value}
    if kind is Kind.RECORD:
        return _put_back(value, amounts, place)
    return tuple(_put_back(row, amounts, f"{place}[{n}]") for n, row in enumerate(value))
