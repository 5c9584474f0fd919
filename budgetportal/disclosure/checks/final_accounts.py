"""Rules on final accounts (F1 to F17): balances, expenditure, official expenses, other matters, 自评表."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.economic import misplaced, uncovered
from budgetportal.disclosure.checks.evaluated import Scored, wrong_scores, wrong_weights
from budgetportal.disclosure.checks.findings import Fault, Severity, differing, places
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, Facts, Selection
from budgetportal.disclosure.final_accounts import Balances
from budgetportal.disclosure.final_facts import BALANCE_SOURCES, CLOSING, DISTRIBUTED, NON_FISCAL_USED, OPENING
from budgetportal.disclosure.final_topics import GENERAL_SPENDING, OFFICIAL_TOPICS
from budgetportal.disclosure.places import topic_in_words
from budgetportal.disclosure.terms import Against, FinalCategory, FinalSource, SpendingSource, Term

VEHICLE_KINDS = (
    "ministerial", "principal", "confidential", "emergency", "duty", "special", "retired_service", "other",
)  # fmt: skip
SPENT_FROM = {
    FinalSource.FISCAL_GENERAL: SpendingSource.GENERAL,
    FinalSource.FISCAL_FUND: SpendingSource.FUND,
    FinalSource.FISCAL_SOE: SpendingSource.SOE,
}
MONEY_COLUMNS = {"initial": "年初预算数", "budget": "全年预算数", "spent": "全年执行数"}


def _one(term: Term) -> frozenset[Term]:
    return frozenset({term})


def _balances(case: Case) -> Balances:
    if case.final.balances is None or not case.final.income or not case.final.expenditure:
        raise NothingToCheck("“收入”“支出”或“结转和结余”没有填")
    return case.final.balances


def _sum(facts: Facts, *tables: str) -> Decimal:
    return total(facts.total(Selection(table)) for table in tables)


@rule("F1", Severity.ERROR, "收入总计等于支出总计", "checks.md F1")
def totals(case: Case) -> Iterator[Fault]:
    """本年收入 + 使用非财政拨款结余 + 年初结转 = 本年支出 + 结余分配 + 年末结转."""
    _balances(case)
    left = _sum(case.scene.facts, INCOME, NON_FISCAL_USED, OPENING)
    right = _sum(case.scene.facts, EXPENDITURE, DISTRIBUTED, CLOSING)
    if left != right:
        message = "收入总计 {expected} 万元，支出总计 {found} 万元，相差 {difference} 万元；核对收入、支出和结转结余"
        yield differing("balances.closing", message, left, right, ("balances.opening", INCOME, EXPENDITURE))


@rule("F4", Severity.ERROR, "每种财政拨款的年初结转加收入等于支出加年末结转", "checks.md F4、F8、F9")
def funds(case: Case) -> Iterator[Fault]:
    """年初 + 收入 = 支出 + 年末, budget by budget."""
    _balances(case)
    facts = case.scene.facts
    for name, source in BALANCE_SOURCES.items():
        if source not in SPENT_FROM:
            continue
        had = [*facts.select(Selection(OPENING, _one(source))), *facts.select(Selection(INCOME, _one(source)))]
        paid = facts.select(Selection(EXPENDITURE, _one(SPENT_FROM[source])))
        left = total(fact.amount for fact in had)
        right = total(fact.amount for fact in (*paid, *facts.select(Selection(CLOSING, _one(source)))))
        if left != right:
            message = (
                f"{source.label.removesuffix('收入')}：年初结转加本年收入 {{expected}} 万元"
                f"，本年支出加年末结转 {{found}} 万元，"
                "相差 {difference} 万元；核对四处"
            )
            yield differing(f"balances.closing.{name}", message, left, right, places((*had, *paid)))


@rule("F5", Severity.ERROR, "一般公共预算财政拨款基本支出等于其经济分类合计", "checks.md F5")
def basic_expenditure(case: Case) -> Iterator[Fault]:
    """人员 and 公用 of the general budget = their economic 款, where these were entered."""
    if not case.final.basic_by_economic:
        raise NothingToCheck("“基本支出经济分类”没有填金额")
    facts = case.scene.facts
    names = {"人员经费": FinalCategory.PERSONNEL, "公用经费": FinalCategory.PUBLIC}
    undivided = facts.select(Selection(EXPENDITURE, GENERAL_SPENDING, _one(FinalCategory.BASIC)))
    every: frozenset[Term] = frozenset({*names.values(), FinalCategory.BASIC})
    groups = {"基本支出": every} if undivided else {name: _one(term) for name, term in names.items()}
    for name, categories in groups.items():
        left = facts.total(Selection(EXPENDITURE, GENERAL_SPENDING, categories))
        right = facts.total(Selection(BASIC, categories=categories))
        if left != right:
            message = (
                f"一般公共预算财政拨款{name}：支出表 {{expected}} 万元，经济分类合计 {{found}} 万元，"
                "相差 {difference} 万元；核对两张表"
            )
            spent = facts.select(Selection(EXPENDITURE, GENERAL_SPENDING, categories))
            yield differing("basic_by_economic", message, left, right, places(spent))


@rule("F6", Severity.ERROR, "经济分类科目的类与经费类别一致", "checks.md F6")
def economic_classes(case: Case) -> Iterator[Fault]:
    """301 and 303 are 人员经费, 302 and 310 公用经费."""
    if not case.final.basic_by_economic:
        raise NothingToCheck("“基本支出经济分类”没有填金额")
    yield from misplaced(case.final.basic_by_economic, case.scene)


@rule("F7", Severity.ERROR, "基本支出中的“三公”科目不大于“三公”经费决算数", "checks.md F7")
def official_covers_basic(case: Case) -> Iterator[Fault]:
    """30217, 30231 and 30212 of basic expenditure are part of the official expenses."""
    if not case.final.basic_by_economic:
        raise NothingToCheck("“基本支出经济分类”没有填金额")
    yield from uncovered(case.final.basic_by_economic, case.scene)


@rule("F11", Severity.WARNING, "与年初预算或全年预算的差异写明原因", "checks.md F11、F12")
def differences_from_budget(case: Case) -> Iterator[Fault]:
    """A figure that differs from its budget says why."""
    rows = [row for row in case.final.comparisons if row.against is Against.BUDGET]
    if not rows:
        raise NothingToCheck("没有与预算的比较")
    for row in rows:
        planned, done = _planned(case, row.topic), Decimal(case.scene.figure(row.topic).text)
        if planned is not None and planned != done and not row.reason:
            message = (
                f"{topic_in_words(row.topic)}：预算数 {{expected}} 万元，决算数 {{found}} 万元"
                f"，相差 {{difference}} 万元，"
                "没有写原因；补上差异原因"
            )
            yield differing(f"comparisons[{row.topic}].reason", message, planned, done)


def _planned(case: Case, topic: str) -> Decimal | None:
    if topic in OFFICIAL_TOPICS:
        return total(row.budget for row in case.final.official_expenses if row.item in OFFICIAL_TOPICS[topic])
    initial = case.final.initial_budget
    return None if initial is None else initial.fiscal_total if topic == "fiscal" else initial.general_total


@rule("F14", Severity.ERROR, "小微企业合同不大于中小企业合同，中小企业合同不大于采购总额", "checks.md F14")
def procurement(case: Case) -> Iterator[Fault]:
    """小微 ≤ 中小企业 ≤ 总额."""
    found = case.final.procurement
    if found is None:
        raise NothingToCheck("“政府采购”没有填")
    whole = found.goods + found.works + found.services
    if found.sme > whole:
        message = "授予中小企业合同 {found} 万元，大于采购总额 {expected} 万元，相差 {difference} 万元；核对两处"
        yield differing("procurement.sme", message, whole, found.sme)
    if found.micro > found.sme:
        message = (
            "授予小微企业合同 {found} 万元，大于授予中小企业合同 {expected} 万元，相差 {difference} 万元；核对两处"
        )
        yield differing("procurement.micro", message, found.sme, found.micro, ["procurement.sme"])


@rule("F15", Severity.ERROR, "车辆等于各类车辆合计，两处固定资产车辆数一致", "checks.md F15")
def vehicles(case: Case) -> Iterator[Fault]:
    """车辆 = Σ kinds; the number beside the official expenses is the same."""
    found, counted = case.final.assets, case.final.official_counts
    if found is None:
        raise NothingToCheck("“国有资产”没有填")
    kinds = sum(getattr(found, name) for name in VEHICLE_KINDS)
    if found.vehicles != kinds:
        message = f"车辆 {found.vehicles} 辆，各类车辆合计 {kinds} 辆；改正其中一处"
        cells = tuple(f"assets.{name}" for name in VEHICLE_KINDS)
        yield Fault("assets.vehicles", message, str(kinds), str(found.vehicles), str(found.vehicles - kinds), cells)
    if counted is not None and counted.assets_vehicles != found.vehicles:
        message = (
            f"“三公”经费中的固定资产车辆 {counted.assets_vehicles} 辆，国有资产中的车辆 {found.vehicles} 辆"
            "；改正其中一处"
        )
        gap = str(counted.assets_vehicles - found.vehicles)
        figures = str(found.vehicles), str(counted.assets_vehicles), gap
        yield Fault("official_counts.assets_vehicles", message, *figures, ("assets.vehicles",))


@rule("F16", Severity.WARNING, "有“三公”经费支出的项目填有数量", "checks.md F16")
def quantities(case: Case) -> Iterator[Fault]:
    """Money for an item goes with its number: 团组, 购置, 保有, 批次."""
    counted = case.final.official_counts
    if counted is None:
        raise NothingToCheck("“三公”经费数量没有填")
    pairs = {
        "official.overseas": "overseas_groups",
        "official.vehicle_purchase": "vehicles_bought",
        "official.vehicle_operation": "vehicles_held",
        "official.hospitality": "receptions",
    }
    for topic, name in pairs.items():
        amount = Decimal(case.scene.figure(topic).text)
        if amount and not getattr(counted, name):
            message = f"{topic_in_words(topic)}支出 {amount} 万元，数量填的是 0；核对数量"
            yield Fault(f"official_counts.{name}", message, None, "0")


@rule("F17", Severity.ERROR, "绩效评价项目的个数和金额等于自评表", "checks.md F17")
def evaluated_projects(case: Case) -> Iterator[Fault]:
    """Number, 全年预算 and 执行 of the summary = those of the 自评表."""
    summary, tables = case.final.performance_summary, case.final.self_evaluations
    if summary is None or not tables:
        raise NothingToCheck("“预算绩效情况”或“项目绩效自评”没有填")
    if summary.projects != len(tables):
        message = f"绩效评价项目 {summary.projects} 个，自评表 {len(tables)} 张；改正其中一处"
        gap = str(summary.projects - len(tables))
        cells = ("self_evaluations",)
        yield Fault("performance_summary.projects", message, str(len(tables)), str(summary.projects), gap, cells)
    for name, column in (("budget", "全年预算数"), ("spent", "全年执行数")):
        whole, said = total(getattr(one, name) for one in tables), getattr(summary, f"projects_{name}")
        if whole != said:
            message = (
                f"绩效评价项目{column} {{found}} 万元，自评表合计 {{expected}} 万元，相差 {{difference}} 万元；核对两处"
            )
            each = (f"self_evaluations[{n}].{name}" for n in range(len(tables)))
            yield differing(f"performance_summary.projects_{name}", message, whole, said, each)


@rule("F17.1", Severity.ERROR, "自评表的资金总额等于财政拨款加其他资金", "checks.md F17")
def evaluated_money(case: Case) -> Iterator[Fault]:
    """年度资金总额 = 当年财政拨款 + 其他资金, in each column."""
    if not case.final.self_evaluations:
        raise NothingToCheck("“项目绩效自评”没有填")
    for n, one in enumerate(case.final.self_evaluations):
        for name, column in MONEY_COLUMNS.items():
            parts, whole = getattr(one, f"fiscal_{name}") + getattr(one, f"other_{name}"), getattr(one, name)
            if parts != whole:
                message = (
                    f"“{one.project[:30]}”{column}：资金总额 {{found}} 万元，财政拨款加其他资金 {{expected}} 万元，"
                    "相差 {difference} 万元；改正其中一处"
                )
                cells = (f"self_evaluations[{n}].{part}_{name}" for part in ("fiscal", "other"))
                yield differing(f"self_evaluations[{n}].{name}", message, parts, whole, cells)


def _scored(case: Case) -> Iterator[tuple[str, Decimal, list[Scored]]]:
    """Each 自评表: its place, the weight of 执行率, its indicators."""
    if not case.final.self_evaluations:
        raise NothingToCheck("“项目绩效自评”没有填")
    for n, one in enumerate(case.final.self_evaluations):
        place = f"self_evaluations[{n}]"
        rows = [
            Scored(f"{place}.indicators[{m}]", row.level3 or "", row.target, row.actual, row.weight, row.score)
            for m, row in enumerate(one.indicators)
        ]
        yield place, one.weight, rows


@rule("S4", Severity.WARNING, "填写的得分等于计算的得分", "checks.md S4；填报契约 Scores")
def scores(case: Case) -> Iterator[Fault]:
    """A typed score stands, and is told where it differs from weight × completion."""
    for _, _, rows in _scored(case):
        yield from wrong_scores(rows)


@rule("S5", Severity.ERROR, "分值合计为 100", "checks.md S5")
def weights(case: Case) -> Iterator[Fault]:
    """Σ weights = 100, with 执行率."""
    for place, weight, rows in _scored(case):
        yield from wrong_weights(place, weight, rows)


RULES = (
    totals,
    funds,
    basic_expenditure,
    economic_classes,
    official_covers_basic,
    differences_from_budget,
    procurement,
    vehicles,
    quantities,
    evaluated_projects,
    evaluated_money,
    scores,
    weights,
)
