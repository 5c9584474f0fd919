"""``export_filing UNIT YEAR KIND``: a filing out of the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.filing import Filing
from budgetportal.filings.importing import XLSX
from budgetportal.filings.models import KINDS, FilingRecord
from budgetportal.filings.storage import load, locked
from budgetportal.filings.workbooks.entry.writing import TooLarge, entry_workbook


class Command(BaseCommand):
    """Writes one filing in the canonical form, or as its entry workbook."""

    help = "把一份填报导出为文件。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take unit, year and kind."""
        parser.add_argument("unit", metavar="UNIT", help="单位编码")
        parser.add_argument("year", metavar="YEAR", type=int, help="预算年度")
        parser.add_argument("kind", metavar="KIND", choices=dict(KINDS), help="、".join(map(": ".join, KINDS)))
        parser.add_argument(
            "--output",
            metavar="PATH",
            type=Path,
            help="写入的文件，.json 或 .xlsx（填报工作簿）；不写则输出 JSON 到屏幕",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Find the filing and write it."""
        output: Path | None = options["output"]
        write = entry_workbook if output is not None and output.suffix.lower() == XLSX else write_filing
        try:
            data = write(self._filing(options["unit"], options["year"], options["kind"]))
        except TooLarge as refusal:
            raise CommandError(str(refusal)) from refusal
        if output is None:
            self.stdout.write(data.decode(), ending="")
            return
        try:
            output.write_bytes(data)
        except OSError as error:
            raise CommandError(f"{output} 写不进去（{error.strerror}）；换一个位置。") from error

    @transaction.atomic
    def _filing(self, unit: str, year: int, kind: str) -> Filing:
        record = FilingRecord.objects.filter(unit__code=unit, fiscal_year=year, kind=kind).first()
        if record is None:
            raise CommandError(f"没有单位 {unit} {year} 年的{dict(KINDS)[kind]}填报；核对单位编码、年度和种类。")
        return load(locked(record))
