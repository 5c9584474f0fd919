"""The process that reads one workbook: bytes on standard input; sheets, or the refusal, as JSON on standard output."""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from typing import Any

from budgetportal.filings.workbooks import limits
from budgetportal.filings.workbooks.outline import outline
from budgetportal.filings.workbooks.package import DAMAGED, pack, unpack
from budgetportal.filings.workbooks.scan import Scanned, scan
from budgetportal.filings.workbooks.sheet import Unreadable, place
from budgetportal.filings.workbooks.text import UNSEEN, Value, cell_text

Range = tuple[tuple[int, int], tuple[int, int]]


def main() -> None:
    """Read, answer, end; a crash or an overrun is the parent's to tell."""
    confine()
    try:
        answer: dict[str, Any] = {"sheets": sheets(sys.stdin.buffer.read(limits.FILE_BYTES + 1))}
    except Unreadable as refusal:
        answer = {"refused": str(refusal)}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode())


def confine() -> None:
    """Take from this process what no workbook within the limits needs: memory and time; and core dumps."""
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def sheets(data: bytes) -> list[dict[str, Any]]:
    """The sheets of a workbook as JSON, each checked before it is read."""
    found = outline(unpack(data))
    scanned = scan(found)
    try:
        return list(_read(pack(found.parts), scanned))
    except _calamine().CalamineError as error:
        raise Unreadable(DAMAGED) from error


def _calamine() -> Any:
    import python_calamine  # here, so that what is refused before need not wait for it

    return python_calamine


def _read(package: bytes, scanned: Iterable[Scanned]) -> Iterator[dict[str, Any]]:
    book = _calamine().CalamineWorkbook.from_filelike(io.BytesIO(package))
    for one in scanned:
        sheet = book.get_sheet_by_name(one.name)
        rows = sheet.to_python(skip_empty_area=False)
        width = max(map(len, rows), default=0)
        yield {
            "name": one.name,
            "rows": [_texts(row, width, at, one) for at, row in enumerate(rows)],
            "merged": list(_merged(sheet.merged_cell_ranges or [], len(rows), width, one.name)),
            "formulas": sorted(cell for cell in one.formulas if cell[0] < len(rows) and cell[1] < width),
        }


def _texts(row: Sequence[Value], width: int, at: int, scanned: Scanned) -> list[str]:
    for column, value in enumerate(row):
        if isinstance(value, str) and UNSEEN.search(value):
            where = place(scanned.name, at, column)
            raise Unreadable(f"{where}含有看不见的控制字符；重新输入这个单元格，保存后再选择")
        # no date is before 1900: the number was meant, and its date would read as midnight
        if isinstance(value, date | time) and (at, column) in scanned.negatives:
            where = place(scanned.name, at, column)
            raise Unreadable(f"{where}是负数，格式却是日期；把单元格格式改为数值，保存后再选择")
    return [cell_text(value) for value in row] + [""] * (width - len(row))


def _merged(ranges: Iterable[Range], height: int, width: int, name: str) -> Iterator[tuple[int, int, int, int]]:
    """The merged ranges within the rows, in reading order; those that are one cell there say nothing."""
    area = 0
    for (top, left), (bottom, right) in sorted(ranges):
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        if top <= bottom and left <= right and (top, left) != (bottom, right):
            area += (bottom - top + 1) * (right - left + 1)
            if area > height * width:
                raise Unreadable(f"工作表“{name}”的合并单元格互相重叠；取消合并，保存后再选择")
            yield top, left, bottom, right


if __name__ == "__main__":
    main()
