"""Which row of a table the rows on another sheet belong to: by its number, by its name, or by both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from budgetportal.disclosure.values import quoted
from budgetportal.filings.workbooks.entry.located import CellAt, Located


@dataclass(frozen=True, slots=True)
class Answer:
    """The row that is meant, from 0; or why that is not known."""

    row: int | None = None
    problem: str = ""
    warning: str = ""


@dataclass
class Owners:
    """The rows of a table by their numbers and names."""

    sheet: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    problems: list[Located] = field(default_factory=list)

    @classmethod
    def of(cls, sheet: str, rows: Iterable[tuple[str, str, CellAt]]) -> Owners:
        """Number, name and the number's cell of each row in order."""
        found = cls(sheet)
        for row, (number, name, cell) in enumerate(rows):
            number = number.strip()
            found.names.append(name.strip())
            if number and found.numbers.setdefault(number, row) != row:
                message = f"序号 {number} 写了两行，其他工作表不知道指哪一行；改正一个"
                found.problems.append(Located.at(cell, message))
        return found

    def find(self, number: str, name: str) -> Answer:
        """The row of a number, of a name, or of both where they agree."""
        number, name = number.strip(), name.strip()
        if number:
            return self._by_number(number, name)
        named = [row for row, other in enumerate(self.names) if other == name]
        if not name:
            return Answer(problem=f"没有写明所属的项目；补上它在工作表“{self.sheet}”的序号或名称")
        if not named:
            return Answer(problem=f"工作表“{self.sheet}”没有名称为{quoted(name)}的行；改正名称，或补上序号")
        if len(named) > 1:
            return Answer(problem=f"工作表“{self.sheet}”有 {len(named)} 行叫{quoted(name)}；补上序号")
        return Answer(named[0])

    def _by_number(self, number: str, name: str) -> Answer:
        row = self.numbers.get(number)
        if row is None:
            return Answer(problem=f"工作表“{self.sheet}”没有序号 {number[:20]}；改正序号")
        if name in ("", self.names[row]):
            return Answer(row)
        said = f"序号 {number} 在工作表“{self.sheet}”是{quoted(self.names[row])}，这里的名称是{quoted(name)}"
        if name in self.names:
            return Answer(problem=f"{said}；改正其中一个")
        return Answer(row, warning=f"{said}，按序号导入")
