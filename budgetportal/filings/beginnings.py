"""The ways in which an accountant begins a filing. A page that is one more way adds its line here.

A way is offered as soon as its address exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Beginning:
    """One way: the name of its address, what its button says, and when it is the right one."""

    url: str
    label: str
    explanation: str


BEGINNINGS = (
    Beginning(
        "admin:filings_filingrecord_from_last_year",
        "从上年开始",
        "带入上年的科目、项目、绩效指标和文字，金额留空；上年公开数自动列入比较。",
    ),
    Beginning(
        "admin:filings_filingrecord_from_workbook", "从工作簿", "上传按模板填好的 Excel 工作簿，核对差异后一次存入。"
    ),
    Beginning("admin:filings_filingrecord_from_published", "从已公开的表", "上传已公开的预算表，检查后转为填报。"),
    Beginning("admin:filings_filingrecord_add", "空白", "选定单位、年度和表式，从空表开始填。"),
)


def offered() -> Iterator[tuple[Beginning, str]]:
    """The ways that there are, each with its address."""
    for beginning in BEGINNINGS:
        try:
            yield beginning, reverse(beginning.url)
        except NoReverseMatch:
            continue
