"""Codes and names (B23): which code a line really has, said once at the cell that is wrong.

A line under a wrong code is given the code that its name and the other tables say, so that no sum is blamed for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from budgetportal.classification.codes import LEVELS, Classification, same_name
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.published.forms import Lines
from budgetportal.disclosure.published.lines import Line, Table
from budgetportal.disclosure.published.sheets import At, squeezed

RULE = "B23"


class Identities:
    """The lines of all tables by code, and the year's classification."""

    def __init__(self, tables: Mapping[str, Table], functions: Classification, economics: Classification) -> None:
        self._lists = [lines for table in tables.values() for lines in table.lines.values() if _is_coded(lines)]
        self._trees = {True: economics, False: functions}
        self._codes = {is_economic: _codes_by_name(tree) for is_economic, tree in self._trees.items()}
        self._tables: defaultdict[str, set[int]] = defaultdict(set)  # of a code, the lists that have it
        for n, lines in enumerate(self._lists):
            for line in lines:
                if line.code and not line.part.economic:
                    self._tables[line.code].add(n)

    def findings(self) -> Iterator[Finding]:
        """What is wrong with codes and names; the lines take their right codes on the way."""
        for n, lines in enumerate(self._lists):
            for line in lines:
                if line.closing < 0 and not self._fits(line):
                    yield from self._judge(n, lines, line)
        for n, lines in enumerate(self._lists):
            for line in lines:
                yield from self._namesake(n, lines, line)

    def _fits(self, line: Line) -> bool:
        names = self._trees[line.part.economic].names(line.code)
        return bool(line.code) and any(same_name(line.name, name) for name in names)

    def _judge(self, n: int, lines: Sequence[Line], line: Line) -> Iterator[Finding]:
        """A line whose name is not its code's: the code is wrong, or the name is."""
        right = self._right_code(n, lines, line)
        tree = self._trees[line.part.economic]
        if right:
            yield _wrong_code(line, right, tree)
            self._move(n, line, right)
        elif not line.code:
            yield _finding(line, Severity.ERROR, line.name_at, "没有科目编码，按名称也找不到；补上编码")
        elif tree.find(line.code) is None:
            yield from self._unknown(n, line, tree)
        else:
            yield _wrong_name(line, tree)

    def _right_code(self, n: int, lines: Sequence[Line], line: Line) -> str:
        """The code that a wrongly coded line should have, "" where its name is what is wrong."""
        taken = Counter(one.code for one in lines)
        named = [code for code in self._named(line) if not taken[code] or line.part.project is not None]
        elsewhere = [code for code in named if self._tables[code] - {n}]
        if not line.code:
            return (elsewhere or named or [""])[0]
        known = bool(self._tables[line.code] - {n}) and not line.part.economic
        if elsewhere:
            return "" if known and taken[line.code] == 1 and not self._amounts_fit(line, elsewhere[0]) else elsewhere[0]
        if known or not named:
            return ""
        nearest = min(named, key=lambda code: (code[:-2] != line.code[:-2], code[:3] != line.code[:3], code))
        own_fits = _stands_in_order(lines, line, line.code) and not _stands_in_order(lines, line, nearest)
        return "" if own_fits else nearest

    def _named(self, line: Line) -> list[str]:
        """The codes of the line's level that have its name, in the classification."""
        found = self._codes[line.part.economic].get(squeezed(line.name), [])
        any_level = LEVELS.get(len(line.code)) is None
        return [code for code in found if code != line.code and (any_level or len(code) == len(line.code))]

    def _amounts_fit(self, line: Line, code: str) -> bool:
        """Whether the other tables have the line's amount under the code and not under its own."""
        amount = line.figures[0].value
        return amount in self._amounts(code) and amount not in self._amounts(line.code, line)

    def _amounts(self, code: str, but: Line | None = None) -> set[object]:
        return {
            line.figures[0].value
            for lines in self._lists
            for line in lines
            if line.code == code and (but is None or line.table is not but.table) and not line.part.economic
        }

    def _unknown(self, n: int, line: Line, tree: Classification) -> Iterator[Finding]:
        """A code that the tables of the year lack is no proof of an error."""
        named = {squeezed(one.name) for lines in self._lists for one in lines if one.code == line.code}
        if len(self._tables[line.code]) < 2 or len(named) > 1 or tree.years_elsewhere(line.code):
            said = f"“{line.code} {line.name}”不在 {tree.year} 年{tree.title}科目表中；对照当年科目书核对编码和名称"
            yield _finding(line, Severity.WARNING, _code_cell(line, line.code), said)
        elif n == min(self._tables[line.code]):
            said = f"“{line.code} {line.name}”不在 {tree.year} 年{tree.title}科目表中；确有此科目的，由财政部门补入"
            yield _finding(line, Severity.WARNING, _code_cell(line, line.code), said)

    def _namesake(self, n: int, lines: Sequence[Line], line: Line) -> Iterator[Finding]:
        """A code that fits its name (行政运行) but stands in this table only, where another of that name is missing."""
        if line.part.economic or len(line.code) != 7 or self._tables[line.code] - {n}:
            return
        here = {one.code for one in lines}
        if line.part.groups and line.code[:5] in here:
            return
        missing = [code for code in self._named(line) if self._tables[code] and code not in here]
        if line.part.groups:
            missing = [code for code in missing if code[:5] in here]
        if len(missing) == 1:
            yield _wrong_code(line, missing[0], self._trees[False])
            self._move(n, line, missing[0])

    def _move(self, n: int, line: Line, code: str) -> None:
        self._tables[line.code].discard(n)
        self._tables[code].add(n)
        line.code = code


