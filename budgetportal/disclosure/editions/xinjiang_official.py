"""The section of Xinjiang's unit budgets on official expenses (“三公”经费)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from budgetportal.disclosure.editions.xinjiang_narrative import Words, section
from budgetportal.disclosure.facts import OFFICIAL, Figure, Selection
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentence_parts import Part, amount, cause, joined, prefixed, topic_amount
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Statement
from budgetportal.disclosure.terms import OfficialItem

CHANGES_ORDER = (
    OfficialItem.OVERSEAS,
    OfficialItem.VEHICLE_PURCHASE,
    OfficialItem.VEHICLE_OPERATION,
    OfficialItem.HOSPITALITY,
)


@dataclass(frozen=True, slots=True)
class OfficialWords:
    """How an edition names the expenses and in which order it counts them; the defaults are the form of 2024's."""

    subject: str = "财政拨款“三公”经费预算情况说明"
    amounts: str = "财政拨款“三公”经费预算数"
    changes: str = "财政拨款“三公”经费预算"
    order: tuple[OfficialItem, ...] = CHANGES_ORDER
    names: Mapping[OfficialItem, str] = field(default_factory=dict)  # of the amounts, where not the term's own


def official_section(number: str, words: Words, official: OfficialWords) -> tuple[Statement, ...]:
    """“三公”经费预算情况说明: the amounts, then the changes with their causes."""
    return (
        section(number, official.subject),
        Sentence(
            "official.amounts",
            f"{{unit}}{{year}}年{official.amounts}为{{total}}万元，其中：{{items}}。",
            {"total": amount(Selection(OFFICIAL)), "items": official_amounts(official)},
        ),
        Sentence(
            "official.changes",
            f"{{year}}年{official.changes}{{change}}{{items}}。",
            {"change": words.change.phrase("official.total"), "items": prefixed("，其中：", official_changes(words))},
            optional=("change",),
        ),
    )


def official_amounts(words: OfficialWords) -> Part:
    """因公出国（境）费0.00万元，公务用车购置费…."""

    def phrase(scene: Scene) -> Figure:
        found = [(words.names.get(item, item.label), topic_amount(f"official.{item}")(scene)) for item in words.order]
        return joined((Figure(f"{name}{one.text}万元", one.places) for name, one in found), "，")

    return phrase


def official_changes(words: Words) -> Part:
    """因公出国（境）费增加0.00万元，增长0.00%，主要原因是…；…."""

    def one(scene: Scene, item: OfficialItem) -> Figure:
        topic = f"official.{item}"
        change = replace(words.change, lead=item.label).phrase(topic)(scene)
        return joined([change, cause(topic)(scene)], "，") if change.text else Figure("")

    return lambda scene: joined((one(scene, item) for item in CHANGES_ORDER), "；")
