"""项目支出情况说明 of Xinjiang's unit budgets: each explained project with its particulars."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from budgetportal.disclosure.amounts import printed, total
from budgetportal.disclosure.budget import Project
from budgetportal.disclosure.chinese import numeral
from budgetportal.disclosure.editions.xinjiang_narrative import empty_sentence, has, section
from budgetportal.disclosure.editions.xinjiang_tables import PROJECT, spending
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.statements import Choice, Each, Entered, Statement, Title
from budgetportal.disclosure.tables import Form
from budgetportal.disclosure.terms import Source

SUBSIDY_LABELS = (
    ("资金来源", "funding"),
    ("补贴人数", "recipients"),
    ("补贴标准", "standard"),
    ("补贴范围", "scope"),
    ("补贴方式", "method"),
    ("发放程序", "procedure"),
    ("受益人群和社会效益", "benefit"),
)


def project_section(
    subject: str, form: Form, sources: frozenset[Source], money: Callable[[Decimal], str] = printed
) -> tuple[Statement, ...]:
    """The projects of some sources that the unit explains; ``money`` writes the size of a project."""

    def explained(scene: Scene) -> list[str]:
        projects = enumerate(scene.budget.projects)
        return [str(n) for n, one in projects if one.explained and one.source in sources]

    return (
        section("七", subject),
        Choice(
            has(spending(sources, PROJECT)),
            (Each(explained, lambda n, number: explanation(n, number, money)),),
            (empty_sentence("project.none", form),),
        ),
    )


def project_amount(project: Project) -> Decimal:
    """The whole money of a project (万元)."""
    return total(project.amounts.values()) if project.amounts else project.amount or total([])


def explanation(n: int, number: str, money: Callable[[Decimal], str]) -> Iterable[Statement]:
    """项目名称, 政策依据, 规模, 承担单位, 分配情况, 执行时间 and, for a subsidy, its particulars.

    ``number`` is the project's place among the projects of the filing.
    """

    def lines(scene: Scene) -> Iterable[str | None]:
        project = scene.budget.projects[int(number)]
        said = [
            ("设立的政策依据", project.policy_basis),
            ("预算安排规模", f"{money(project_amount(project))}万元"),
            ("项目承担单位", project.undertaker),
            ("资金分配情况", project.allocation),
            ("资金执行时间", project.period),
        ]
        if project.subsidy:
            said += [(label, getattr(project.subsidy, name)) for label, name in SUBSIDY_LABELS]
        return [f"{label}：{text}" for label, text in said if text]

    def name(scene: Scene) -> Figure:
        return Figure(scene.budget.projects[int(number)].name if number != "*" else "")

    yield Title(2, f"（{numeral(n)}）项目名称：{{name}}", parts={"name": name})
    yield Entered(lines)
