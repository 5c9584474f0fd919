"""The entry pages of a filing: which members stand on which page. What a page shows follows from the fields."""

from __future__ import annotations

from dataclasses import dataclass

from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.filing import Filing


@dataclass(frozen=True, slots=True)
class Page:
    """One entry page."""

    key: str
    label: str
    members: tuple[str, ...]

    @property
    def spec(self) -> Spec:
        """The field of a page that has one member."""
        return specs(Filing)[self.members[0]]

    @property
    def is_list_of_pages(self) -> bool:
        """Whether each row has a page of its own, for a row of one line could not hold it."""
        return self.spec.kind is Kind.ROWS and self.spec.record is not None and has_parts(self.spec.record)


def has_parts(record: type[object]) -> bool:
    """Whether a record holds lists or mappings."""
    return any(spec.kind in (Kind.ROWS, Kind.AMOUNTS, Kind.COUNTS, Kind.TEXTS) for spec in specs(record).values())


def _page(member: str) -> Page:
    return Page(member, specs(Filing)[member].label, (member,))


FACTS = Page("facts", "基本信息", ("approval", "issued_on", "operating_expense", "operating_units", "other_notes"))
TABLE_PAGES = tuple(
    map(
        _page,
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
    )
)
PAGES = {page.key: page for page in (FACTS, *TABLE_PAGES)}
