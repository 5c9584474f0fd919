"""Random unit budgets without a fault: every sum holds, every change has its reason, every project its targets.

Unlike ``strategies`` these keep all rules of the checks, so that one changed cell is one fault.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from budgetportal.classification.codes import economic, functional
from budgetportal.disclosure.budget import BudgetFiling, Comparison, ExpenditureRow, IncomeRow, Project
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.filing import BasicRow, Profile, Staffing, Target
from budgetportal.disclosure.terms import (
    CARRY_FISCAL_SOURCES,
    CARRY_OTHER_SOURCES,
    FISCAL_SOURCES,
    FUND_SOURCES,
    GENERAL_SOURCES,
    OWN_SOURCES,
    SOE_SOURCES,
    AmountUnit,
    Category,
    EconomicClass,
    OfficialItem,
    Operator,
    Source,
)
from tests.disclosure.examples import (
    PENSION,
    assets,
    filing,
    indicator,
    official,
    performance,
    procurement,
    unit_performance,
)
from tests.disclosure.strategies import cut, functions_of, sources_of, year_of

REASON = "按照年度工作任务和人员情况据实安排"
NAMES = ("服务大厅运行经费", "信息系统运行维护", "政策宣传和咨询", "专项业务培训经费", "基层站点保障经费")
ZERO = Decimal("0.00")
Last = dict[tuple[str, Source, bool], Decimal]  # last year: function, source, whether it is 项目支出


def amount(rng: random.Random, unit: AmountUnit) -> Decimal:
    """Mostly some 万元; in 元 with fen that rounding has to share out."""
    most = rng.choice((3_000, 90_000, 2_000_000))
    hundredths = rng.randrange(500, most)
    return Decimal(hundredths if unit is AmountUnit.WAN else hundredths * 10_000 + rng.randrange(10_000)).scaleb(-2)


def parts(rng: random.Random, whole: Decimal, most: int) -> list[Decimal]:
    """The amount in at most so many parts of its sign."""
    hundredths = int(abs(whole) * 100)
    count = min(rng.randint(1, most), max(hundredths, 1))
    return cut(whole, sorted(rng.sample(range(1, hundredths), count - 1)) if hundredths > count else [])


def sound_budget(rng: random.Random, edition: str, unit: AmountUnit = AmountUnit.WAN) -> BudgetFiling:
    """A budget of the edition with every entry table, none of which contradicts another."""
    expenditure = tuple(_expenditure(rng, edition, unit))
    basic = tuple(_basic(rng, expenditure, year_of(edition)))
    hosted = sum((row.amount for row in basic if row.economic == "30217"), ZERO)
    public = sum((row.amount for row in basic if row.category is Category.PUBLIC), ZERO)
    whole = sum((row.amount for row in expenditure), ZERO)
    return filing(
        edition=edition,
        fiscal_year=year_of(edition),
        amount_unit=unit,
        profile=_profile(rng),
        income=tuple(_income(rng, expenditure)),
        expenditure=expenditure,
        basic_by_economic=basic,
        projects=tuple(_projects(rng, edition, expenditure, unit)),
        official_expenses=tuple(_official(rng, unit, hosted)),
        comparisons=tuple(_comparisons(rng, edition, unit, expenditure)),
        unit_performance=_unit_targets(rng, whole) if rng.random() < 0.7 else None,
        operating_expense=public if rng.random() < 0.5 else None,
        procurement=_procurement(rng, unit),
        assets=_assets(rng, unit),
        other_notes="本单位无其他需说明的事项。",
    )


def _expenditure(rng: random.Random, edition: str, unit: AmountUnit) -> Iterator[ExpenditureRow]:
    """Pension contributions under their own 项; no 行政运行, which has no projects; a row below 0 now and then."""
    year = year_of(edition)
    usual = [one for one in functions_of(year) if functional(year).find(one).name not in ("行政运行", "事业运行")]
    functions = [one for one in rng.sample(usual, rng.randint(2, 7)) if one != PENSION and one[:5] != "22102"]
    yield ExpenditureRow(function=PENSION, source=Source.GENERAL, category=Category.PERSONNEL, amount=amount(rng, unit))
    split = EDITIONS[edition].split_sources | GENERAL_SOURCES
    for n, function in enumerate(functions):
        chosen = rng.sample(sources_of(edition), rng.randint(1, 3))
        for source in dict.fromkeys((*([Source.GENERAL] if n == 0 else []), *chosen)):
            basic = [Category.PERSONNEL, Category.PUBLIC] if source in split else [Category.BASIC]
            kinds = [*basic, Category.PROJECT] if n == 0 else rng.sample([*basic, Category.PROJECT], rng.randint(1, 2))
            for category in kinds:
                size = amount(rng, unit)
                is_negative = category is not Category.PROJECT and rng.random() < 0.03
                yield ExpenditureRow(
                    function=function, source=source, category=category, amount=-size if is_negative else size
                )


def _income(rng: random.Random, expenditure: tuple[ExpenditureRow, ...]) -> list[IncomeRow]:
    sums: defaultdict[tuple[str, Source], Decimal] = defaultdict(lambda: ZERO)
    for row in expenditure:
        sums[row.function, row.source] += row.amount
    rows = [IncomeRow(function=function, source=source, amount=whole) for (function, source), whole in sums.items()]
    rng.shuffle(rows)
    return rows


def _basic(rng: random.Random, expenditure: tuple[ExpenditureRow, ...], year: int) -> Iterator[BasicRow]:
    """人员 under 301 and 303, pension contributions as spent; 公用 under 302 and 310, hospitality among it."""
    sums = {Category.PERSONNEL: ZERO, Category.PUBLIC: ZERO}
    pension = ZERO
    for row in expenditure:
        if row.source in GENERAL_SOURCES and row.category in sums:
            sums[row.category] += row.amount
            pension += row.amount if row.function == PENSION else ZERO
    yield BasicRow(economic="30108", category=Category.PERSONNEL, amount=pension)
    kept = {"30108", "30109", "30113", "30212", "30217", "30231"}
    codes = [one.code for one in economic(year).codes("款") if one.code not in kept]
    for category, classes, whole in (
        (Category.PERSONNEL, ("301", "303"), sums[Category.PERSONNEL] - pension),
        (Category.PUBLIC, ("302", "310"), sums[Category.PUBLIC]),
    ):
        sizes = parts(rng, whole, 6)
        chosen = rng.sample([code for code in codes if code.startswith(classes)], len(sizes))
        if category is Category.PUBLIC and len(chosen) > 1:
            chosen[0] = "30217"
        for code, size in zip(chosen, sizes, strict=True):
            yield BasicRow(economic=code, category=category, amount=size)


def _projects(
    rng: random.Random, edition: str, expenditure: tuple[ExpenditureRow, ...], unit: AmountUnit
) -> Iterator[Project]:
    classed, number = EDITIONS[edition].classed_sources, 0
    for row in expenditure:
        if row.category is Category.PROJECT:
            for size in parts(rng, row.amount, 3):
                number += 1
                yield _project(rng, f"{rng.choice(NAMES)}（{number}）", row, size, classed, unit)


def _project(
    rng: random.Random, name: str, row: ExpenditureRow, size: Decimal, classed: frozenset[Source], unit: AmountUnit
) -> Project:
    sizes = parts(rng, size, 3) if row.source in classed else []
    codes = sorted(rng.sample(("302", "303", "310", "399"), len(sizes)))
    appropriated = row.source in FISCAL_SOURCES
    money = (size, ZERO) if appropriated else (ZERO, size)
    goals = performance(*map(str, money), indicators=tuple(_indicators(rng, size, unit)))
    return Project(
        name=name,
        function=row.function,
        source=row.source,
        amounts={EconomicClass(code): one for code, one in zip(codes, sizes, strict=True)},
        amount=None if sizes else size,
        policy_basis="按照年度服务计划设立",
        allocation=_allocation(rng, size, unit),
        performance=goals if appropriated or rng.random() < 0.5 else None,
    )


def _allocation(rng: random.Random, size: Decimal, unit: AmountUnit) -> str:
    sizes = parts(rng, size, 4)
    if len(sizes) < 2:
        return "按照实际执行进度支付"
    names = ("办公费", "印刷费", "培训费", "劳务费")
    return "，".join(f"{name}{one}{unit.label}" for name, one in zip(names, sizes, strict=False))


def _indicators(rng: random.Random, money: Decimal, unit: AmountUnit) -> Iterator[Any]:
    """Weights of 90 with 10 for 执行率, or none; output, cost within the money, benefit."""
    weights = [Decimal(one) for one in rng.choice((("20", "20", "10", "40"), ("30", "15", "15", "30")))]
    cost = {"op": "<=", "value": str(money), "unit": unit.label}
    levels = (
        ("产出指标", "数量指标", "服务窗口数量", None),
        ("产出指标", "质量指标", "事项办结率", None),
        ("成本指标", "经济成本指标", "全年总成本", cost),
        ("效益指标", "社会效益指标", "政策知晓度", None),
    )
    for weight, (one, two, three, wanted) in zip(weights, levels, strict=True):
        target = Target(op=Operator(wanted["op"]), value=wanted["value"], unit=wanted["unit"]) if wanted else None
        more = {"target": target} if target else {}
        yield indicator(level1=one, level2=two, level3=three, weight=weight, **more)


def _official(rng: random.Random, unit: AmountUnit, hosted: Decimal) -> Iterator[Any]:
    """公务接待 is more than what basic expenditure has of it; other items now and then."""
    yield official(str(max(hosted, ZERO) + amount(rng, unit)), OfficialItem.HOSPITALITY)
    for item in (OfficialItem.OVERSEAS, OfficialItem.VEHICLE_OPERATION):
        if rng.random() < 0.4:
            yield official(str(amount(rng, unit)), item)


# --------------------------------------------------------------------------------------------- last year


def _comparisons(
    rng: random.Random, edition: str, unit: AmountUnit, expenditure: tuple[ExpenditureRow, ...]
) -> Iterator[Comparison]:
    """What last year's budget, which balanced too, makes of every topic; some of its functions are gone."""
    last: Last = {}
    for row in expenditure:
        key = row.function, row.source, row.category is Category.PROJECT
        last[key] = last.get(key, ZERO) + rng.choice((ZERO, amount(rng, AmountUnit.WAN)))
    for gone in rng.sample(functions_of(year_of(edition)), rng.randint(0, 2)):
        last[gone, Source.GENERAL, True] = amount(rng, AmountUnit.WAN)
    topics = dict(_priors(last, {row.source for row in expenditure} | {Source.GENERAL}))
    items = {f"official.{item}": rng.choice((ZERO, amount(rng, AmountUnit.WAN))) for item in OfficialItem}
    topics |= items | {"official.total": sum(items.values(), ZERO), "operating": amount(rng, AmountUnit.WAN)}
    for topic, prior in topics.items():
        yield Comparison(topic=topic, prior=prior, reason=REASON, purpose=None)
    yield Comparison(topic="purpose.general.208", purpose="养老保险缴费")


