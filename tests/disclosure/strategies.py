"""Random sound filings of a unit budget's edition, in 元 or 万元: balanced, its sources, many functions."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from hypothesis import strategies as st

from budgetportal.classification.codes import economic, functional
from budgetportal.disclosure.budget import BudgetFiling, Comparison, ExpenditureRow, IncomeRow, Project
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.filing import BasicRow
from budgetportal.disclosure.terms import (
    GENERAL_SOURCES,
    AmountUnit,
    Category,
    EconomicClass,
    OfficialItem,
    Source,
)
from tests.disclosure.examples import EDITION, assets, filing, official, performance, procurement, unit_performance

BASIC = (Category.PERSONNEL, Category.PUBLIC)
NAMES = ("服务大厅运行", "信息系统维护", "设备更新{year}", "政策宣传 <b>", "“窗口”保障", "专项业务&培训")
LARGEST = 10**9  # in 0.01 of the unit of amounts

Rows = tuple[ExpenditureRow, ...]


def year_of(edition: str) -> int:
    """The fiscal year of an edition, by its name."""
    return int(edition[-4:])


@lru_cache
def functions_of(year: int) -> tuple[str, ...]:
    return tuple(code.code for code in functional(year).codes("项"))


@lru_cache
def economic_of(year: int) -> tuple[str, ...]:
    return tuple(code.code for code in economic(year).codes("款"))


def sources_of(edition: str) -> tuple[Source, ...]:
    return tuple(source for source in Source if source in EDITIONS[edition].sources)


def random_filing(rng: random.Random, unit: AmountUnit = AmountUnit.WAN, edition: str = EDITION) -> BudgetFiling:
    """A filing of the edition whose tables agree with one another in its own unit of amounts."""
    year, classed = year_of(edition), EDITIONS[edition].classed_sources
    expenditure = _expenditure(rng, edition, unsplit=rng.random() < 0.3)
    projects = tuple(_projects(rng, [row for row in expenditure if row.category is Category.PROJECT], classed))
    return filing(
        edition=edition,
        fiscal_year=year,
        amount_unit=unit,
        income=_income(rng, expenditure),
        expenditure=expenditure,
        basic_by_economic=_basic_by_economic(rng, expenditure, economic_of(year)),
        projects=projects,
        official_expenses=_official(rng, EDITIONS[edition].official_sources),
        comparisons=_comparisons(rng, edition, expenditure, 1 if unit is AmountUnit.WAN else 10_000),
        unit_performance=unit_performance("0.00", str(sum((row.amount for row in expenditure), Decimal("0.00")))),
        procurement=procurement(*(str(_amount(rng)) for _ in range(3))) if rng.random() < 0.7 else None,
        assets=assets(furniture_value=str(_amount(rng))) if rng.random() < 0.7 else None,
    )


def filings(unit: AmountUnit = AmountUnit.WAN) -> st.SearchStrategy[BudgetFiling]:
    """Random filings for Hypothesis; a failing one is rebuilt from its seed."""
    return st.integers(0, 2**32).map(lambda seed: random_filing(random.Random(seed), unit))


def _amount(rng: random.Random) -> Decimal:
    """0 now and then, small ones often, large ones too."""
    if rng.random() < 0.05:
        return Decimal("0.00")
    return Decimal(rng.randrange(1, rng.choice((100, 30_000, 10**6, LARGEST)))).scaleb(-2)


def parted(rng: random.Random, whole: Decimal, parts: int) -> list[Decimal]:
    """The amount in so many parts of its sign, or of 0."""
    hundredths = int(abs(whole) * 100)
    return cut(whole, sorted(rng.randrange(hundredths + 1) for _ in range(parts - 1)))


def cut(whole: Decimal, cuts: Sequence[int]) -> list[Decimal]:
    """The amount cut at these hundredths into parts of its sign."""
    hundredths = int(abs(whole) * 100)
    sizes = [Decimal(b - a).scaleb(-2) for a, b in zip([0, *cuts], [*cuts, hundredths], strict=True)]
    return [-size if whole < 0 else size for size in sizes]


def _expenditure(rng: random.Random, edition: str, *, unsplit: bool) -> Rows:
    """Rows of some functions and sources; ``unsplit`` general rows do not say 人员 or 公用."""
    functions = rng.sample(functions_of(year_of(edition)), rng.randint(1, 12))
    every = sources_of(edition)
    sources = rng.sample(every, rng.randint(1, len(every)))
    may_be_unsplit = set(every) - EDITIONS[edition].split_sources - (frozenset() if unsplit else GENERAL_SOURCES)
    rows = []
    for function in functions:
        for source in rng.sample(sources, rng.randint(1, min(4, len(sources)))):
            one = rng.random() < 0.7 and source in may_be_unsplit
            allowed = (Category.BASIC if one else None, *(() if one else BASIC), Category.PROJECT)
            chosen = rng.sample([category for category in allowed if category], rng.randint(1, 1 + (not one)))
            rows += [
                ExpenditureRow(function=function, source=source, category=category, amount=_amount(rng))
                for category in chosen
            ]
    rng.shuffle(rows)
    return tuple(rows)


def _income(rng: random.Random, expenditure: Rows) -> tuple[IncomeRow, ...]:
    sums: defaultdict[tuple[str, Source], Decimal] = defaultdict(lambda: Decimal("0.00"))
    for row in expenditure:
        sums[row.function, row.source] += row.amount
    rows = [IncomeRow(function=function, source=source, amount=amount) for (function, source), amount in sums.items()]
    rng.shuffle(rows)
    return tuple(rows)


def _basic_by_economic(rng: random.Random, expenditure: Rows, economic: Sequence[str]) -> tuple[BasicRow, ...]:
    """The general budget's 人员 and 公用 by 款; what is not split stands with either."""
    sums: defaultdict[Category, Decimal] = defaultdict(lambda: Decimal("0.00"))
    for row in expenditure:
        if row.source in GENERAL_SOURCES and row.category is not Category.PROJECT:
            sums[row.category if row.category in BASIC else rng.choice(BASIC)] += row.amount
    return tuple(
        BasicRow(economic=code, category=category, amount=part)
        for category, whole in sums.items()
        for code, part in _by(rng, economic, whole, 8)
    )


