"""The balances of a filing, whatever its kind."""

from __future__ import annotations

from decimal import Decimal

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks import final_balances, prior_balances, report_balances
from budgetportal.disclosure.checks.blame import Balance, Entry, Fix, gaps_of
from budgetportal.disclosure.checks.budget_balances import BudgetBalances
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import SelfEvaluation


def fixes(scene: Scene, edition: Edition) -> list[Fix]:
    """What would put right the sums that do not agree, one change for each slip."""
    match scene.filing:
        case BudgetFiling():
            return BudgetBalances(scene, edition).fixes + prior_balances.prior_fixes(scene)
        case FinalAccounts():
            return final_balances.final_fixes(scene) + prior_balances.prior_fixes(scene)
        case SelfEvaluation() as filing:
            return report_balances.report_fixes(filing)
        case _:
            return []


def entries(scene: Scene, edition: Edition) -> list[Entry]:
    """The amounts that stand in sums which ought to agree."""
    match scene.filing:
        case BudgetFiling():
            return BudgetBalances(scene, edition).entries + prior_balances.entries_of(scene)
        case FinalAccounts():
            return [*final_balances.entries_of(scene), *prior_balances.entries_of(scene)]
        case SelfEvaluation() as filing:
            return list(report_balances.entries_of(filing))
        case _:
            return []


def gaps(scene: Scene, edition: Edition) -> dict[Balance, Decimal]:
    """The sums that do not agree, and by how much."""
    match scene.filing:
        case BudgetFiling():
            return BudgetBalances(scene, edition).gaps | prior_balances.gaps(scene)
        case FinalAccounts():
            return gaps_of(final_balances.entries_of(scene)) | prior_balances.gaps(scene)
        case SelfEvaluation() as filing:
            return gaps_of(report_balances.entries_of(filing))
        case _:
            return {}
