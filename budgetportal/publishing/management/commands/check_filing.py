"""A filing file held against the checks, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.intake import take
from budgetportal.disclosure.problems import Problem
from budgetportal.rendering.characters import missing_in


class Command(BaseCommand):
    """Writes one JSON object a line for each finding; exit status 1 where one is an error."""

    help = "检查填报文件：check_filing 文件 [--last 上年文件]；每行输出一条检查结果（JSON），有错误时退出码为 1"
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and last year's."""
        parser.add_argument("file", type=Path, help="填报文件（JSON）")
        parser.add_argument("--last", type=Path, help="上年已公开的填报文件（JSON）")

    def handle(self, *_: Any, **options: Any) -> None:
        """Read, check, write."""
        filing, problems = _read(options["file"])
        if filing is None:
            findings = [_unsound(problem) for problem in problems]
        else:
            last = _last(options["last"]) if options["last"] else None
            findings = check(filing, last, tuple(settings.SENSITIVE_WORDS), missing_in)
        for finding in findings:
            self.stdout.write(json.dumps(finding.plain(), ensure_ascii=False))
        if any(finding.severity is Severity.ERROR for finding in findings):
            raise SystemExit(1)


def _read(path: Path) -> tuple[Filing | None, list[Problem]]:
    try:
        return take(path.read_bytes())
    except OSError as error:
        raise CommandError(f"读不到文件 {path}：{error.strerror}。") from error


def _last(path: Path) -> Filing:
    filing, problems = _read(path)
    if filing is None:
        raise CommandError("上年的填报文件有问题：\n" + "\n".join(map(str, problems)))
    return filing


def _unsound(problem: Problem) -> Finding:
    """What keeps a filing from being read at all is an error of the entry (own rules E0 and K)."""
    return Finding(problem.rule, Severity.ERROR, problem.place, problem.message)
