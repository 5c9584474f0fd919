"""How each kind of entry field is written: the words of the help beside the fields."""

from __future__ import annotations

from collections.abc import Mapping

from budgetportal.disclosure.fields import Kind, Spec

WRITTEN: Mapping[Kind, str] = {
    Kind.NAME: "一行文字",
    Kind.TEXT: "文字，换行另起一段",
    Kind.LINES: "每行一条",
    Kind.AMOUNT: "金额，按本填报的金额单位，最多两位小数；没有数的留空，零填 0；可以写算式，如 =12.3+4.5",
    Kind.WAN: "数字，最多两位小数；可以写算式，如 =12.3+4.5",
    Kind.DECIMAL: "数字，按所填的小数位保留；可以写算式，如 =90-35，得数保留两位小数",
    Kind.COUNT: "整数；可以写算式，如 =12+3",
    Kind.CHANGE: "整数，增加填正数，减少填负数；可以写算式，如 =12-15",
    Kind.FLAG: "选“是”或“否”",
    Kind.DATE: "日期，如 2024-01-31",
    Kind.CHOICE: "选一项",
    Kind.FUNCTION: "功能分类科目",
    Kind.ECONOMIC: "经济分类科目",
    Kind.PATTERN: "固定写法",
    Kind.RECORD: "以下各项",
    Kind.ROWS: "每行一条",
    Kind.AMOUNTS: "各项金额",
    Kind.COUNTS: "每行一项：名称和数",
    Kind.TEXTS: "每行一项：名称和文字",
}


def how(spec: Spec) -> str:
    """How a field is written, and what a right value looks like."""
    return "；".join(filter(None, (WRITTEN[spec.kind], spec.hint)))


def when(spec: Spec) -> str:
    """Whether the field has to be filled."""
    return "必填" if spec.required else "选填"