def _sum(last: Last, sources: Any = None, function: str = "", project: bool | None = None) -> Decimal:
    return sum(
        (
            size
            for (code, source, is_project), size in last.items()
            if (sources is None or source in sources)
            and code.startswith(function)
            and (project is None or is_project is project)
        ),
        ZERO,
    )


def _priors(last: Last, sources: set[Source]) -> Iterator[tuple[str, Decimal]]:
    summed = {"own": OWN_SOURCES, "carry_fiscal": CARRY_FISCAL_SOURCES, "carry_other": CARRY_OTHER_SOURCES}
    for name, of in summed.items():
        if sources & of:
            yield f"income.{name}", _sum(last, of)
    for source in Source:
        if source in sources and not any(source in of for of in summed.values()):
            yield f"income.{source}", _sum(last, {source})
    for part, project in (("basic", False), ("project", True)):
        yield f"expenditure.{part}", _sum(last, None, "", project)
        yield f"general.{part}", _sum(last, GENERAL_SOURCES, "", project)
    for budget, of in (("general", GENERAL_SOURCES), ("fund", FUND_SOURCES), ("soe", SOE_SOURCES)):
        if budget != "general":
            yield f"{budget}.total", _sum(last, of)
        for code in dict.fromkeys(code for code, source, _ in last if source in of):
            yield f"{budget}.function.{code}", _sum(last, of, code)


