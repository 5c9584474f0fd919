"""What the narratives of Xinjiang's unit budgets have in common: headings, lists of sources, functions and items."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from budgetportal.disclosure.amounts import percentage
from budgetportal.disclosure.compared import in_comment_order
from budgetportal.disclosure.editions.xinjiang_tables import spending
from budgetportal.disclosure.facts import BASIC, Figure, Selection
from budgetportal.disclosure.scene import Scene, name_of
from budgetportal.disclosure.sentence_parts import ChangeStyle, Part, cause, joined, purpose
from budgetportal.disclosure.sentences import Sentence, compared_sentence
from budgetportal.disclosure.statements import Condition, Statement, Title
from budgetportal.disclosure.tables import Form, income
from budgetportal.disclosure.terms import (
    CARRY_FISCAL_SOURCES,
    CARRY_OTHER_SOURCES,
    FUND_SOURCES,
    GENERAL_SOURCES,
    OWN_SOURCES,
    SOE_SOURCES,
    Category,
    Source,
)
from budgetportal.disclosure.topics import BUDGETS

Kinds = tuple[tuple[str, frozenset[Source]], ...]


COMPARED = ChangeStyle()


@dataclass(frozen=True, slots=True)
class Words:
    """How an edition speaks of changes, numbers a list and leads in a purpose; the defaults are the form of 2024's."""

    change: ChangeStyle = COMPARED
    mark: str = "、"  # after the number of a listed item
    use: str = "主要用于"
    pause: str = "。"  # before the cause of a change of the general budget and of 机关运行经费


def section(number: str, subject: str) -> Title:
    """The heading of a section: 二、关于…2024年收入预算情况说明."""
    return Title(1, f"{number}、关于{{unit}}{{year}}年{subject}")


def has(selection: Selection, topic: str = "") -> Condition:
    """Whether a selection has money, or a topic is compared."""
    return lambda scene: bool(scene.facts.total(selection)) or topic in scene.comparisons


def empty_sentence(key: str, form: Form) -> Sentence:
    """The sentence of an empty table, in the section that explains it."""
    return Sentence(key, form.empty, {"title": lambda _: Figure(form.title)})


INCOME_KINDS: Kinds = (  # as 收支预算总体说明 counts them
    ("一般公共预算", GENERAL_SOURCES),
    ("政府性基金预算", FUND_SOURCES),
    ("国有资本经营预算", SOE_SOURCES),
    ("财政专户（教育收费）", frozenset({Source.FISCAL_ACCOUNT})),
    ("单位资金", OWN_SOURCES),
    ("财政拨款结转", CARRY_FISCAL_SOURCES),
    ("非财政拨款结转结余", CARRY_OTHER_SOURCES),
)
APPROPRIATIONS: Kinds = (
    ("一般公共预算拨款", GENERAL_SOURCES),
    ("政府性基金预算拨款", FUND_SOURCES),
    ("国有资本经营预算拨款", SOE_SOURCES),
)


def named_amounts(kinds: Iterable[tuple[str, Selection]], mark: str, *, figures: bool = True) -> Part:
    """The kinds that have money, with their amounts or by name only, with a mark between them."""
    listed = tuple(kinds)

    def phrase(scene: Scene) -> Figure:
        said = ((name, scene.amount(one)) for name, one in listed if scene.facts.total(one))
        return joined((Figure(f"{n}{f.text}万元" if figures else n, f.places) for n, f in said), mark)

    return phrase


def income_kinds(kinds: Kinds = INCOME_KINDS, *, figures: bool) -> Part:
    """一般公共预算、政府性基金预算…"""
    return named_amounts(((name, income(sources)) for name, sources in kinds), "、", figures=figures)


def appropriations() -> Part:
    """一般公共预算拨款1.00万元，政府性基金预算拨款…"""
    return named_amounts(((name, income(sources)) for name, sources in APPROPRIATIONS), "，")


def codes_with_money(scene: Scene, selection: Selection, length: int) -> list[str]:
    """The codes of that many digits under which a selection has rows, in code order."""
    return sorted({fact.code[:length] for fact in scene.facts.select(selection)})


