"""The balances of final accounts (F1, F4, F5, F17): what stands in each."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.checks.blame import Balance, Entry, Fix, Move, Terms, explain, gaps_of, moved
from budgetportal.disclosure.checks.economic import is_misplaced, other_category
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, Fact, Selection
from budgetportal.disclosure.final_accounts import FinalAccounts, ProjectEvaluation
from budgetportal.disclosure.final_facts import CLOSING, DISTRIBUTED, NON_FISCAL_USED, OPENING
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.terms import BASIC_SPENDING, FinalCategory, FinalSource, SpendingSource, Term

FISCAL: dict[Term | None, str] = {
    FinalSource.FISCAL_GENERAL: "fiscal_general",
    FinalSource.FISCAL_FUND: "fiscal_fund",
    FinalSource.FISCAL_SOE: "fiscal_soe",
    SpendingSource.GENERAL: "fiscal_general",
    SpendingSource.FUND: "fiscal_fund",
    SpendingSource.SOE: "fiscal_soe",
}
STAGES = ("initial", "budget", "spent")
SIDES = {OPENING: -1, INCOME: -1, NON_FISCAL_USED: -1, EXPENDITURE: 1, DISTRIBUTED: 1, CLOSING: 1}
SPLIT = {FinalCategory.PERSONNEL: "人员经费", FinalCategory.PUBLIC: "公用经费"}
WHOLE = "基本支出"


def final_fixes(scene: Scene) -> list[Fix]:
    """What would put the open balances right, one for each slip."""
    entries = list(entries_of(scene))
    order = ("F1", "F4", "F5", "F17", "F17.1")
    gaps = dict(sorted(gaps_of(entries).items(), key=lambda one: order.index(one[0][0])))
    return explain(gaps, entries, _moves(scene)) if gaps else []


def entries_of(scene: Scene) -> Iterator[Entry]:
    """Every amount that stands in a balance."""
    yield from _accounts(scene)
    if scene.final.basic_by_economic:
        for fact in scene.facts.select(Selection(BASIC)):
            yield Entry(fact.place, fact.amount, {("F5", group(scene, fact.category)): -1})
    yield from _evaluations(scene.final)


def group(scene: Scene, category: Term | None) -> str:
    """人员经费 or 公用经费, or both together where the general budget's expenditure does not say which."""
    undivided = Selection(EXPENDITURE, frozenset({SpendingSource.GENERAL}), frozenset({FinalCategory.BASIC}))
    named = FinalCategory(str(category)) if category else None
    return WHOLE if scene.facts.select(undivided) or named not in SPLIT else SPLIT[named]


def _accounts(scene: Scene) -> Iterator[Entry]:
    """收入 + 年初 = 支出 + 年末, budget by budget; the other money besides (F1)."""
    for table in (INCOME, CLOSING, OPENING, NON_FISCAL_USED, DISTRIBUTED, EXPENDITURE):
        for fact in scene.facts.select(Selection(table)):
            yield Entry(fact.place, fact.amount, _terms(scene, fact))


def _terms(scene: Scene, fact: Fact) -> Terms:
    """The balances that an amount of the accounts stands in."""
    whole = scene.final
    found: dict[Balance, int] = {}
    if whole.balances and whole.income and whole.expenditure:
        found[("F4", FISCAL[fact.source]) if fact.source in FISCAL else ("F1",)] = SIDES[fact.table]
    is_basic = fact.table == EXPENDITURE and fact.source is SpendingSource.GENERAL and fact.category in BASIC_SPENDING
    if is_basic and whole.basic_by_economic:
        found["F5", group(scene, fact.category)] = 1
    return found


def _moves(scene: Scene) -> Iterator[Move]:
    """Another source or category of a row of income or expenditure, another category of a row by 款."""
    listed = enumerate(scene.final.basic_by_economic)
    for n, row in sorted(listed, key=lambda one: not is_misplaced(one[1])):
        other = other_category(row.category)
        old: Terms = {("F5", group(scene, row.category)): -1}
        yield moved(f"basic_by_economic[{n}].category", other, row.amount, old, {("F5", group(scene, other)): -1})
    for table, sources in ((INCOME, FinalSource), (EXPENDITURE, SpendingSource)):
        rows = scene.facts.select(Selection(table))
        taken = {_row(fact) for fact in rows}
        for fact in rows:
            others = [("source", fact._replace(source=one)) for one in sources]
            if table == EXPENDITURE:
                others += [("category", fact._replace(category=one)) for one in FinalCategory]
            yield from (_move(scene, fact, member, new) for member, new in others if _row(new) not in taken)


def _row(fact: Fact) -> tuple[str, Term | None, Term | None]:
    return fact.code, fact.source, fact.category


def _move(scene: Scene, fact: Fact, member: str, new: Fact) -> Move:
    place = f"{fact.table}[{fact.row}].{member}"
    return moved(place, getattr(new, member), fact.amount, _terms(scene, fact), _terms(scene, new))


def _evaluations(filing: FinalAccounts) -> Iterator[Entry]:
    """年度资金总额 = 财政拨款 + 其他资金 in each 自评表, and all of them = what 预算绩效情况 says."""
    summary = filing.performance_summary if filing.self_evaluations else None
    for n, one in enumerate(filing.self_evaluations):
        for stage in STAGES:
            yield from _stage(n, one, stage, is_summed=summary is not None and stage != "initial")
    for stage in STAGES[1:]:
        if summary:
            said = getattr(summary, f"projects_{stage}")
            yield Entry(f"performance_summary.projects_{stage}", said, {("F17", stage): -1}, -1)


def _stage(n: int, one: ProjectEvaluation, stage: str, *, is_summed: bool) -> Iterator[Entry]:
    parts = ("F17.1", str(n), stage)
    whole: Terms = {parts: 1} | ({("F17", stage): 1} if is_summed else {})
    yield Entry(f"self_evaluations[{n}].{stage}", getattr(one, stage), whole)
    for name in ("fiscal", "other"):
        yield Entry(f"self_evaluations[{n}].{name}_{stage}", getattr(one, f"{name}_{stage}"), {parts: -1})
