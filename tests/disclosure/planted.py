"""Single faults in sound filings: one cell is changed, and something else in the filing says that it is wrong.

Only cells that the form has twice, in whatever way, are changed: the name of a project that nothing repeats can be any.
Each kind lists what it can do to a filing; which of it is done is drawn.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgetportal.classification.codes import economic, functional
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks.blame import Fix
from budgetportal.disclosure.checks.mending import mended, value_at
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import SelfEvaluation
from budgetportal.disclosure.terms import (
    GENERAL_SOURCES,
    AmountUnit,
    Category,
    FinalCategory,
    FinalSource,
    Operator,
    SpendingSource,
)
from tests.disclosure.strategies import sources_of

CENT = Decimal("0.01")
Change = tuple[str, Any]  # place, new value


@dataclass(frozen=True)
class Planted:
    """A filing with one fault, where it is, and what stood there."""

    kind: str
    place: str
    right: Any
    filing: Filing


def plant(rng: random.Random, filing: Filing, kind: str) -> Planted | None:
    """A fault of that kind, None where the filing has no place for one."""
    changes = list(KINDS[kind](rng, filing))
    if not changes:
        return None
    place, value = rng.choice(changes)
    return Planted(kind, place, value_at(filing, place), with_value(filing, place, value))


def with_value(filing: Filing, place: str, value: Any) -> Filing:
    """The filing with another value at a place."""
    return mended(filing, [Fix(place, value, {})])


# ----------------------------------------------------------------------------------------------- amounts


def wrong_amount(rng: random.Random, right: Decimal, unit: AmountUnit) -> Decimal:
    """A slip that is one as published too: of a filing in 元 nobody reads what is less than 0.01 万元."""
    wrong = _slip(rng, right)
    return wrong if unit is AmountUnit.WAN or abs(wrong - right) >= 200 else right + rng.choice((200, 3000, 50000))


def _slip(rng: random.Random, right: Decimal) -> Decimal:
    """As hands slip: two digits changed about, one digit wrong, the point shifted, a cent off, one nought too many."""
    digits = list(f"{abs(right):.2f}".replace(".", ""))
    way = rng.randrange(4)
    n = rng.randrange(len(digits) - 1)
    if way == 0 and digits[n] != digits[n + 1]:
        digits[n], digits[n + 1] = digits[n + 1], digits[n]
    elif way == 1:
        digits[n] = str((int(digits[n]) + rng.randint(1, 8)) % 10)
    elif way == 2 and right:
        digits.append("0")
    else:
        return right + rng.choice((1, 10, 1000)) * CENT
    wrong = Decimal("".join(digits)).scaleb(-2)
    return (-wrong if right < 0 else wrong) if wrong != abs(right) else right + CENT


def amounts(rng: random.Random, filing: Filing) -> Iterator[Change]:
    """Every amount that another one has to agree with."""
    for place in amount_places(filing):
        unit = AmountUnit.WAN if place.startswith("comparisons") else filing.amount_unit
        yield place, wrong_amount(rng, value_at(filing, place), unit)


def amount_places(filing: Filing) -> Iterator[str]:
    match filing:
        case BudgetFiling():
            yield from _budget_amounts(filing)
        case FinalAccounts():
            yield from _final_amounts(filing)
        case SelfEvaluation():
            yield from _report_amounts(filing)


def _budget_amounts(filing: BudgetFiling) -> Iterator[str]:
    for table in ("income", "expenditure", "basic_by_economic"):
        yield from (f"{table}[{n}].amount" for n, row in enumerate(getattr(filing, table)) if row.amount)
    for n, project in enumerate(filing.projects):
        yield from (f"projects[{n}].amounts.{code}" for code in project.amounts)
        if project.amount is not None:
            yield f"projects[{n}].amount"
        if project.performance:
            yield f"projects[{n}].performance.fiscal"
            yield f"projects[{n}].performance.other"
    yield "assets.vehicles_value"
    yield "assets.duty_vehicles_value"
    for topic in ("official.total", "official.overseas", "general.basic", "expenditure.project", "income.general"):
        yield f"comparisons[{topic}].prior"
    functions = [row.topic for row in filing.comparisons if ".function." in row.topic]
    yield from (f"comparisons[{topic}].prior" for topic in functions)


def _final_amounts(filing: FinalAccounts) -> Iterator[str]:
    for table in ("income", "expenditure", "basic_by_economic"):
        yield from (f"{table}[{n}].amount" for n in range(len(getattr(filing, table))))
    for end in ("opening", "closing"):
        yield from (f"balances.{end}.{name}" for name in ("fiscal_general", "fiscal_fund", "fiscal_soe", "other"))
    yield from ("balances.non_fiscal_used", "balances.distributed", "comparisons[general].prior")
    for n, one in enumerate(filing.self_evaluations):
        names = ("initial", "budget", "fiscal_initial", "fiscal_budget", "fiscal_spent", "other_budget")
        yield from (f"self_evaluations[{n}].{name}" for name in names if getattr(one, name))
    if filing.performance_summary:
        yield from ("performance_summary.projects_budget", "performance_summary.projects_spent")


def _report_amounts(filing: SelfEvaluation) -> Iterator[str]:
    names = (
        *("initial", "initial_basic", "initial_project", "adjustment", "final", "spent"),
        *("basic_final", "basic_personnel", "basic_public", "basic_spent", "project_spent"),
    )
    yield from (f"budget.{name}" for name in names)
    for n in range(len(filing.projects)):
        yield from (f"projects[{n}].budget", f"projects[{n}].spent")


# ------------------------------------------------------------------------------- codes, sources, categories


def codes(rng: random.Random, filing: Filing) -> Iterator[Change]:
    """A neighbour's code; one that the year does not have; one of another level; a 款 of the other category."""
    known = [one.code for one in functional(filing.fiscal_year).codes("项")]
    tables = ("income", "expenditure", "projects") if isinstance(filing, BudgetFiling) else ("income", "expenditure")
    for table in tables:
        for n, row in enumerate(getattr(filing, table, ())):
            place = f"{table}[{n}].function"
            yield place, rng.choice(("2019998", row.function[:5], "20103"))
            if isinstance(filing, BudgetFiling) and _is_repeated(filing, table, row):
                yield place, rng.choice([code for code in known if code != row.function])
    for n, row in enumerate(getattr(filing, "basic_by_economic", ())):
        others = ("302", "310") if row.category is Category.PERSONNEL else ("301", "303")
        taken = {one.economic for one in filing.basic_by_economic} | {"30212", "30217", "30231", "30108"}
        wrong = [one.code for one in economic(filing.fiscal_year).codes("款") if one.code.startswith(others)]
        if row.amount and row.economic not in ("30108", "30217"):
            yield f"basic_by_economic[{n}].economic", rng.choice([code for code in wrong if code not in taken])