def spending_classes(*, figures: bool) -> Part:
    """一般公共服务支出、社会保障和就业支出…, the 类 of all expenditure."""

    def phrase(scene: Scene) -> Figure:
        codes = codes_with_money(scene, spending(), 3)
        kinds = ((name_of(scene.functions, code), spending(code=code)) for code in codes)
        return named_amounts(kinds, "、", figures=figures)(scene)

    return phrase


def purposes(budget: str, lead: str) -> Part:
    """一般公共服务支出1.00万元，主要用于…；…, the 类 of one budget in the order in which the unit comments on them."""

    def phrase(scene: Scene) -> Figure:
        prefix = f"purpose.{budget}."
        codes = codes_with_money(scene, spending(BUDGETS[budget]), 3)
        return joined((one(scene, code) for code in in_comment_order(codes, scene.comparisons, prefix)), "；")

    def one(scene: Scene, code: str) -> Figure:
        amount = scene.amount(spending(BUDGETS[budget], code=code))
        use = purpose(f"purpose.{budget}.{code}", lead)(scene)
        return joined([Figure(f"{name_of(scene.functions, code)}{amount.text}万元", amount.places), use], "，")

    return phrase


def class_shares(budget: str, mark: str) -> Callable[[int, str], Iterable[Statement]]:
    """``1、一般公共服务支出（类）412.33万元，占95.87%。`` for one 类."""

    def make(n: int, code: str) -> Iterable[Statement]:
        def said(scene: Scene) -> Figure:
            part = scene.amount(spending(BUDGETS[budget], code=code))
            rate = _rate(scene, budget, code)
            return Figure(f"{n}{mark}{name_of(scene.functions, code)}（类）{part.text}万元{rate}", part.places)

        yield Sentence(f"{budget}.class.{code}", "{said}。", {"said": said})

    return make


def _rate(scene: Scene, budget: str, code: str) -> str:
    facts = scene.facts
    rate = percentage(facts.total(spending(BUDGETS[budget], code=code)), facts.total(spending(BUDGETS[budget])))
    return "" if rate is None else f"，占{scene.numbers.share(rate)}%"


def classes(budget: str) -> Callable[[Scene], Iterable[str]]:
    """The 类 of one budget."""
    return lambda scene: codes_with_money(scene, spending(BUDGETS[budget]), 3)


def functions(budget: str) -> Callable[[Scene], Iterable[str]]:
    """The 项 of one budget, those of last year that are gone now among them (rule B28), in comment order."""

    def over(scene: Scene) -> Iterable[str]:
        prefix = f"{budget}.function."
        gone = {topic.removeprefix(prefix) for topic in scene.comparisons if topic.startswith(prefix)}
        codes = {*codes_with_money(scene, spending(BUDGETS[budget]), 7), *gone}
        return in_comment_order(codes, scene.comparisons, prefix)

    return over


def function_changes(
    budget: str, mark: str, style: ChangeStyle, pause: str, use: str = "", because: str = "主要原因是"
) -> Callable[[int, str], Iterable[Statement]]:
    """``1、…（类）…（款）…（项）：2024年预算数为…万元，比上年预算…`` for one 项, ending in its cause.

    ``use`` leads in its purpose instead, ``because`` the cause.
    """

    def make(n: int, code: str) -> Iterable[Statement]:
        topic = f"{budget}.function.{code}"

        def said(scene: Scene) -> Figure:
            return Figure(f"{n}{mark}{scene.function_path(code)}：")

        yield compared_sentence(
            topic,
            "{path}{year}年预算数为",
            style,
            pause=pause,
            parts={"path": said},
            last=purpose(topic, use) if use else cause(topic, because),
        )

    return make


def economic_names(categories: frozenset[Category], *, figures: bool = False) -> Part:
    """基本工资、津贴补贴…: the 款 of one category that have money (rule B29), with their amounts or by name only."""

    def phrase(scene: Scene) -> Figure:
        facts = [fact for fact in scene.facts.select(Selection(BASIC, categories=categories)) if fact.amount]
        codes = sorted({fact.code for fact in facts})
        if figures:
            kinds = ((name_of(scene.economics, code), Selection(BASIC, None, categories, code=code)) for code in codes)
            return named_amounts(kinds, "、")(scene)
        names = dict.fromkeys(name_of(scene.economics, code) for code in codes)
        return Figure("、".join(names), tuple(fact.place for fact in facts))

    return phrase
