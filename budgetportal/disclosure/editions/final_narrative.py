"""What the sentences of final accounts are made of: sums with their shares, changes, differences from the budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from budgetportal.disclosure.amounts import percentage, printed
from budgetportal.disclosure.editions.final_selections import INCOME_KINDS, SPENDING_KINDS, only, received, spent
from budgetportal.disclosure.facts import INCOME, Figure, Selection
from budgetportal.disclosure.final_tables import facts_of
from budgetportal.disclosure.final_topics import key
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentence_parts import ChangeStyle, Part, cause, joined, member_amount, member_text
from budgetportal.disclosure.statements import Condition
from budgetportal.disclosure.terms import Against, SpendingSource

UNIT = "我单位"  # how the form lets the unit call itself
SAME = ChangeStyle("与上年相比，")
THAN = ChangeStyle("比上年")
THAN_ACCOUNTS = ChangeStyle("比上年决算")
BECAUSE = "主要原因是："
GENERAL = only(SpendingSource.GENERAL)


def of(*selections: Selection) -> Part:
    """The sum of some selections of several entry tables."""
    return lambda scene: Figure.of(facts_of(scene, selections))


def with_share(name: str, part: Selection, whole: Selection) -> Part:
    """``上级补助收入0.00万元，占0.00%``; without the share where the whole is 0, for such a share does not exist."""

    def words(scene: Scene) -> Figure:
        amount = scene.facts.figure(part)
        return Figure(f"{name}{amount.text}万元{share_words(scene, part, whole)}", amount.places)

    return words


def share_words(scene: Scene, part: Selection, whole: Selection, lead: str = "，占") -> str:
    """``，占12.34%``."""
    rate = percentage(scene.facts.total(part), scene.facts.total(whole))
    return "" if rate is None else f"{lead}{printed(rate)}%"


def listed(parts: Iterable[Part], mark: str = "；") -> Part:
    """Several phrases one after the other."""
    every = tuple(parts)
    return lambda scene: joined((part(scene) for part in every), mark)


INCOME_SHARES = listed(with_share(name, Selection(INCOME, sources), received()) for name, sources in INCOME_KINDS)
SPENDING_SHARES = listed(with_share(name, spent(None, categories), spent()) for name, categories in SPENDING_KINDS)


def changed(topic: str, style: ChangeStyle) -> Part:
    """``与上年相比，增加1.00万元，增长2.00%，主要原因是：…``; nothing where last year's figure is not known."""
    change, why = style.phrase(topic), cause(topic, BECAUSE)

    def words(scene: Scene) -> Figure:
        said = change(scene)
        return joined([said, why(scene)], "，") if said.text else said

    return words


def difference_rate(budget: Decimal, final: Decimal) -> str:
    """``，预决算差异率-24.86%`` = (决算 − 预算) ÷ 预算 (rule F11); without it where nothing was budgeted."""
    if not budget and not final:
        return "，预决算差异率0.00%"
    rate = percentage(final - budget, budget)
    return "" if rate is None else f"，预决算差异率{printed(rate)}%"


def against_budget(topic: str, lead: str, budget: Callable[[Scene], Figure], final: Part) -> Part:
    """``与年初预算相比，年初预算数1.00万元，决算数2.00万元，预决算差异率100.00%，主要原因是：…``."""
    why = cause(key(topic, Against.BUDGET), BECAUSE)

    def words(scene: Scene) -> Figure:
        planned, done = budget(scene), final(scene)
        if not planned.text:
            return planned
        rate = difference_rate(Decimal(planned.text), Decimal(done.text))
        said = Figure(f"{lead}{planned.text}万元，决算数{done.text}万元{rate}", (*planned.places, *done.places))
        return joined([said, why(scene)], "，")

    return words


def initial(name: str) -> Part:
    """A figure of the initial budget, nothing where it was not entered."""

    def words(scene: Scene) -> Figure:
        budget = scene.final.initial_budget
        return Figure(printed(getattr(budget, name)), (f"initial_budget.{name}",)) if budget else Figure("")

    return words


def filled(name: str) -> Condition:
    """Whether the unit has filled in a record."""
    return lambda scene: getattr(scene.final, name) is not None


def amounts(record: str, *names: str) -> dict[str, Part]:
    """The amounts of a record, named as its members."""
    return {name: member_amount(f"{record}.{name}") for name in names}


def texts(record: str, *names: str) -> dict[str, Part]:
    """The numbers and texts of a record, named as its members."""
    return {name: member_text(f"{record}.{name}") for name in names}