def sources(rng: random.Random, filing: Filing) -> Iterator[Change]:
    """Another source of the edition."""
    if isinstance(filing, BudgetFiling):
        for table in ("income", "expenditure"):
            for n, row in enumerate(getattr(filing, table)):
                every = sources_of(filing.edition)
                others = [one for one in every if one is not row.source and _takes(filing, row, one)]
                if others and row.amount:
                    yield f"{table}[{n}].source", rng.choice(others)
    elif isinstance(filing, FinalAccounts):
        for n, row in enumerate(filing.income):
            if row.source in tuple(FinalSource)[:3]:
                yield f"income[{n}].source", rng.choice([one for one in FinalSource if one is not row.source])
        for n, spent in enumerate(filing.expenditure):
            if spent.category is not FinalCategory.BUSINESS:
                others = [one for one in SpendingSource if one is not spent.source]
                yield f"expenditure[{n}].source", rng.choice(others)


def _takes(filing: BudgetFiling, row: Any, source: Any) -> bool:
    """Whether a row of that source may have this row's category."""
    return getattr(row, "category", None) is not Category.BASIC or source not in EDITIONS[filing.edition].split_sources


def _is_repeated(filing: BudgetFiling, table: str, row: Any) -> bool:
    return bool(row.amount) if table != "projects" else any(
        (one.function, one.source, one.category) == (row.function, row.source, Category.PROJECT)
        for one in filing.expenditure
    )


def categories(rng: random.Random, filing: Filing) -> Iterator[Change]:
    """人员 for 公用 and the other way round, 项目 for either, where economic classes or projects tell."""
    if isinstance(filing, SelfEvaluation):
        return
    for n, row in enumerate(filing.basic_by_economic):
        if row.amount:
            other = Category.PUBLIC if row.category is Category.PERSONNEL else Category.PERSONNEL
            yield f"basic_by_economic[{n}].category", other
    kinds: Any = Category if isinstance(filing, BudgetFiling) else FinalCategory
    usual = (kinds.PERSONNEL, kinds.PUBLIC, kinds.PROJECT)
    for n, spent in enumerate(filing.expenditure):
        general = spent.source in GENERAL_SOURCES if isinstance(filing, BudgetFiling) else spent.source == "general"
        if general and spent.category in usual:
            yield f"expenditure[{n}].category", rng.choice([one for one in usual if one is not spent.category])


# ------------------------------------------------------------------------------------- names, scores, weights


