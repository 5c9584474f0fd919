"""Random sound final accounts and self-evaluations, in 元 or 万元, that balance in their own unit of amounts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from budgetportal.disclosure.editions.final_selections import BASIC_LISTS
from budgetportal.disclosure.filing import BasicRow
from budgetportal.disclosure.final_accounts import (
    Balance,
    Balances,
    FinalAccounts,
    FinalComparison,
    FinalExpenditureRow,
    FinalIncomeRow,
    FinalProcurement,
    InitialBudget,
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
    amounts,
    compare,
    evaluated,
    final,
    official,
    overall,
    report,
    target,
)
from tests.disclosure.final_figures import YEAR, ZERO, evaluation_in_stages, executed_budget, gained, spent_by_function
from tests.disclosure.strategies import economic_of, functions_of, parted

PERSONNEL, PUBLIC, BASIC = FinalCategory.PERSONNEL, FinalCategory.PUBLIC, FinalCategory.BASIC
APPROPRIATED = (PERSONNEL, PUBLIC, FinalCategory.PROJECT)
INCOME_OF = {
    SpendingSource.GENERAL: (FinalSource.FISCAL_GENERAL,),
    SpendingSource.FUND: (FinalSource.FISCAL_FUND,),
    SpendingSource.SOE: (FinalSource.FISCAL_SOE,),
    SpendingSource.OTHER: tuple(FinalSource)[3:],
}
PUBLIC_CLASSES = tuple(chain(*BASIC_LISTS[1:]))


def amount(rng: random.Random) -> Decimal:
    """Large and small ones, below 0 now and then; none so small that a few 0.01 万元 would turn its sign."""
    size = Decimal(rng.randrange(100_000, rng.choice((200_000, 3_000_000, 10**9)))).scaleb(-2)
    return -size if rng.random() < 0.05 else size


def maybe(rng: random.Random) -> Decimal:
    return rng.choice((ZERO, amount(rng)))


def random_final(rng: random.Random, unit: AmountUnit = AmountUnit.WAN) -> FinalAccounts:
    """Final accounts of every source and category, each budget of which balances."""
    unsplit = rng.random() < 0.2
    expenditure = tuple(_expenditure(rng, unsplit=unsplit))
    balances = _balances(rng)
    general = [row for row in expenditure if row.source is SpendingSource.GENERAL]
    spent = sum((row.amount for row in general), ZERO)
    return final(
        amount_unit=unit,
        income=tuple(_income(rng, expenditure, balances)),
        expenditure=expenditure,
        basic_by_economic=tuple(_by_economic(rng, general)) if unsplit or rng.random() < 0.7 else (),
        balances=balances,
        initial_budget=amounts(InitialBudget, *(str(rng.choice((ZERO, spent, amount(rng)))) for _ in "12")),
        official_expenses=tuple(
            official(item, *(str(abs(maybe(rng))) for _ in "12"), _prior(rng, unit))
            for item in rng.sample(tuple(OfficialItem), rng.choice((0, 2, 4)))
        ),
        comparisons=tuple(_comparisons(rng, unit, general)),
        procurement=_procurement(rng),
        self_evaluations=tuple(_evaluation(rng, n) for n in range(rng.randint(0, 2))),
    )


def _expenditure(rng: random.Random, *, unsplit: bool) -> Iterator[FinalExpenditureRow]:
    """``unsplit``: 基本支出 of the general budget does not say 人员 or 公用 everywhere."""
    for function in rng.sample(functions_of(YEAR), rng.randint(1, 8)):
        for source in rng.sample(tuple(SpendingSource), rng.randint(1, 3)):
            own = source is SpendingSource.OTHER
            allowed = tuple(FinalCategory) if own else (*APPROPRIATED, *((BASIC,) if unsplit else ()))
            for category in rng.sample(allowed, rng.randint(1, 2)):
                yield FinalExpenditureRow(function=function, source=source, category=category, amount=amount(rng))


def _balances(rng: random.Random) -> Balances:
    opening = [abs(maybe(rng)) for _ in range(4)]
    closing = [one if rng.random() < 0.5 else abs(maybe(rng)) for one in opening]
    return Balances(
        opening=amounts(Balance, *map(str, opening)),
        closing=amounts(Balance, *map(str, closing)),
        non_fiscal_used=abs(maybe(rng)),
        distributed=abs(maybe(rng)),
    )


def _income(
    rng: random.Random, expenditure: Sequence[FinalExpenditureRow], balances: Balances
) -> Iterator[FinalIncomeRow]:
    """What each function spent, and one row more where a budget had to receive more or less than that."""
    for source, kinds in INCOME_OF.items():
        more, spent = gained(balances, source), spent_by_function(expenditure, source)
        named = rng.random() < 0.8
        rows = [(function if named else None, whole) for function, whole in spent.items()]
        if not named:
            rows = [(None, sum(spent.values(), ZERO) + more)]
        elif more:
            rows.append((rng.choice([code for code in functions_of(YEAR)[:50] if code not in spent]), more))
        yield from (FinalIncomeRow(function=code, source=rng.choice(kinds), amount=whole) for code, whole in rows)


def _by_economic(rng: random.Random, general: Sequence[FinalExpenditureRow]) -> Iterator[BasicRow]:
    sums = {PERSONNEL: ZERO, PUBLIC: ZERO}
    for row in general:
        if row.category in (PERSONNEL, PUBLIC, BASIC):
            sums[row.category if row.category in sums else rng.choice(tuple(sums))] += row.amount
    for category, whole in sums.items():
        classes = BASIC_LISTS[0] if category is PERSONNEL else PUBLIC_CLASSES
        codes = rng.sample([code for code in economic_of(YEAR) if code[:3] in classes], 4)
        parts = parted(rng, whole, len(codes))
        for code, part in zip(codes, parts, strict=True):
            yield BasicRow(economic=code, category=Category(category.value), amount=part)


def _prior(rng: random.Random, unit: AmountUnit) -> str | None:
    """Last year's figure, in 万元."""
    divisor = 1 if unit is AmountUnit.WAN else 10_000
    return rng.choice((None, "0.00", str((abs(amount(rng)) / divisor).quantize(Decimal("0.01")))))


