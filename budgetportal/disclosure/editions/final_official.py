"""Section 七 of final accounts: “三公”经费 against last year's and against the budget, and what it was spent on."""

from __future__ import annotations

from budgetportal.disclosure.editions.final_narrative import (
    THAN,
    against_budget,
    changed,
    listed,
    of,
    texts,
    with_share,
)
from budgetportal.disclosure.facts import OFFICIAL, Figure, Selection
from budgetportal.disclosure.final_facts import OFFICIAL_BUDGET
from budgetportal.disclosure.final_topics import OFFICIAL_TOPICS
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentence_parts import Part, prefixed
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Statement, Title

OFFICIAL_NAMES = {
    "official.overseas": "因公出国（境）费",
    "official.vehicle": "公务用车购置及运行维护费",
    "official.vehicle_purchase": "公务用车购置费",
    "official.vehicle_operation": "公务用车运行费",
    "official.hospitality": "公务接待费",
}
CHANGED_ITEMS = ("official.overseas", "official.vehicle", "official.hospitality")
BUDGETED_ITEMS = (
    "official.overseas",
    "official.vehicle_purchase",
    "official.vehicle_operation",
    "official.hospitality",
)


def official(topic: str, table: str = OFFICIAL) -> Selection:
    """The facts of an item, as spent or as budgeted."""
    return Selection(table, items=OFFICIAL_TOPICS[topic])


def official_change(topic: str) -> Part:
    """``公务接待费支出0.10万元，占2.56%，比上年增加…，主要原因是：…``."""
    head = with_share(f"{OFFICIAL_NAMES[topic]}支出", official(topic), official("official.total"))
    return listed((head, changed(topic, THAN)), "，")


def official_budget(topic: str, lead: str) -> Part:
    """``公务接待费全年预算数0.25万元，决算数0.10万元，预决算差异率-60.00%，主要原因是：…``."""
    return against_budget(topic, lead, of(official(topic, OFFICIAL_BUDGET)), of(official(topic)))


def official_amount(topic: str) -> Part:
    """What was spent on an item."""
    return of(official(topic))


# ------------------------------------------------------------------------------------------------ quantities

COUNTS = texts(
    "official_counts",
    "overseas_groups",
    "overseas_people",
    "vehicles_bought",
    "vehicles_held",
    "assets_vehicles",
    "receptions",
    "receptions_people",
)
DETAILS = texts("official_details", "overseas", "vehicle", "hospitality", "vehicle_difference")


def described(scene: Scene) -> bool:
    """Whether it was entered what the money was spent on, and how often (F16)."""
    return scene.final.official_counts is not None and scene.final.official_details is not None


def foreign(scene: Scene) -> Figure:
    """``，外事接待1批次，5人次``, as far as it was entered."""
    found = scene.final.official_counts
    if found is None or found.foreign_receptions is None:
        return Figure("")
    people = found.foreign_receptions_people
    guests = "" if people is None else f"，{people}人次"
    return Figure(f"，外事接待{found.foreign_receptions}批次{guests}", ("official_counts",))


def detailed(key: str, template: str, **parts: Part) -> Sentence:
    """A sentence on what an item was spent on."""
    return Sentence(f"official.{key}", template, {**COUNTS, **DETAILS, **parts}, when=described)


OFFICIAL_SECTION: tuple[Statement, ...] = (
    Title(1, "七、财政拨款“三公”经费支出决算情况说明"),
    Sentence(
        "official.change",
        "{year}年度财政拨款“三公”经费支出{total}万元{change}。其中：{items}。",
        {
            "total": official_amount("official.total"),
            "change": prefixed("，", changed("official.total", THAN)),
            "items": listed(official_change(topic) for topic in CHANGED_ITEMS),
        },
    ),
    Sentence("official.details", "具体情况如下：", when=described),
    detailed(
        "overseas",
        "因公出国（境）费支出{amount}万元，开支内容包括{overseas}。单位全年安排的因公出国（境）团组{overseas_groups}个，"
        "因公出国（境）{overseas_people}人次。",
        amount=official_amount("official.overseas"),
    ),
    detailed(
        "vehicle",
        "公务用车购置及运行维护费{amount}万元，其中：公务用车购置费{purchase}万元，公务用车运行维护费{operation}万元。"
        "公务用车运行维护费开支内容包括{vehicle}。公务用车购置数{vehicles_bought}辆，公务用车保有量{vehicles_held}辆。"
        "国有资产占用情况中固定资产车辆{assets_vehicles}辆，与公务用车保有量差异原因是：{vehicle_difference}。",
        amount=official_amount("official.vehicle"),
        purchase=official_amount("official.vehicle_purchase"),
        operation=official_amount("official.vehicle_operation"),
    ),
    detailed(
        "hospitality",
        "公务接待费{amount}万元，开支内容包括{hospitality}。单位全年安排的国内公务接待{receptions}批次，"
        "{receptions_people}人次{foreign}。",
        amount=official_amount("official.hospitality"),
        foreign=foreign,
    ),
    Sentence(
        "official.budget",
        "与全年预算相比，{total}。其中：{items}。",
        {
            "total": official_budget("official.total", "财政拨款“三公”经费支出全年预算数"),
            "items": listed(official_budget(topic, f"{OFFICIAL_NAMES[topic]}全年预算数") for topic in BUDGETED_ITEMS),
        },
    ),
)
