"""The entry pages of a filing, kind by kind: which members stand on which page. What a page shows follows from the
fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.self_evaluation import SelfEvaluation
from budgetportal.disclosure.terms import DisclosureKind

FACTS = "facts"  # the key of the page that stands with the overview
NARRATIVE = "narrative"  # of the page on which the sentences are completed, whatever table their texts are stored in


@dataclass(frozen=True, slots=True)
class Page:
    """One entry page."""

    key: str
    label: str
    members: tuple[str, ...]
    filing: type[Filing]

    @property
    def wanted(self) -> dict[str, Spec]:
        """The fields of its members."""
        known = specs(self.filing)
        return {name: known[name] for name in self.members}

    @property
    def spec(self) -> Spec:
        """The field of the first member, on most pages the only one."""
        return specs(self.filing)[self.members[0]]

    @property
    def is_raw(self) -> bool:
        """Whether it is a table that people rather fill in on another page: own wording, in its sentences."""
        return self.key == "wording"

    @property
    def is_list_of_pages(self) -> bool:
        """Whether each row has a page of its own, for a row of one line could not hold it."""
        return self.spec.kind is Kind.ROWS and self.spec.record is not None and has_parts(self.spec.record)


@dataclass(frozen=True, slots=True)
class Pages:
    """All entry pages of one kind of filing."""

    facts: Page
    tables: tuple[Page, ...]
    narrative: Page

    @property
    def all(self) -> tuple[Page, ...]:
        """The basic facts, the tables, the narrative."""
        return (self.facts, *self.tables, self.narrative)

    @property
    def own(self) -> tuple[Page, ...]:
        """The pages of which each member stands on one alone: the narrative shows texts of the others."""
        return (self.facts, *self.tables)

    def table(self, key: str) -> Page | None:
        """The page of a table, or the narrative."""
        return next((page for page in (*self.tables, self.narrative) if page.key == key), None)


def has_parts(record: type[object]) -> bool:
    """Whether a record holds lists or mappings."""
    return any(spec.kind in (Kind.ROWS, Kind.AMOUNTS, Kind.COUNTS, Kind.TEXTS) for spec in specs(record).values())


def _pages(filing: type[Filing], facts: tuple[str, ...], tables: tuple[str, ...], narrated: tuple[str, ...]) -> Pages:
    """Pages of one member each; ``facts`` stand together on the first, texts of ``narrated`` on the last."""
    known = specs(filing)
    listed = tuple(Page(member, known[member].label, (member,), filing) for member in tables)
    return Pages(Page(FACTS, "基本信息", facts, filing), listed, Page(NARRATIVE, "情况说明", narrated, filing))


PAGES: Mapping[str, Pages] = {
    DisclosureKind.BUDGET: _pages(
        BudgetFiling,
        ("approval", "issued_on", "operating_expense", "operating_units", "other_notes"),
        (
            "profile",
            "income",
            "expenditure",
            "basic_by_economic",
            "projects",
            "official_expenses",
            "comparisons",
            "unit_performance",
            "procurement",
            "assets",
            "glossary",
            "wording",
        ),
        ("comparisons", "wording", "projects", "profile", "other_notes"),
    ),
    DisclosureKind.FINAL: _pages(
        FinalAccounts,
        ("approval", "issued_on", "initial_budget", "other_notes"),
        (
            "profile",
            "income",
            "expenditure",
            "basic_by_economic",
            "basic_items",
            "balances",
            "official_expenses",
            "official_counts",
            "official_details",
            "comparisons",
            "procurement",
            "assets",
            "performance_summary",
            "self_evaluations",
            "glossary",
        ),
        ("comparisons", "official_details", "performance_summary", "assets", "profile", "other_notes"),
    ),
    DisclosureKind.SELF_EVALUATION: _pages(
        SelfEvaluation,
        ("approval", "issued_on", "execution_weight", "other_notes"),
        (
            "profile",
            "key_work",
            "budget",
            "commentary",
            "projects",
            "indicators",
            "problems",
            "measures",
            "suggestions",
            "glossary",
        ),
        ("commentary", "key_work", "projects", "indicators", "profile", "other_notes"),
    ),
}
