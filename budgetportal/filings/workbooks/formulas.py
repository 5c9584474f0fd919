"""Formulas are never calculated here; those that would fetch something from elsewhere are refused."""

from __future__ import annotations

import re

from budgetportal.filings.workbooks.package import LINKS
from budgetportal.filings.workbooks.sheet import Unreadable

QUOTED = re.compile(r'"[^"]*"')
NAME_OF_SHEET = re.compile(r"'[^']*'")
OTHER_BOOK = re.compile(r"\[[^\[\]]+\][^\[\]()<>,;+*/&=|-]*!")  # [1]表1!A1, [预算.xlsx]表1!A1


def check_formula(formula: str, where: str) -> None:
    """Refuse a formula that calls another program (DDE: program|topic!item) or looks into another workbook."""
    bare = QUOTED.sub("", formula)
    if "|" in NAME_OF_SHEET.sub("", bare):
        raise Unreadable(f"{where}调用其他程序（DDE）；删除公式，填写数值后再选择")
    if OTHER_BOOK.search(bare):
        raise Unreadable(f"{where}引用其他工作簿；{LINKS.partition('；')[2]}")
