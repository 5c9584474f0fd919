"""Random final accounts and self-evaluations without a fault (see ``sound``)."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from budgetportal.classification.codes import economic
from budgetportal.disclosure import scores
from budgetportal.disclosure.filing import BasicRow, Profile, Staffing
from budgetportal.disclosure.final_accounts import (
    Balance,
    Balances,
    FinalAccounts,
    FinalComparison,
    FinalExpenditureRow,
    FinalIncomeRow,
    FinalProcurement,
    InitialBudget,
    PerformanceSummary,
    ProjectEvaluation,
)
from budgetportal.disclosure.self_evaluation import EvaluatedProject, SelfEvaluation
from budgetportal.disclosure.terms import (
    AmountUnit,
    Category,
    FinalCategory,
    FinalSource,
    OfficialItem,
    Operator,
    SpendingSource,
)
from tests.disclosure.final_examples import (
    DETAILS,
    amounts,
    assets,
    compare,
    counts,
    evaluated,
    final,
    official,
    overall,
    report,
    target,
    words,
)
from tests.disclosure.final_figures import YEAR, ZERO, evaluation_in_stages, executed_budget, gained, spent_by_function
from tests.disclosure.sound import REASON, amount, parts
from tests.disclosure.strategies import functions_of

PERSONNEL, PUBLIC, PROJECT = FinalCategory.PERSONNEL, FinalCategory.PUBLIC, FinalCategory.PROJECT
GENERAL = SpendingSource.GENERAL
INCOME_OF = {
    GENERAL: FinalSource.FISCAL_GENERAL,
    SpendingSource.FUND: FinalSource.FISCAL_FUND,
    SpendingSource.SOE: FinalSource.FISCAL_SOE,
    SpendingSource.OTHER: FinalSource.SERVICE,
}
WEIGHTS = ("20", "25", "15", "30")
Rows = Sequence[FinalExpenditureRow]


def sound_final(rng: random.Random, unit: AmountUnit = AmountUnit.WAN) -> FinalAccounts:
    """Final accounts with every entry table, none of which contradicts another."""
    expenditure = tuple(_expenditure(rng, unit))
    balances = _balances(rng, unit)
    evaluations = tuple(_evaluations(rng, expenditure))
    basic = tuple(_basic(rng, expenditure))
    hosted = sum((row.amount for row in basic if row.economic == "30217"), ZERO)
    vehicles = rng.randint(1, 6)
    return final(
        amount_unit=unit,
        profile=_profile(rng),
        income=tuple(_income(rng, expenditure, balances)),
        expenditure=expenditure,
        basic_by_economic=basic,
        balances=balances,
        initial_budget=amounts(InitialBudget, *(str(amount(rng, unit)) for _ in "12")),
        official_expenses=tuple(_official(rng, unit, hosted)),
        official_counts=counts(vehicles_held=vehicles, assets_vehicles=vehicles),
        official_details=DETAILS,
        comparisons=tuple(_comparisons(rng, expenditure)),
        procurement=_procurement(rng, unit),
        assets=assets(vehicles=vehicles, other=vehicles),
        performance_summary=_summary(evaluations) if evaluations else None,
        self_evaluations=evaluations,
        other_notes="本单位无其他需说明的事项。",
    )


def _profile(rng: random.Random) -> Profile:
    in_post, retired = rng.randint(5, 40), rng.randint(0, 9)
    return Profile(
        duties=("（一）受理便民事项。",),
        offices=("综合科",),
        staffing=Staffing(actual=in_post + retired, in_post=in_post, retired=retired),
    )


def _expenditure(rng: random.Random, unit: AmountUnit) -> Iterator[FinalExpenditureRow]:
    """The general budget has 人员, 公用 and 项目; other money is 经营支出 too."""
    for n, function in enumerate(rng.sample(functions_of(YEAR), rng.randint(2, 6))):
        for source in dict.fromkeys((*([GENERAL] if n == 0 else []), *rng.sample(tuple(SpendingSource), 2))):
            own = (FinalCategory.BUSINESS,) if source is SpendingSource.OTHER else ()
            kinds: Sequence[FinalCategory] = (PERSONNEL, PUBLIC, PROJECT, *own)
            for category in kinds if n == 0 else rng.sample(kinds, rng.randint(1, 2)):
                size = amount(rng, unit)
                yield FinalExpenditureRow(function=function, source=source, category=category, amount=size)


def _balances(rng: random.Random, unit: AmountUnit) -> Balances:
    opening, closing = ([str(rng.choice((ZERO, amount(rng, unit)))) for _ in range(4)] for _ in "12")
    return Balances(
        opening=amounts(Balance, *opening),
        closing=amounts(Balance, *closing),
        non_fiscal_used=amount(rng, unit),
        distributed=amount(rng, unit),
    )


def _income(rng: random.Random, expenditure: Rows, balances: Balances) -> Iterator[FinalIncomeRow]:
    """What each function spent; the first function of a budget received what its balances changed by besides."""
    for source, received in INCOME_OF.items():
        sums = spent_by_function(expenditure, source)
        first = next(iter(sums), functions_of(YEAR)[0])
        sums[first] += gained(balances, source)
        for function, whole in sums.items():
            if whole:
                yield FinalIncomeRow(function=function, source=received, amount=whole)


def _basic(rng: random.Random, expenditure: Rows) -> Iterator[BasicRow]:
    sums = {PERSONNEL: ZERO, PUBLIC: ZERO}
    for row in expenditure:
        if row.source is GENERAL and row.category in sums:
            sums[row.category] += row.amount
    codes = [one.code for one in economic(YEAR).codes("款") if one.code not in ("30212", "30217", "30231")]
    for category, classes in ((PERSONNEL, ("301", "303")), (PUBLIC, ("302", "310"))):
        sizes = parts(rng, sums[category], 6)
        chosen = rng.sample([code for code in codes if code.startswith(classes)], len(sizes))
        if category is PUBLIC and len(chosen) > 1:
            chosen[0] = "30217"
        for code, size in zip(chosen, sizes, strict=True):
            yield BasicRow(economic=code, category=Category(category.value), amount=size)


def _official(rng: random.Random, unit: AmountUnit, hosted: Decimal) -> Iterator[Any]:
    for item in OfficialItem:
        spent = (hosted if item is OfficialItem.HOSPITALITY else ZERO) + amount(rng, unit)
        yield official(item, str(amount(rng, unit)), str(spent), str(amount(rng, AmountUnit.WAN)))


def _comparisons(rng: random.Random, expenditure: Rows) -> Iterator[FinalComparison]:
    functions = dict.fromkeys(row.function for row in expenditure if row.source is GENERAL)
    gone = [code for code in rng.sample(functions_of(YEAR), 1) if code not in functions]
    priors = {f"general.function.{code}": amount(rng, AmountUnit.WAN) for code in (*functions, *gone)}
    priors |= {"general": sum(priors.values(), ZERO)}
    for topic in ("total", "fiscal", "operating"):
        priors[topic] = amount(rng, AmountUnit.WAN)
    for topic, prior in priors.items():
        yield compare(topic, str(prior), REASON)
    for topic in ("official.total", "official.vehicle", *(f"official.{item}" for item in OfficialItem)):
        yield compare(topic, reason=REASON)
    for topic in ("fiscal", "general", "official.total"):
        yield compare(topic, reason=REASON, budget=True)


def _procurement(rng: random.Random, unit: AmountUnit) -> FinalProcurement:
    bought = [amount(rng, unit) for _ in "123"]
    most = rng.choice((sum(bought, ZERO), bought[0], ZERO))
    return amounts(FinalProcurement, *map(str, (*bought, most, rng.choice((most, ZERO)))))


def _evaluations(rng: random.Random, expenditure: Rows) -> Iterator[ProjectEvaluation]:
    """自评表 of some projects, which spent less than all 项目支出."""
    rows = [row for row in expenditure if row.category is PROJECT][: rng.randint(1, 3)]
    for n, row in enumerate(rows):
        spent = (row.amount * Decimal("0.8")).quantize(Decimal("0.01"))
        budget = rng.choice((spent, row.amount))
        money = [[whole, *(*parts(rng, whole, 2), ZERO)[:2]] for whole in (budget, budget, spent)]
        yield evaluation_in_stages(
            money,
            project=f"窗口服务保障经费（{n + 1}）",
            authority="某市政务服务局",
            implementer="某市便民服务局",
            indicators=tuple(_evaluated(rng)),
        )


def _evaluated(rng: random.Random) -> Iterator[Any]:
    """Numbers that were about reached, one of them with its score typed, and an aim in words."""
    for n, (weight, level) in enumerate(zip(WEIGHTS, ("产出指标", "产出指标", "效益指标", "效益指标"), strict=True)):
        name = ("服务窗口数量", "发布信息条数", "政策知晓度", "服务成效")[n]
        if n == 3:
            yield evaluated(words("有效"), words("达到预期"), weight, level1=level, level3=name, score=weight)
            continue
        wanted, reached = target(str(rng.randint(40, 50))), target(str(rng.randint(38, 52)), Operator.EQUAL)
        score = scores.indicator_score(Decimal(weight), wanted, reached, None) if n == 0 else None
        yield evaluated(wanted, reached, weight, level1=level, level3=name, score=score)


def _summary(tables: Sequence[ProjectEvaluation]) -> PerformanceSummary:
    return PerformanceSummary(
        unit_tables=0,
        unit_budget=ZERO,
        unit_spent=ZERO,
        projects=len(tables),
        projects_budget=sum((one.budget for one in tables), ZERO),
        projects_spent=sum((one.spent for one in tables), ZERO),
        results="窗口办事时限缩短",
        problems="指标偏粗",
        measures="细化指标",
    )


# ----------------------------------------------------------------------------------------- self-evaluation


def sound_report(rng: random.Random, unit: AmountUnit = AmountUnit.WAN) -> SelfEvaluation:
    """A self-evaluation whose budget, projects and scores agree."""
    projects = tuple(_funded(rng, unit))
    budgets, spent = (sum((getattr(one, name) for one in projects), ZERO) for name in ("budget", "spent"))
    personnel, public = amount(rng, unit), amount(rng, unit)
    basic = personnel + public
    whole, adjustment = basic + budgets, rng.choice((ZERO, amount(rng, unit), -amount(rng, unit)))
    return report(
        amount_unit=unit,
        budget=executed_budget(
            initial_basic=parts(rng, whole - adjustment, 2)[0],
            adjustment=adjustment,
            final=whole,
            personnel=personnel,
            public=public,
            basic_spent=(basic * Decimal("0.9")).quantize(Decimal("0.01")),
            project_spent=spent,
        ),
        profile=_report_profile(rng),
        projects=projects,
        indicators=tuple(_overall(rng)),
        execution_weight=Decimal(10),
        problems=("部分指标偏粗。",),
        measures=("细化指标。",),
    )


def _report_profile(rng: random.Random) -> Profile:
    kinds = {"行政编制": rng.randint(2, 9), "事业编制": rng.randint(2, 9)}
    staffing = Staffing(establishment=sum(kinds.values()), establishment_kinds=kinds, actual=rng.randint(3, 20))
    return Profile(duties=("管理服务窗口。",), organization="本局是市政府工作部门。", staffing=staffing)


def _funded(rng: random.Random, unit: AmountUnit) -> Iterator[EvaluatedProject]:
    for n in range(rng.randint(1, 5)):
        budget = amount(rng, unit)
        spent = rng.choice((budget, (budget * Decimal("0.85")).quantize(Decimal("0.01"))))
        yield EvaluatedProject(name=f"便民服务项目（{n + 1}）", level="本级财力项目", budget=budget, spent=spent)


def _overall(rng: random.Random) -> Iterator[Any]:
    for n, weight in enumerate(WEIGHTS):
        wanted = target(str(rng.randint(40, 50)), unit="件")
        reached = target(str(rng.randint(38, 52)), Operator.EQUAL, "件")
        score = scores.indicator_score(Decimal(weight), wanted, reached, None) if n % 2 else None
        yield overall(f"办件数量（{n + 1}）", wanted, reached, weight, score=score)
