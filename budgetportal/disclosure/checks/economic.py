"""What basic expenditure by economic 款 must keep in a budget and in final accounts alike (B8, B19, F6, F7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetportal.disclosure.checks.findings import Fault, differing, places
from budgetportal.disclosure.facts import OFFICIAL, Selection
from budgetportal.disclosure.filing import BasicRow
from budgetportal.disclosure.scene import Scene, name_of
from budgetportal.disclosure.terms import Category, OfficialItem

PERSONNEL_CLASSES, PUBLIC_CLASSES = ("301", "303"), ("302", "310")  # 类 of 人员经费 and of 公用经费
OFFICIAL_ECONOMIC = {  # the 款 that are part of an item of the official expenses
    "30212": OfficialItem.OVERSEAS,
    "30217": OfficialItem.HOSPITALITY,
    "30231": OfficialItem.VEHICLE_OPERATION,
}


def misplaced(rows: Sequence[BasicRow], scene: Scene) -> Iterator[Fault]:
    """Rows whose 类 belongs to the other category."""
    for n, row in enumerate(rows):
        is_personnel = row.category is Category.PERSONNEL
        if row.economic.startswith(PUBLIC_CLASSES if is_personnel else PERSONNEL_CLASSES):
            name = f"{row.economic} {name_of(scene.economics, row.economic)}"
            right = "公用经费" if is_personnel else "人员经费"
            message = f"{name}列在“{row.category.label}”，这一类属于{right}；改正经费类别"
            yield Fault(f"basic_by_economic[{n}].category", message, right, row.category.label)


def uncovered(rows: Sequence[BasicRow], scene: Scene) -> Iterator[Fault]:
    """Rows that are larger than the item of the official expenses which they are part of."""
    for n, row in enumerate(rows):
        item = OFFICIAL_ECONOMIC.get(row.economic)
        if item is None:
            continue
        selected = Selection(OFFICIAL, items=frozenset({item}))
        whole = scene.facts.total(selected)
        if row.amount > whole:
            message = (
                f"{row.economic} {name_of(scene.economics, row.economic)} {{found}} 万元，大于“三公”经费的"
                f"{item.label} {{expected}} 万元，相差 {{difference}} 万元；核对“三公”经费表"
            )
            cells = places(scene.facts.select(selected)) or [OFFICIAL]
            yield differing(f"basic_by_economic[{n}].amount", message, whole, row.amount, cells)
