"""What a subsidy comes to, against the project's money (B30)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.amounts import YUAN_PER_WAN, half_up, printed
from budgetportal.disclosure.budget import Project
from budgetportal.disclosure.checks.budget_balances import money_of
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.counted_text import heads, months, rate
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.parted_text import parts_of
from budgetportal.disclosure.checks.rule import NothingToCheck, rule

UNREADABLE = "没有能算出金额的补贴说明：人数、每人每月（季、年）的标准和执行的月份要各写成一个数"


@dataclass(frozen=True, slots=True)
class Product:
    """补贴人数 × 补贴标准 × 期数."""

    count: int
    yuan: Decimal
    times: int

    @property
    def wan(self) -> Decimal:
        """What it comes to in 万元, unrounded."""
        return self.count * self.yuan * self.times / YUAN_PER_WAN

    def __str__(self) -> str:
        return f"{self.count} × {self.yuan:,f} 元 × {self.times} 期".replace(",", "")


@rule("B30.1", Severity.HINT, "补贴人数乘标准乘期数等于项目金额", "checks.md B30")
def products(case: Case) -> Iterator[Fault]:
    """人数 × 标准 × 月数 = the project's money or a part of its 资金分配, where all three can be read in one way."""
    read = [
        (n, project, product)
        for n, project in enumerate(case.mended.budget.projects)
        if (product := product_of(project, case.entered.fiscal_year))
    ]
    if not read:
        raise NothingToCheck(UNREADABLE)
    for n, project, product in read:
        paid = (money_of(project), case.exact_money(n), *parts_of(project.allocation or ""))
        if half_up(product.wan) not in map(half_up, paid):
            yield _fault(n, project, product)


def product_of(project: Project, year: int) -> Product | None:
    """What a subsidy comes to; None where a text says nothing, something else, or more than one thing."""
    said = project.subsidy
    count, standard = (heads(said.recipients), rate(said.standard)) if said else (None, None)
    span = months(project.period or "", year)
    if count is None or standard is None or span is None:
        return None
    if count[1] and is_person(count[1]) != is_person(standard.who):
        return None
    return None if span % standard.months else Product(count[0], standard.yuan, span // standard.months)


def is_person(who: str) -> bool:
    """人 and 名 count persons, 户 counts households."""
    return who != "户"


def _fault(n: int, project: Project, product: Product) -> Fault:
    money, said = money_of(project), project.subsidy
    gap = half_up(product.wan) - money
    message = (
        f"“{project.name[:30]}”补贴人数“{said.recipients if said else ''}”、补贴标准“{said.standard if said else ''}”、"
        f"资金执行时间“{project.period}”，{product} = {printed(half_up(product.wan))} 万元，"
        f"项目金额 {printed(money)} 万元，相差 {printed(abs(gap))} 万元；核对这四处，项目另有别的支出的不用改"
    )
    place = f"projects[{n}].subsidy"
    also = (f"{place}.standard", f"projects[{n}].period")
    figures = printed(money), printed(half_up(product.wan)), printed(gap)
    return Fault(f"{place}.recipients", message, *figures, also=also)


RULES = (products,)
