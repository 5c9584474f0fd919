"""A workbook of published tables held against the checks and turned into a filing, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.published import PublishedReading, read_published
from budgetportal.filings.workbooks import Unreadable, limits, read_workbook


class Command(BaseCommand):
    """Writes one JSON object a line for each finding; exit status 1 where one is an error."""

    help = "检查已公开的预算表（.xlsx）：每行输出一条检查结果（JSON），有错误时退出码为 1；没有错误时可转为填报文件"
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the workbook, what it does not say, and where the filing goes."""
        parser.add_argument("file", type=Path, help="公开表工作簿（.xlsx）")
        parser.add_argument("--output", type=Path, metavar="路径", help="没有错误时写出的填报文件（.json）")
        parser.add_argument("--unit-code", metavar="编码", help="单位编码，写入填报文件")
        parser.add_argument("--region", metavar="代码", help="六位行政区划代码，写入填报文件")
        parser.add_argument("--unit-name", metavar="名称", help="单位名称；不写则取表中的编制单位")
        parser.add_argument("--year", type=int, metavar="年度", help="预算年度；不写则取表中所写的年度")

    def handle(self, *_: Any, **options: Any) -> None:
        """Read, check, say, write."""
        reading = _reading(options)
        for finding in reading.findings:
            self.stdout.write(json.dumps(finding.plain(), ensure_ascii=False))
        if options["output"]:
            self._write(reading, options["output"])
        if any(finding.severity is Severity.ERROR for finding in reading.findings):
            raise SystemExit(1)

    def _write(self, reading: PublishedReading, path: Path) -> None:
        if reading.filing is None:
            self.stderr.write(f"没有写出 {path}：公开表有错误或不完整；按检查结果改正后重新检查。")
            return
        try:
            path.write_bytes(write_filing(reading.filing))
        except OSError as error:
            raise CommandError(f"{path} 写不进去（{error.strerror}）；换一个位置。") from error


def _reading(options: dict[str, Any]) -> PublishedReading:
    path: Path = options["file"]
    try:
        with path.open("rb") as file:
            sheets = read_workbook(file.read(limits.FILE_BYTES + 1), path.name)  # more is refused by its size
    except OSError as error:
        raise CommandError(f"读不到文件 {path}：{error.strerror}；核对路径。") from error
    except Unreadable as refusal:
        return PublishedReading((Finding("E0", Severity.ERROR, "", str(refusal)),))
    named = {"code": options["unit_code"], "region": options["region"], "name": options["unit_name"]}
    return read_published(sheets, {name: text for name, text in named.items() if text}, options["year"])