def _comparisons(
    rng: random.Random, unit: AmountUnit, general: Sequence[FinalExpenditureRow]
) -> Iterator[FinalComparison]:
    functions = [f"general.function.{code}" for code in {row.function: 0 for row in general}]
    gone = [f"general.function.{code}" for code in rng.sample(functions_of(YEAR), 2)]
    for topic in ("total", "fiscal", "general", "operating", *dict.fromkeys((*functions, *gone))):
        if rng.random() < 0.6:
            yield compare(topic, _prior(rng, unit), rng.choice((None, "业务变化")))
    for topic in ("fiscal", "general", "official.total", "official.hospitality"):
        if rng.random() < 0.4:
            yield compare(topic, reason="年中追加", budget=True)


def _procurement(rng: random.Random) -> FinalProcurement:
    bought = [abs(maybe(rng)) for _ in "123"]
    most = rng.choice((sum(bought, ZERO), ZERO))
    return amounts(FinalProcurement, *map(str, (*bought, most, most)))


def _evaluation(rng: random.Random, n: int) -> ProjectEvaluation:
    """What was planned is now and then all spent."""
    spent = abs(amount(rng))
    budget = rng.choice((spent, abs(amount(rng)), ZERO))
    wholes = (rng.choice((budget, abs(amount(rng)))), budget, spent)
    stages = [[whole, *parted(rng, whole, 2)] for whole in wholes]
    rows = tuple(evaluated(target(str(rng.randint(1, 99))), target(str(rng.randint(0, 99)))) for _ in range(3))
    return evaluation_in_stages(stages, project=f"项目{n}", indicators=rows)


def random_report(rng: random.Random, unit: AmountUnit = AmountUnit.WAN) -> SelfEvaluation:
    """A self-evaluation whose budget and projects add up; now and then everything was spent."""
    basic_spent, project_spent = abs(amount(rng)), abs(amount(rng))
    spent = basic_spent + project_spent
    planned = spent if rng.random() < 0.4 else abs(amount(rng))
    basic_final = basic_spent if rng.random() < 0.4 else abs(amount(rng))
    adjustment = rng.choice((ZERO, amount(rng)))
    initial_basic = parted(rng, planned - adjustment, 2)[0]
    personnel, public = parted(rng, basic_final, 2)
    return report(
        amount_unit=unit,
        budget=executed_budget(
            initial_basic=initial_basic,
            adjustment=adjustment,
            final=planned,
            personnel=personnel,
            public=public,
            basic_spent=basic_spent,
            project_spent=project_spent,
        ),
        projects=tuple(_projects(rng, project_spent)),
        indicators=tuple(_overall(rng, n) for n in range(rng.randint(0, 4))),
        execution_weight=Decimal(10),
    )


def _projects(rng: random.Random, spent: Decimal) -> Iterator[EvaluatedProject]:
    for n, part in enumerate(parted(rng, spent, rng.randint(1, 5))):
        budget = part if rng.random() < 0.5 else abs(amount(rng))
        level = rng.choice(("本级财力项目", "上级专项项目"))
        yield EvaluatedProject(name=f"项目{n}", level=level, budget=budget, spent=part)


def _overall(rng: random.Random, n: int) -> Any:
    wanted, reached = (target(str(rng.randint(0, 99)), rng.choice(tuple(Operator)[:5]), "件") for _ in "12")
    return overall(f"指标{n}", wanted, reached, "20")