def _by(rng: random.Random, names: Sequence[str], whole: Decimal, most: int) -> list[tuple[str, Decimal]]:
    chosen = rng.sample(names, rng.randint(1, most))
    return list(zip(chosen, parted(rng, whole, len(chosen)), strict=True))


def _projects(rng: random.Random, rows: Sequence[ExpenditureRow], classed: frozenset[Source]) -> Iterator[Project]:
    number = 0
    for row in rows:
        for amount in parted(rng, row.amount, rng.randint(1, 3)):
            number += 1
            yield _project(rng, f"{rng.choice(NAMES)}{number}", row, amount, classed=row.source in classed)


def _project(rng: random.Random, name: str, row: ExpenditureRow, amount: Decimal, *, classed: bool) -> Project:
    classes = _by(rng, tuple(EconomicClass), amount, 4) if classed else []
    fiscal, other = parted(rng, amount, 2)
    return Project(
        name=name,
        function=row.function,
        source=row.source,
        amounts=dict(sorted((EconomicClass(code), part) for code, part in classes)),
        amount=None if classed else amount,
        explained=rng.random() < 0.8,
        performance=performance(str(fiscal), str(other)) if rng.random() < 0.5 else None,
    )


def _official(rng: random.Random, sources: frozenset[Source]) -> tuple:
    cells = [(item, source) for item in OfficialItem for source in Source if source in sources]
    chosen = rng.sample(cells, min(len(cells), rng.choice((0, 0, 2, 5, 12))))
    return tuple(official(str(_amount(rng)), item, source) for item, source in chosen)


def _comparisons(rng: random.Random, edition: str, expenditure: Rows, divisor: int) -> tuple[Comparison, ...]:
    """Last year's figures, in 万元: of the same order as this year's, 0 and far ones among them."""
    topics = ["income.own", "income.carry_fiscal", "income.carry_other", "expenditure.basic", "expenditure.project"]
    topics += ["general.basic", "general.project", "fund.total", "soe.total", "official.total", "operating"]
    topics += [f"official.{item}" for item in OfficialItem]
    topics += [f"income.{source}" for source in sources_of(edition)[:7]]
    topics += [f"general.function.{row.function}" for row in expenditure if row.source in GENERAL_SOURCES]
    topics += [f"fund.function.{row.function}" for row in expenditure if row.source is Source.FUND]
    topics += [f"soe.function.{row.function}" for row in expenditure if row.source is Source.SOE]
    topics += [f"general.function.{code}" for code in rng.sample(functions_of(year_of(edition)), 2)]  # gone this year
    chosen = rng.sample(list(dict.fromkeys(topics)), rng.randint(0, min(20, len(set(topics)))))
    return tuple(
        Comparison(
            topic=topic,
            prior=(_amount(rng) / divisor).quantize(Decimal("0.01")),
            reason="业务量变化" if rng.random() < 0.7 else None,
        )
        for topic in chosen
    )