# ----------------------------------------------------------------------------------------- other matters


def _profile(rng: random.Random) -> Profile:
    in_post, retired = rng.randint(5, 40), rng.randint(0, 9)
    kinds = {"行政编制": rng.randint(5, 20), "事业编制": in_post}
    staffing = Staffing(
        establishment=sum(kinds.values()),
        establishment_kinds=kinds,
        actual=in_post + retired,
        in_post=in_post,
        retired=retired,
    )
    return Profile(duties=("（一）受理和转办便民服务事项。",), offices=("综合科", "业务科"), staffing=staffing)


def _unit_targets(rng: random.Random, whole: Decimal) -> Any:
    superior, local = (*parts(rng, whole, 2), ZERO)[:2]
    return unit_performance(str(superior), str(local), indicators=(indicator(weight=Decimal(90)),))


def _procurement(rng: random.Random, unit: AmountUnit) -> Any:
    goods, works, services = (amount(rng, unit) for _ in range(3))
    reserved = rng.choice((goods + works + services, goods, ZERO))
    return procurement(str(goods), str(works), str(services), str(reserved), str(rng.choice((reserved, ZERO))))


def _assets(rng: random.Random, unit: AmountUnit) -> Any:
    numbers = [rng.randint(1, 5) for _ in range(3)]
    values = [amount(rng, unit) for _ in range(3)]
    kinds = ("general", "duty", "other")
    half = rng.randint(0, 5)
    return assets(
        vehicles=sum(numbers),
        vehicles_value=str(sum(values, ZERO)),
        **{f"{kind}_vehicles": number for kind, number in zip(kinds, numbers, strict=True)},
        **{f"{kind}_vehicles_value": str(value) for kind, value in zip(kinds, values, strict=True)},
        equipment_500k=half,
        equipment_1m=rng.randint(0, half),
    )
