"""Workbooks into sheets of text. The parsing is done by another process, which may be ended at any time."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from budgetportal.filings.workbooks import limits
from budgetportal.filings.workbooks.names import check_content, check_name
from budgetportal.filings.workbooks.sheet import Sheet, Unreadable

PROJECT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-E", "-s", "-m", "budgetportal.filings.workbooks.child"]
TOO_LONG = (
    f"读取工作簿超过 {limits.WALL_SECONDS} 秒，已停止；删除图片、不需要的工作表和空行空列，"
    "另存为 .xlsx 后再选择，仍不行的，由系统管理员查看日志"
)
FAILED = (
    "工作簿读不出来（可能已损坏，或内容过多）；用 Excel 或 WPS 打开检查，删除不需要的工作表和空行空列，"
    "另存为 .xlsx 后再选择，仍不行的，由系统管理员查看日志"
)

logger = logging.getLogger(__name__)


def read_workbook(data: bytes, file_name: str = "") -> tuple[Sheet, ...]:
    """
    Every worksheet of an .xlsx workbook, in its order, or Unreadable; never a part of it.

    Without a file name (which may end in .xlsx only) the content alone decides.
    """
    if file_name:
        check_name(file_name)
    check_content(data)
    answer = _answer(data)
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return tuple(_sheet(sheet) for sheet in answer["sheets"])


def _answer(data: bytes) -> Mapping[str, Any]:
    try:
        process = subprocess.run(  # noqa: S603 - our own module
            COMMAND,
            input=data,
            capture_output=True,
            timeout=limits.WALL_SECONDS,
            check=False,
            cwd=PROJECT,
            env={"LC_ALL": "C.UTF-8"},  # none of the portal's secrets
        )
    except subprocess.TimeoutExpired as error:
        logger.warning("reading a workbook of %d bytes took more than %d s", len(data), limits.WALL_SECONDS)
        raise Unreadable(TOO_LONG) from error
    if process.returncode != 0:
        said = process.stderr[-2000:].decode(errors="replace")
        logger.warning("reading a workbook of %d bytes ended with %d: %s", len(data), process.returncode, said)
        raise Unreadable(FAILED)
    answer: Mapping[str, Any] = json.loads(process.stdout)
    return answer


def _sheet(read: Mapping[str, Any]) -> Sheet:
    return Sheet(
        name=read["name"],
        rows=tuple(tuple(row) for row in read["rows"]),
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in read["merged"]),
        formulas=frozenset((row, column) for row, column in read["formulas"]),
    )