def _codes_by_name(tree: Classification) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code in (one.code for level in LEVELS.values() for one in tree.codes(level)):
        for name in {squeezed(name) for name in tree.names(code)}:
            found[name].append(code)
    return found


def _is_coded(lines: Sequence[Line]) -> bool:
    return any(line.part.lines in (Lines.CODED, Lines.CLASSES) for line in lines)


def _stands_in_order(lines: Sequence[Line], line: Line, code: str) -> bool:
    n = lines.index(line)
    before, after = lines[max(n - 1, 0)], lines[min(n + 1, len(lines) - 1)]
    return (before is line or before.code < code) and (after is line or not after.code or code < after.code)


def _code_cell(line: Line, right: str) -> At | None:
    """The cell of the code, or of the level of it that differs."""
    if len(line.code_cells) < 2:
        return line.code_cells[0] if line.code_cells else line.name_at
    cuts = ((0, 3), (3, 5), (5, 7))
    for (first, end), cell in zip(cuts, line.code_cells, strict=False):
        if line.printed[first:end] != right[first:end]:
            return cell
    return line.code_cells[min(len(line.code_cells), max(1, (len(line.printed) - 1) // 2)) - 1]


def _wrong_code(line: Line, right: str, tree: Classification) -> Finding:
    own = tree.find(line.code)
    said = (
        f"“{line.name}”的编码填的是 {line.printed or '空'}"
        f"{f'（{own.name}）' if own else ''}，应为 {right}；改正编码，或改正名称"
    )
    return _finding(line, Severity.ERROR, _code_cell(line, right), said, right, line.printed)


def _wrong_name(line: Line, tree: Classification) -> Finding:
    official = "”或“".join(tree.names(line.code))
    named = [code for level in LEVELS.values() for code in tree.codes(level) if same_name(code.name, line.name)]
    severity = Severity.ERROR if named else Severity.WARNING
    other = f"，这是 {named[0].code} 的名称" if named else ""
    said = f"编码 {line.code} 的科目名称是“{official}”，填的是“{line.name}”{other}；改正名称"
    return _finding(line, severity, line.name_at, said, official, line.name)


def _finding(
    line: Line, severity: Severity, at: At | None, said: str, expected: str | None = None, found: str | None = None
) -> Finding:
    return Finding(RULE, severity, str(at or line.table.at), f"{line.table.form.name}：{said}", expected, found)


def by_code(lines: Iterable[Line]) -> Mapping[str, list[Line]]:
    """The lines of each code, in their order."""
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.code].append(line)
    return found
