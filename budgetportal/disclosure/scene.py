"""What tables and sentences are composed from: one filing in 万元, its facts, its year's classification."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from budgetportal.classification.codes import Classification, Code, economic, functional
from budgetportal.disclosure import budget_facts, final_facts, final_topics, topics
from budgetportal.disclosure.amounts import TWO_DECIMALS, Numbers
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.compared import Compared
from budgetportal.disclosure.facts import Fact, Facts, Figure, Selection
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.self_evaluation import SelfEvaluation

OneKind = TypeVar("OneKind", bound=Filing)


class Scene:
    """A filing with everything that is looked up in it, and how the edition writes its numbers."""

    def __init__(self, filing: Filing, numbers: Numbers = TWO_DECIMALS) -> None:
        self.filing = filing
        self.numbers = numbers
        self.facts = Facts(facts_of(filing))

    @property
    def budget(self) -> BudgetFiling:
        """The filing, in an edition of a budget."""
        return self._of(BudgetFiling)

    @property
    def final(self) -> FinalAccounts:
        """The filing, in an edition of final accounts."""
        return self._of(FinalAccounts)

    @property
    def evaluation(self) -> SelfEvaluation:
        """The filing, in an edition of a self-evaluation."""
        return self._of(SelfEvaluation)

    def _of(self, kind: type[OneKind]) -> OneKind:
        if not isinstance(self.filing, kind):
            raise TypeError(f"a {type(self.filing).__name__} in an edition of a {kind.__name__}")
        return self.filing

    @cached_property
    def functions(self) -> Classification:
        """支出功能分类 of the fiscal year."""
        return functional(self.filing.fiscal_year)

    @cached_property
    def economics(self) -> Classification:
        """部门预算支出经济分类 of the fiscal year."""
        return economic(self.filing.fiscal_year)

    @cached_property
    def comparisons(self) -> Mapping[str, Compared]:
        """What is compared with last year, by topic, in entry order."""
        match self.filing:
            case BudgetFiling():
                return topics.compared(self.filing)
            case FinalAccounts():
                return final_topics.compared(self.filing)
            case _:
                return {}

    def function_path(self, code: str) -> str:
        """``…（类）…（款）…（项）`` as the year's classification has it, or the last year's where it is gone."""
        return "".join(f"{one.name}（{one.level}）" for one in self._path(code)) or code

    def function_name(self, code: str) -> str:
        """The name of a code in the year's classification, or in the last year's where it is gone; "" in neither."""
        return next((one.name for one in reversed(self._path(code))), "")

    def _path(self, code: str) -> Sequence[Code]:
        return self.functions.path(code) or functional(self.filing.fiscal_year - 1).path(code)

    def amount(self, selection: Selection) -> Figure:
        """The sum of a selection as the edition's narrative writes it."""
        return self._written(self.facts.figure(selection))

    def figure(self, topic: str) -> Figure:
        """This year's figure of a topic as the edition's narrative writes it."""
        return self._written(self._topic(topic))

    def _written(self, figure: Figure) -> Figure:
        return Figure(self.numbers.amount(Decimal(figure.text)), figure.places)

    def _topic(self, topic: str) -> Figure:
        if isinstance(self.filing, FinalAccounts):
            return final_topics.figure(topic, self.facts)
        return topics.figure(topic, self.facts, self.budget)

    def asked_prior(self, topic: str) -> str:  # noqa: ARG002 - for a scene that is typed in
        """Where last year's figure of a topic is asked for; a document has nothing there."""
        return ""

    @property
    def wording(self) -> Mapping[str, str]:
        """The unit's own paragraphs by key."""
        return self.filing.wording if isinstance(self.filing, BudgetFiling) else {}

    @cached_property
    def words(self) -> dict[str, str]:
        """The names that every template may use."""
        filing = self.filing
        year = filing.fiscal_year
        scope = filing.unit.scope.label
        return {"unit": filing.unit.name, "year": str(year), "last_year": str(year - 1), "scope": scope}

    def fill(self, template: str, **more: str) -> str:
        """A template with its names filled in."""
        return template.format(**self.words, **more)


def facts_of(filing: Filing) -> Iterable[Fact]:
    """Every amount of a filing that published tables are made of; a self-evaluation has no accounts."""
    match filing:
        case BudgetFiling():
            return budget_facts.facts_of(filing)
        case FinalAccounts():
            return final_facts.facts_of(filing)
        case _:
            return ()


def name_of(classification: Classification, code: str) -> str:
    """The name of a code, or the code itself where the classification does not have it."""
    found = classification.find(code)
    return found.name if found else code
