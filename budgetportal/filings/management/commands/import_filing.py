"""``import_filing FILE...``: filing files into the database."""

from functools import partial
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError, CommandParser

from budgetportal.disclosure.places import where
from budgetportal.disclosure.problems import Problem
from budgetportal.filings.importing import create_all, read_file


class Command(BaseCommand):
    """Stores all files or none, and says of every problem where it is and what to do."""

    help = "把填报文件导入数据库。有一处问题，就什么也不导入。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="填报文件（.json 或填报工作簿 .xlsx）")
        parser.add_argument("--replace", action="store_true", help="替换已有草稿的全部内容")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, judge, store."""
        read = {str(path): read_file(path, partial(self._warn, path)) for path in options["files"]}
        found = {name: problems for name, (_, problems) in read.items() if problems}
        if not found:
            filings = {name: filing for name, (filing, _) in read.items() if filing is not None}
            with pghistory.context(command="import_filing"):
                found = create_all(filings, replace=options["replace"])
        if found:
            self._report(found)
            raise CommandError(f"有 {sum(map(len, found.values()))} 处问题，没有导入任何内容。")
        for name in read:
            self.stdout.write(f"{name}：已导入。")

    def _warn(self, path: Path, text: str) -> None:
        self.stderr.write(f"{path}：提醒：{text}")

    def _report(self, found: dict[str, list[Problem]]) -> None:
        for name, problems in found.items():
            for problem in problems:
                self.stderr.write(f"{name}：{line_of(problem)}")


def line_of(problem: Problem) -> str:
    """A problem on one line, its place in code and in words."""
    if not problem.place:
        return problem.message
    return f"{problem.place}（{where(problem.place)}）：{problem.message}"
