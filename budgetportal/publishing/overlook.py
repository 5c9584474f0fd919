"""What is looked over before a filing is handed on: its chief figures, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from budgetportal.disclosure.amounts import printed, total
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.self_evaluation import SelfEvaluation
from budgetportal.disclosure.terms import Category, FinalCategory

Line = tuple[str, str]  # label and figure


def summary(filing: Filing) -> list[Line]:
    """Label and figure (万元) of what a person ought to have seen."""
    shown = published(filing)
    edition = EDITIONS.get(shown.edition)
    return [
        ("单位", shown.unit.name),
        ("表式", edition.title if edition else shown.edition),
        ("落款日期", shown.issued_on.isoformat() if shown.issued_on else "没有填"),
        *_figures(shown),
    ]


def _figures(filing: Filing) -> Iterable[Line]:
    match filing:
        case BudgetFiling():
            return _of_budget(filing)
        case FinalAccounts():
            return _of_final_accounts(filing)
        case SelfEvaluation():
            return _of_self_evaluation(filing)
    return ()


def _of_budget(filing: BudgetFiling) -> Iterable[Line]:
    projects = total(row.amount for row in filing.expenditure if row.category is Category.PROJECT)
    spent = total(row.amount for row in filing.expenditure)
    yield "收入合计", _wan(total(row.amount for row in filing.income))
    yield "支出合计", _wan(spent)
    yield "其中：基本支出", _wan(spent - projects)
    yield "其中：项目支出", _wan(projects)
    yield "项目", f"{len(filing.projects)} 个"
    yield "“三公”经费合计", _wan(total(row.amount for row in filing.official_expenses))


def _of_final_accounts(filing: FinalAccounts) -> Iterable[Line]:
    yield "本年收入合计", _wan(total(row.amount for row in filing.income))
    yield "本年支出合计", _wan(total(row.amount for row in filing.expenditure))
    projects = (row.amount for row in filing.expenditure if row.category is FinalCategory.PROJECT)
    yield "其中：项目支出", _wan(total(projects))
    yield "“三公”经费决算数", _wan(total(row.final for row in filing.official_expenses))
    yield "项目绩效自评表", f"{len(filing.self_evaluations)} 张"


def _of_self_evaluation(filing: SelfEvaluation) -> Iterable[Line]:
    if filing.budget:
        yield "全年预算数", _wan(filing.budget.final)
        yield "全年实际支出", _wan(filing.budget.spent)
    yield "项目", f"{len(filing.projects)} 个"
    yield "整体绩效指标", f"{len(filing.indicators)} 项"


def _wan(amount: Decimal) -> str:
    return f"{printed(amount)} 万元"
