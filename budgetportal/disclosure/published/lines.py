"""The lines of a read table: their codes, names and amounts, each with the cell that it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from budgetportal.disclosure.amounts import ZERO
from budgetportal.disclosure.published.atoms import Atoms
from budgetportal.disclosure.published.forms import INNER_QUOTES, Lines, Part, TableForm
from budgetportal.disclosure.published.sheets import At


@dataclass(eq=False, slots=True)
class Figure:
    """An amount of a line; ``at`` is None where its line is missing, ``amount`` where it cannot be read."""

    line: Line
    column: int  # among the part's amount columns
    atoms: Atoms
    amount: Decimal | None = ZERO
    blank: bool = True
    at: At | None = None

    @property
    def value(self) -> Decimal:
        """The amount; a blank cell counts as 0 in sums (checks.md, section 4)."""
        return self.amount or ZERO


@dataclass(eq=False, slots=True)
class Line:
    """A line; ``code`` is its identity ("" is the total), ``printed`` the code that stands there."""

    table: Table
    part: Part
    code: str
    name: str
    figures: list[Figure] = field(default_factory=list)
    printed: str = ""
    code_cells: tuple[At, ...] = ()
    name_at: At | None = None
    project: str = ""
    number: int = -1  # of a fixed line, in the form's list
    absent: bool = False
    closing: int = -1  # of a closing line without a code: its place among the form's closing labels

    @property
    def is_total(self) -> bool:
        """Whether it closes the table."""
        if self.part.lines is Lines.FIXED:
            return self.number == len(self.part.fixed) - 1
        return not self.code and self.closing in (-1, len(self.part.totals) - 1) and not self.is_named

    @property
    def is_named(self) -> bool:
        """Whether it is one of the unit's own lines (a carried project)."""
        return self.part.lines is Lines.NAMED and self.closing < 0

    @property
    def words(self) -> str:
        """The line as messages name it."""
        named = self.name
        if self.code and self.part.lines is not Lines.FIXED:
            named = f"{self.code} {self.name}{f'，{self.project}' if self.project else ''}"
        return f"“{named.translate(INNER_QUOTES)}”行" if named else ""


@dataclass(eq=False, slots=True)
class Table:
    """A table as read: its lines by part, its note and what it could not read."""

    form: TableForm
    at: At
    lines: dict[str, list[Line]] = field(default_factory=dict)
    notes: list[tuple[At, str]] = field(default_factory=list)
    organization: str = ""
    amount_unit: str = "万元"
    department: bool = False
    problems: list[tuple[At, str]] = field(default_factory=list)

    def part(self, n: int) -> Part:
        """One of the form's parts."""
        return self.form.parts[n]

    def every_line(self) -> list[Line]:
        """The lines of all parts."""
        return [line for lines in self.lines.values() for line in lines]

    def column_name(self, figure: Figure) -> str:
        """The column of a figure as messages name it."""
        path = self.form.columns[figure.line.part.amounts[figure.column]].path
        return "".join(path[-2:]) if path[-1] in ("人员经费", "公用经费") and len(path) > 2 else path[-1]
