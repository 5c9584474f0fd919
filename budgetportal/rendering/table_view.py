"""What the templates show of a table or a form: values with anchors, spans, classes and column widths."""

from __future__ import annotations

from dataclasses import dataclass, field

from budgetportal.rendering import grid

SCREEN_TABLE = "rendering/table.html"
PAPER_TABLE = "rendering/print_table.html"


@dataclass(frozen=True, slots=True)
class Cell:
    """A body cell: ``header`` makes it a row header; ``headers`` names the header cells of an amount or a text."""

    text: str
    classes: str
    header: bool = False
    id: str = ""
    headers: str = ""
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of the body and its class."""

    classes: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell with its id."""

    text: str
    scope: str
    colspan: int
    rowspan: int
    id: str
    classes: str


@dataclass(frozen=True, slots=True)
class FormCell:
    """A label or a value of a form."""

    text: str
    colspan: int
    rowspan: int
    header: bool
    classes: str


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of a form and its class."""

    classes: str
    cells: tuple[FormCell, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; ``form`` holds the lines of the form that it is joined to. ``template`` is what shows it."""

    anchor: str
    level: int
    title: str
    number: str = ""
    organization: str = ""
    amount_unit: str = ""
    note: str = ""
    header: tuple[tuple[HeaderCell, ...], ...] = ()
    numbering: tuple[str, ...] = ()
    rows: tuple[BodyRow, ...] = ()
    widths: tuple[str, ...] = ()
    classes: str = ""
    form: tuple[FormLine, ...] = ()
    form_columns: range = field(default_factory=lambda: range(grid.COLUMNS))
    template: str = SCREEN_TABLE

    @property
    def full_title(self) -> str:
        """表 1 单位收支总体情况表."""
        return f"{self.number} {self.title}".strip()

    @property
    def cell_class(self) -> str:
        """The class of its cells on paper (cell-3), by which they are set; empty on a screen."""
        setting = self.classes.partition(" ")[0]
        return setting.replace("fit-", "cell-") if setting.startswith("fit-") else ""

    @property
    def caption(self) -> str:
        """The caption for those who hear the table."""
        return f"{self.full_title}（单位：{self.amount_unit}）" if self.amount_unit else self.full_title

    @property
    def continued(self) -> str:
        """What stands over the table on its second page and later: 续表 1 ….

        A form without a number is 续表 with its title.
        """
        number = self.number.removeprefix("附").removeprefix("表").strip(" ：")
        return f"续表 {number}　{self.first_title}" if number else f"续表　{self.first_title}"

    @property
    def first_title(self) -> str:
        """The title without the year line under it."""
        return self.title.split("\n")[0]

    @property
    def title_lines(self) -> list[str]:
        """The title's lines."""
        return self.title.split("\n")


class Anchors:
    """Gives every table its key as an address, the second one of a key ``key-2``."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, key: str) -> str:
        """The address of the next table with this key."""
        self._seen[key] = self._seen.get(key, 0) + 1
        return key if self._seen[key] == 1 else f"{key}-{self._seen[key]}"