def slipped(rng: random.Random, name: str) -> str:
    """One character other, missing or twice."""
    n = rng.randrange(2, len(name) - 2)
    return rng.choice((name[:n] + "某" + name[n + 1 :], name[:n] + name[n + 1 :], name[:n] + "某" + name[n:]))


def names(rng: random.Random, filing: Filing) -> Iterator[Change]:
    """The unit's own name in its texts; a project's in its targets."""
    wrong = slipped(rng, filing.unit.name)
    yield "other_notes", f"{wrong}没有其他需说明的事项。"
    if filing.profile:
        yield "profile.duties[0]", f"（一）{wrong}受理便民服务事项。"
    if isinstance(filing, BudgetFiling):
        for n, project in enumerate(filing.projects):
            yield f"projects[{n}].undertaker", wrong
            if project.performance:
                yield f"projects[{n}].performance.title", slipped(rng, project.name)
    elif isinstance(filing, FinalAccounts):
        yield from ((f"self_evaluations[{n}].implementer", wrong) for n in range(len(filing.self_evaluations)))


def indicators(filing: Filing) -> Iterator[str]:
    """The place of every indicator."""
    match filing:
        case BudgetFiling():
            for n, project in enumerate(filing.projects):
                rows = project.performance.indicators if project.performance else ()
                yield from (f"projects[{n}].performance.indicators[{m}]" for m in range(len(rows)))
            yield from ["unit_performance.indicators[0]"] if filing.unit_performance else []
        case FinalAccounts():
            for n, one in enumerate(filing.self_evaluations):
                yield from (f"self_evaluations[{n}].indicators[{m}]" for m in range(len(one.indicators)))
        case SelfEvaluation():
            yield from (f"indicators[{n}]" for n in range(len(filing.indicators)))


def scores(rng: random.Random, filing: Filing) -> Iterator[Change]:
    """Another score than weight × completion, or more than the weight."""
    if isinstance(filing, BudgetFiling):
        return
    for place in indicators(filing):
        row = value_at(filing, place)
        yield f"{place}.score", row.weight + rng.randint(1, 9)
        if row.target.op is not Operator.TEXT:
            yield f"{place}.score", row.weight * Decimal("0.5")
            yield f"{place}.score", row.weight * Decimal("0.1")


def weights(rng: random.Random, filing: Filing) -> Iterator[Change]:
    """Another weight, so that they do not add up."""
    for place in indicators(filing):
        more = (5, -5, 1) if isinstance(filing, BudgetFiling) else (5, -5, 1, 10)  # a budget's may add up to 100 too
        yield f"{place}.weight", value_at(filing, f"{place}.weight") + rng.choice(more)


# ------------------------------------------------------------------------------------------------- texts

WRONG_TEXTS = (
    "比上年增加（减少）2万元",
    "按规定安排[或未安排]",
    "负责受理（）事项",
    "负责的的事项",
    "受理，，转办",
    "联系人证件11010519491231002X",
    "联系电话13800138000",
    "账号4111111111111111",
    "{other}年单位预算没有其他事项",
    "已完成☑，其余待办",
)
PLACES = ("other_notes", "profile.duties[0]", "profile.offices[0]")


def texts(rng: random.Random, filing: Filing) -> Iterator[Change]:
    """What is wrong in any text; reasons against their figures; directions against their operators."""
    wrong = rng.choice(WRONG_TEXTS).format(other=filing.fiscal_year - 2)
    yield from ((place, wrong) for place in PLACES if place != "profile.offices[0]")
    if isinstance(filing, BudgetFiling):
        yield from ((f"projects[{n}].policy_basis", wrong) for n in range(len(filing.projects)))
        yield from _reasons(rng, filing)
    for place in indicators(filing):
        row, name = value_at(filing, place), "name" if isinstance(filing, SelfEvaluation) else "level3"
        if row.target.op is Operator.AT_LEAST:
            yield f"{place}.{name}", "办件数量不超过"
            if getattr(row, name).endswith(("率", "度")):
                yield f"{place}.target.op", Operator.AT_MOST


def _reasons(rng: random.Random, filing: BudgetFiling) -> Iterator[Change]:
    scene = Scene(published(filing))
    for row in filing.comparisons:
        if row.topic == "official.total" or row.prior is None:
            continue
        if row.reason and Decimal(scene.figure(row.topic).text) != row.prior:
            yield f"comparisons[{row.topic}].reason", "本年未增加人员，支出没有减少"
            yield f"comparisons[{row.topic}].reason", None


KINDS: dict[str, Callable[[random.Random, Any], Iterator[Change]]] = {
    "amount": amounts,
    "code": codes,
    "source": sources,
    "category": categories,
    "name": names,
    "score": scores,
    "weight": weights,
    "text": texts,
}
