"""What tables and sentences are composed from: one filing in 万元, its facts, its year's classification."""

from __future__ import annotations

from functools import cached_property

from budgetportal.classification.codes import Classification, economic, functional
from budgetportal.disclosure.facts import Facts
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.topics import Compared, compared


class Scene:
    """A filing with everything that is looked up in it."""

    def __init__(self, filing: Filing) -> None:
        self.filing = filing
        self.facts = Facts(filing)

    @cached_property
    def functions(self) -> Classification:
        """支出功能分类 of the fiscal year."""
        return functional(self.filing.fiscal_year)

    @cached_property
    def economics(self) -> Classification:
        """部门预算支出经济分类 of the fiscal year."""
        return economic(self.filing.fiscal_year)

    @cached_property
    def comparisons(self) -> dict[str, Compared]:
        """The typed comparisons by topic."""
        return compared(self.filing)

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


def name_of(classification: Classification, code: str) -> str:
    """The name of a code, or the code itself where the classification does not have it."""
    found = classification.find(code)
    return found.name if found else code
