"""What the narratives of Xinjiang's unit budgets have in common: lists of sources, functions and items."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from budgetportal.disclosure.amounts import percentage, printed, total
from budgetportal.disclosure.chinese import day, numeral
from budgetportal.disclosure.editions.xinjiang_tables import spending
from budgetportal.disclosure.facts import BASIC, Figure, Selection
from budgetportal.disclosure.filing import Project
from budgetportal.disclosure.narrative import (
    ChangeStyle,
    Entered,
    Part,
    Sentence,
    Statement,
    Title,
    cause,
    compared_sentence,
    joined,
    purpose,
)
from budgetportal.disclosure.performance import goals_total
from budgetportal.disclosure.scene import Scene, name_of
from budgetportal.disclosure.tables import income
from budgetportal.disclosure.terms import (
    CARRY_FISCAL_SOURCES,
    CARRY_OTHER_SOURCES,
    FISCAL_SOURCES,
    FUND_SOURCES,
    GENERAL_SOURCES,
    OWN_SOURCES,
    SOE_SOURCES,
    Category,
    Source,
)
from budgetportal.disclosure.topics import BUDGETS, in_comment_order

INCOME_KINDS: tuple[tuple[str, frozenset[Source]], ...] = (  # as 收支预算总体说明 counts them
    ("一般公共预算", GENERAL_SOURCES),
    ("政府性基金预算", FUND_SOURCES),
    ("国有资本经营预算", SOE_SOURCES),
    ("财政专户（教育收费）", frozenset({Source.FISCAL_ACCOUNT})),
    ("单位资金", OWN_SOURCES),
    ("财政拨款结转", CARRY_FISCAL_SOURCES),
    ("非财政拨款结转结余", CARRY_OTHER_SOURCES),
)
APPROPRIATIONS = (
    ("一般公共预算拨款", GENERAL_SOURCES),
    ("政府性基金预算拨款", FUND_SOURCES),
    ("国有资本经营预算拨款", SOE_SOURCES),
)


def named_amounts(kinds: Iterable[tuple[str, Selection]], mark: str, *, figures: bool = True) -> Part:
    """The kinds that have money, with their amounts or by name only, with a mark between them."""
    listed = tuple(kinds)

    def phrase(scene: Scene) -> Figure:
        said = ((name, scene.facts.figure(one)) for name, one in listed if scene.facts.total(one))
        return joined((Figure(f"{n}{f.text}万元" if figures else n, f.places) for n, f in said), mark)

    return phrase


def income_kinds(*, figures: bool) -> Part:
    """一般公共预算、政府性基金预算…"""
    return named_amounts(((name, income(sources)) for name, sources in INCOME_KINDS), "、", figures=figures)


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
        amount = scene.facts.figure(spending(BUDGETS[budget], code=code))
        use = purpose(f"purpose.{budget}.{code}", lead)(scene)
        return joined([Figure(f"{name_of(scene.functions, code)}{amount.text}万元", amount.places), use], "，")

    return phrase


def class_shares(budget: str, mark: str) -> Callable[[int, str], Iterable[Statement]]:
    """``1、一般公共服务支出（类）412.33万元，占95.87%。`` for one 类."""

    def make(n: int, code: str) -> Iterable[Statement]:
        def said(scene: Scene) -> Figure:
            part = scene.facts.figure(spending(BUDGETS[budget], code=code))
            rate = _rate(scene, budget, code)
            return Figure(f"{n}{mark}{name_of(scene.functions, code)}（类）{part.text}万元{rate}", part.places)

        yield Sentence(f"{budget}.class.{code}", "{said}。", {"said": said})

    return make


def _rate(scene: Scene, budget: str, code: str) -> str:
    facts = scene.facts
    rate = percentage(facts.total(spending(BUDGETS[budget], code=code)), facts.total(spending(BUDGETS[budget])))
    return "" if rate is None else f"，占{printed(rate)}%"


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
    budget: str, mark: str, style: ChangeStyle, pause: str, use: str = ""
) -> Callable[[int, str], Iterable[Statement]]:
    """``1、…（类）…（款）…（项）：2024年预算数为…万元，比上年预算…`` for one 项; ``use`` leads in its purpose."""

    def make(n: int, code: str) -> Iterable[Statement]:
        topic = f"{budget}.function.{code}"

        def said(scene: Scene) -> Figure:
            path = "".join(f"{one.name}（{one.level}）" for one in scene.functions.path(code)) or code
            return Figure(f"{n}{mark}{path}：")

        yield compared_sentence(
            topic,
            "{path}{year}年预算数为",
            style,
            pause=pause,
            parts={"path": said},
            last=purpose(topic, use) if use else cause(topic),
        )

    return make


def economic_names(categories: frozenset[Category]) -> Part:
    """基本工资、津贴补贴…: the 款 of one category that have money (rule B29)."""

    def phrase(scene: Scene) -> Figure:
        facts = [fact for fact in scene.facts.select(Selection(BASIC, categories=categories)) if fact.amount]
        names = dict.fromkeys(name_of(scene.economics, code) for code in sorted(fact.code for fact in facts))
        return Figure("、".join(names), tuple(fact.place for fact in facts))

    return phrase


# ------------------------------------------------------------------------------------------------ profile


def staff_change(number: int | None, change: int | None, name: str) -> str:
    """``在职10人，增加1人``; nothing where the number is left out."""
    if number is None:
        return ""
    if change is None:
        return f"{name}{number}人"
    return f"{name}{number}人，{'减少' if change < 0 else '增加'}{abs(change)}人"


def staffing(scene: Scene) -> Figure:
    """``编制数11，实有人数11人，其中：在职10人，增加1人；…``."""
    staff = scene.filing.profile and scene.filing.profile.staffing
    if not staff:
        return Figure("")
    heads = [
        f"编制数{staff.establishment}" if staff.establishment is not None else "",
        f"实有人数{staff.actual}人" if staff.actual is not None else "",
    ]
    kinds = [
        staff_change(staff.in_post, staff.in_post_change, "在职"),
        staff_change(staff.retired, staff.retired_change, "退休"),
        staff_change(staff.honorary_retired, staff.honorary_retired_change, "离休"),
    ]
    said = "，".join(head for head in heads if head)
    details = "；".join(kind for kind in kinds if kind)
    return Figure("，其中：".join(piece for piece in (said, details) if piece), ("profile.staffing",))


def subordinates(scene: Scene) -> Figure:
    """``无下属预算单位`` or ``有下属预算单位2个``."""
    number = scene.filing.profile and scene.filing.profile.subordinate_units
    return Figure(f"有下属预算单位{number}个" if number else "无下属预算单位", ("profile.subordinate_units",))


def offices(scene: Scene) -> tuple[str, ...]:
    """The offices (处室) of the unit."""
    return scene.filing.profile.offices if scene.filing.profile else ()


# ------------------------------------------------------------------------------------------------ projects


def explained_projects(scene: Scene) -> list[str]:
    """The general-budget projects that 项目支出情况说明 explains, by their place among the projects."""
    projects = enumerate(scene.filing.projects)
    return [str(n) for n, one in projects if one.explained and one.source in GENERAL_SOURCES]


SUBSIDY_LABELS = (
    ("资金来源", "funding"),
    ("补贴人数", "recipients"),
    ("补贴标准", "standard"),
    ("补贴范围", "scope"),
    ("补贴方式", "method"),
    ("发放程序", "procedure"),
    ("受益人群和社会效益", "benefit"),
)


def project_amount(project: Project) -> str:
    """The whole money of a project (万元)."""
    return printed(total(project.amounts.values()) if project.amounts else total([project.amount or total([])]))


def project_explanation(n: int, number: str) -> Iterable[Statement]:
    """项目名称, 政策依据, 规模, 承担单位, 分配情况, 执行时间 and, for a subsidy, its particulars."""

    def lines(scene: Scene) -> Iterable[str | None]:
        project = scene.filing.projects[int(number)]
        said = [
            ("设立的政策依据", project.policy_basis),
            ("预算安排规模", f"{project_amount(project)}万元"),
            ("项目承担单位", project.undertaker),
            ("资金分配情况", project.allocation),
            ("资金执行时间", project.period),
        ]
        if project.subsidy:
            said += [(label, getattr(project.subsidy, name)) for label, name in SUBSIDY_LABELS]
        return [f"{label}：{text}" for label, text in said if text]

    def name(scene: Scene) -> Figure:
        return Figure(scene.filing.projects[int(number)].name if number != "*" else "")

    yield Title(2, f"（{numeral(n)}）项目名称：{{name}}", parts={"name": name})
    yield Entered(lines)


# ------------------------------------------------------------------------------------------------ other matters


def as_of(scene: Scene) -> Figure:
    """``2023年底`` for the last day of a year, else the day."""
    assets = scene.filing.assets
    if assets is None:
        return Figure("")
    is_year_end = (assets.as_of.month, assets.as_of.day) == (12, 31)
    return Figure(f"{assets.as_of.year}年底" if is_year_end else day(assets.as_of), ("assets.as_of",))


def planned_vehicles(scene: Scene) -> Figure:
    """``未安排购置车辆经费`` or ``安排购置车辆经费18.00万元``."""
    cost = scene.filing.assets and scene.filing.assets.planned_vehicles_cost
    said = f"安排购置车辆经费{printed(cost)}万元" if cost else "未安排购置车辆经费"
    return Figure(said, ("assets.planned_vehicles_cost",))


def targets_counted(*, fiscal: bool, count: bool) -> Part:
    """How many projects have targets, or their money: this year's appropriations, or what is not appropriated."""

    def words(scene: Scene) -> Figure:
        found = [
            (n, one.performance)
            for n, one in enumerate(scene.filing.projects)
            if one.performance and (one.source in FISCAL_SOURCES) == fiscal
        ]
        if count:
            return Figure(str(len(found)))
        places = tuple(f"projects[{n}].performance" for n, _ in found)
        return Figure(printed(total(goals_total(goals) for _, goals in found)), places)

    return words
