"""Sections 五, 六, 八 and 九 of final accounts: the expenditure of each budget by 类, 项 and category."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from budgetportal.disclosure.compared import in_comment_order
from budgetportal.disclosure.editions.final_narrative import (
    GENERAL,
    SAME,
    THAN_ACCOUNTS,
    UNIT,
    against_budget,
    changed,
    initial,
    of,
    share_words,
    with_share,
)
from budgetportal.disclosure.editions.final_selections import only, received, spent
from budgetportal.disclosure.facts import BASIC, Figure, Selection
from budgetportal.disclosure.final_facts import CLOSING, OPENING
from budgetportal.disclosure.final_tables import named
from budgetportal.disclosure.final_topics import basic
from budgetportal.disclosure.scene import Scene, name_of
from budgetportal.disclosure.sentence_parts import Part, joined, prefixed
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Choice, Each, Statement, Title
from budgetportal.disclosure.terms import BASIC_SPENDING, FinalCategory, FinalSource, SpendingSource


def codes_of(scene: Scene, selection: Selection, length: int) -> list[str]:
    """The codes of that many digits that stand in a row, in code order."""
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
        amount = scene.figure(topic)
        head = Figure(f"{n}.{scene.function_path(code)}：支出决算数为{amount.text}万元", amount.places)
        return joined([head, changed(topic, THAN_ACCOUNTS)(scene)], "，")

    yield Sentence(topic, "{said}。", {"said": said})


def basic_amount(category: FinalCategory) -> Part:
    """人员经费 or 公用经费 of the general budget."""
    return lambda scene: scene.facts.figure(basic(category, scene.facts))


def economic_names(category: FinalCategory) -> Part:
    """``，包括：基本工资、津贴补贴…``: the 款 of a category that have money, or are named."""

    def words(scene: Scene) -> Figure:
        facts = scene.facts.select(Selection(BASIC, categories=only(category)))
        known = {fact.code for fact in facts if fact.amount}
        codes = sorted({*known, *named(scene, members=(category.value,))})
        names = dict.fromkeys(name_of(scene.economics, code) for code in codes)
        return Figure(f"，包括：{'、'.join(names)}" if names else "", tuple(fact.place for fact in facts))

    return words


GENERAL_SECTION: tuple[Statement, ...] = (
    Title(1, "五、一般公共预算财政拨款支出决算情况说明"),
    Title(2, "（一）一般公共预算财政拨款支出决算总体情况"),
    Sentence(
        "general.total",
        "{year}年度一般公共预算财政拨款支出{total}万元{share}。{change}{budget}",
        {
            "total": of(spent(GENERAL)),
            "share": lambda scene: Figure(share_words(scene, spent(GENERAL), spent(), "，占本年支出合计的")),
            "change": prefixed("", changed("general", SAME), "。"),
            "budget": prefixed(
                "与年初预算相比，",
                against_budget("general", "年初预算数", initial("general_total"), of(spent(GENERAL))),
                "。",
            ),
        },
    ),
    Title(2, "（二）一般公共预算财政拨款支出决算结构情况"),
    Each(classes(SpendingSource.GENERAL), class_share(SpendingSource.GENERAL)),
    Title(2, "（三）一般公共预算财政拨款支出决算具体情况"),
    Each(general_functions, function_change),
    Title(1, "六、一般公共预算财政拨款基本支出决算情况说明"),
    Sentence(
        "basic",
        "{year}年度一般公共预算财政拨款基本支出{total}万元，其中：人员经费{personnel}万元{names}。\n"
        "公用经费{public}万元{items}。",
        {
            "total": of(spent(GENERAL, BASIC_SPENDING)),
            "personnel": basic_amount(FinalCategory.PERSONNEL),
            "names": economic_names(FinalCategory.PERSONNEL),
            "public": basic_amount(FinalCategory.PUBLIC),
            "items": economic_names(FinalCategory.PUBLIC),
        },
    ),
)


def fund_section(number: str, name: str, source: FinalSource, spending: SpendingSource) -> tuple[Statement, ...]:
    """政府性基金 or 国有资本经营: what came in and went out, or that there was none."""
    key, whole = str(spending), spent(only(spending))
    selections = (received(source), whole, received(source, table=OPENING), received(source, table=CLOSING))
    income, _, opening, closing = selections
    return (
        Title(1, f"{number}、{name}预算财政拨款收入支出决算情况说明"),
        Choice(
            lambda scene: any(scene.facts.total(one) for one in selections),
            (
                Sentence(
                    f"{key}.total",
                    f"{{year}}年度{name}预算财政拨款收入总计{{total}}万元，其中：年初结转和结余{{opening}}万元，"
                    f"本年收入{{income}}万元。{name}预算财政拨款支出总计{{out}}万元，其中：年末结转和结余{{closing}}万元，"
                    "本年支出{spent}万元。",
                    {
                        "total": of(income, opening),
                        "opening": of(opening),
                        "income": of(income),
                        "out": of(whole, closing),
                        "closing": of(closing),
                        "spent": of(whole),
                    },
                ),
                Each(classes(spending), class_share(spending)),
            ),
            (
                Sentence(
                    f"{key}.none",
                    f"{UNIT}本年度无{name}预算财政拨款收入、支出及结转和结余，{name}预算财政拨款收入支出决算表为空表。",
                ),
            ),
        ),
    )
