"""Rounding (contract, "Rounding"): a filing in 元 becomes one in 万元, once, on its rows, before anything is added.

The amounts of a filing are taken out by place (``expenditure[3].amount``), shared out group by group, and put back.
A place that no group names is rounded alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Any, TypeVar

from budgetportal.disclosure import budget_groups, evaluation_groups, final_groups
from budgetportal.disclosure.amounts import CENT, YUAN_PER_WAN, ZERO, half_up, total
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.fields import Kind, specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.groups import Group
from budgetportal.disclosure.self_evaluation import SelfEvaluation
from budgetportal.disclosure.terms import AmountUnit

YUAN_PER_STEP = YUAN_PER_WAN * CENT  # 0.01 万元 in 元
Amounts = dict[str, Decimal]  # by place
OneKind = TypeVar("OneKind", bound=Filing)


def published(filing: OneKind) -> OneKind:
    """The filing in 万元, as it is published; a filing that is in 万元 already comes back unchanged."""
    if filing.amount_unit is AmountUnit.WAN:
        return filing
    rounded = _rounded(dict(amounts_by_place(filing)), groups(filing))
    whole: OneKind = _put_back(filing, rounded)
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


def groups(filing: Filing) -> Iterable[Group]:
    """Which amounts are rounded together; what a group depends on is rounded before it."""
    match filing:
        case BudgetFiling():
            return budget_groups.groups(filing)
        case FinalAccounts():
            return final_groups.groups(filing)
        case SelfEvaluation():
            return evaluation_groups.groups(filing)
        case _:
            return ()


def _rounded(entered: Mapping[str, Decimal], groups: Iterable[Group]) -> Amounts:
    rounded: Amounts = {}
    for group in groups:
        places = [place for place in group.places if place in entered]
        if places:
            yuan = [entered[place] for place in places]
            whole = _whole(total(yuan), group, entered, rounded)
            rounded.update(zip(places, share_out(yuan, whole), strict=True))
    alone = {place: in_wan(yuan) for place, yuan in entered.items() if place not in rounded}
    return rounded | alone


def _whole(yuan: Decimal, group: Group, entered: Mapping[str, Decimal], rounded: Amounts) -> Decimal:
    """What a group in 元 is to add up to in 万元."""
    if group.depends_on and yuan == _other_side(group, entered):
        return _other_side(group, rounded)
    return in_wan(yuan)


def _other_side(group: Group, amounts: Mapping[str, Decimal]) -> Decimal:
    return total(amounts[place] for place in group.depends_on) - total(amounts[place] for place in group.less)


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


def amounts_by_place(record: Any, place: str = "") -> Iterator[tuple[str, Decimal]]:
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
            yield from amounts_by_place(value, member)
        else:
            for n, row in enumerate(value):
                yield from amounts_by_place(row, f"{member}[{n}]")


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
