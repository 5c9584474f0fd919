"""What basic expenditure by economic 款 must keep in a budget and in final accounts alike (B8, B19, F6, F7)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from budgetportal.disclosure.checks.findings import Fault, differing
from budgetportal.disclosure.facts import EXPENDITURE, OFFICIAL, Fact, Selection
from budgetportal.disclosure.filing import BasicRow
from budgetportal.disclosure.scene import Scene, name_of
from budgetportal.disclosure.terms import Category, OfficialItem

PERSONNEL_CLASSES, PUBLIC_CLASSES = ("301", "303"), ("302", "310")  # 类 of 人员经费 and of 公用经费
OFFICIAL_ECONOMIC = {  # the 款 that are part of an item of the official expenses
    "30212": OfficialItem.OVERSEAS,
    "30217": OfficialItem.HOSPITALITY,
    "30231": OfficialItem.VEHICLE_OPERATION,
}
BOOKED_ALIKE = {  # 款 of the economic classification and the 项 under which the same money is spent (B20)
    "30108": "2080505",
    "30109": "2080506",
    "30113": "2210201",
}


def other_category(category: Category) -> Category:
    """公用经费 of 人员经费, and the other way round."""
    return Category.PUBLIC if category is Category.PERSONNEL else Category.PERSONNEL


def is_misplaced(row: BasicRow) -> bool:
    """Whether the row's 类 belongs to the other category."""
    return row.economic.startswith(PUBLIC_CLASSES if row.category is Category.PERSONNEL else PERSONNEL_CLASSES)


def misplaced(rows: Sequence[BasicRow], scene: Scene, fixed: Collection[str], *, adds_up: bool) -> Iterator[Fault]:
    """Rows whose 类 belongs to the other category.

    Where all sums agree as they are (``adds_up``), the code is the wrong one; where the category is ``fixed`` by them,
    or nothing tells, that one is.
    """
    for n, row in enumerate(rows):
        if is_misplaced(row):
            name, right = f"{row.economic} {name_of(scene.economics, row.economic)}", other_category(row.category).label
            place = f"basic_by_economic[{n}]"
            is_code = adds_up and f"{place}.category" not in fixed
            cure = "科目编码" if is_code else "经费类别"
            message = f"{name}列在“{row.category.label}”，这一类属于{right}；改正{cure}"
            if is_code:
                yield Fault(f"{place}.economic", message, None, row.economic)
            else:
                yield Fault(f"{place}.category", message, right, row.category.label)


def trust(fact: Fact, scene: Scene) -> int:
    """What else speaks of a row of basic expenditure: the same money under its 项 (B20), its official expense (B19)."""
    if fact.code in BOOKED_ALIKE:
        paid = scene.facts.total(Selection(EXPENDITURE, code=BOOKED_ALIKE[fact.code]))
        return (1 if paid == fact.amount else -1) if paid else 0
    item = OFFICIAL_ECONOMIC.get(fact.code)
    return -1 if item and fact.amount > scene.facts.total(Selection(OFFICIAL, items=frozenset({item}))) else 0


def uncovered(rows: Sequence[BasicRow], scene: Scene) -> Iterator[Fault]:
    """Rows that are larger than the item of the official expenses which they are part of."""
    for n, row in enumerate(rows):
        item = OFFICIAL_ECONOMIC.get(row.economic)
        if item is None:
            continue
        whole = scene.facts.total(Selection(OFFICIAL, items=frozenset({item})))
        if row.amount > whole:
            message = (
                f"{row.economic} {name_of(scene.economics, row.economic)} {{found}} 万元，大于“三公”经费的"
                f"{item.label} {{expected}} 万元，相差 {{difference}} 万元；核对“三公”经费表"
            )
            yield differing(f"basic_by_economic[{n}].amount", message, whole, row.amount)
