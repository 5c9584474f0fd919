"""What the sentences of final accounts are made of: sums with their shares, changes, differences from the budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from budgetportal.disclosure.amounts import percentage, printed
from budgetportal.disclosure.compared import in_comment_order
from budgetportal.disclosure.editions.final_forms import BASIC_SPENDING as BASIC_SPENDING
from budgetportal.disclosure.editions.final_forms import INCOME_KINDS, SPENDING_KINDS, basic_of, only, received, spent
from budgetportal.disclosure.facts import BASIC, INCOME, OFFICIAL, Figure, Selection
from budgetportal.disclosure.final_facts import OFFICIAL_BUDGET
from budgetportal.disclosure.final_tables import Sum, facts_of, named
from budgetportal.disclosure.final_topics import OFFICIAL_TOPICS, key
from budgetportal.disclosure.narrative import ChangeStyle, Part, Sentence, Statement, cause, joined
from budgetportal.disclosure.scene import Scene, name_of
from budgetportal.disclosure.terms import Against, FinalCategory, SpendingSource

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


# ------------------------------------------------------------------------------------------------ functions


def codes_of(scene: Scene, selection: Selection, length: int) -> list[str]:
    """The codes of that many digits that have money, in code order."""
    return sorted({fact.code[:length] for fact in scene.facts.select(selection) if fact.code})


def classes(source: SpendingSource) -> Callable[[Scene], Iterable[str]]:
    """The 类 of one budget."""
    return lambda scene: codes_of(scene, spent(only(source)), 3)


def class_share(source: SpendingSource) -> Callable[[int, str], Iterable[Statement]]:
    """``1.一般公共服务支出（类）425.23万元，占74.11%。``"""
    whole = spent(only(source))

    def make(n: int, code: str) -> Iterator[Statement]:
        part = Selection(whole.table, whole.sources, code=code)

        def said(scene: Scene) -> Figure:
            return with_share(f"{n}.{name_of(scene.functions, code)}（类）", part, whole)(scene)

        yield Sentence(f"{source}.class.{code}", "{said}。", {"said": said})

    return make


def general_functions(scene: Scene) -> Iterable[str]:
    """The 项 of the general budget in comment order, those of last year that are gone now among them."""
    prefix = "general.function."
    gone = {topic.removeprefix(prefix) for topic in scene.comparisons if topic.startswith(prefix)}
    return in_comment_order({*codes_of(scene, spent(GENERAL), 7), *gone}, scene.comparisons, prefix)


def function_change(n: int, code: str) -> Iterator[Statement]:
    """``1.…（类）…（款）…（项）：支出决算数为1.00万元，比上年决算减少…，主要原因是：…。``"""
    topic = f"general.function.{code}"

    def said(scene: Scene) -> Figure:
        path = "".join(f"{one.name}（{one.level}）" for one in scene.functions.path(code)) or code
        amount = scene.figure(topic)
        head = Figure(f"{n}.{path}：支出决算数为{amount.text}万元", amount.places)
        return joined([head, changed(topic, THAN_ACCOUNTS)(scene)], "，")

    yield Sentence(topic, "{said}。", {"said": said})


def economic_names(category: FinalCategory) -> Part:
    """``，包括：基本工资、津贴补贴…``: the 款 of a category that have money, or are named."""

    def words(scene: Scene) -> Figure:
        facts = scene.facts.select(Selection(BASIC, categories=only(category)))
        known = {fact.code for fact in facts if fact.amount}
        codes = sorted({*known, *named(scene, members=(category.value,))})
        names = dict.fromkeys(name_of(scene.economics, code) for code in codes)
        return Figure(f"，包括：{'、'.join(names)}" if names else "", tuple(fact.place for fact in facts))

    return words


# ------------------------------------------------------------------------------------------------ “三公”经费

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


def sums(selections: Sequence[Sum]) -> dict[str, Part]:
    """Named by their place: the sums of a template."""
    return {f"amount{n}": of(*one) for n, one in enumerate(selections)}


def basic_amount(category: FinalCategory) -> Part:
    """基本支出 of the general budget of one category."""
    return of(basic_of(category))
