"""``describe_rules``: the rules as a page of the manual, from the definitions that the checks run on."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from budgetportal.disclosure.checks.findings import Severity
from budgetportal.disclosure.checks.subjects import DEMANDS, Explained, explained
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.filings.entry.pages import PAGES

HEAD = (
    "# 检查规则",
    "",
    "[目录](README.md)",
    "",
    "填报时、送审前和公开前，系统都按这些规则检查。检查结果里写着规则的编号，在这里可以查到它看什么、怎么办。",
    "",
    *(f"- **{severity.label}**：{demand}。" for severity, demand in DEMANDS.items()),
    f"- **{Severity.NOT_CHECKED.label}**：规则要看的内容还没有填，或者要对照的另一份公开在系统中没有，所以没有检查。",
    "",
    "编码不存在、级次不对、不是数字的金额等，填写时就在格子下面指出，存不进去，不在此列。",
)
COLUMNS = ("编号", "应当", "不符时", "看哪些表", "怎么办")


class Command(BaseCommand):
    """Prints the page, or writes it."""

    help = "按检查规则的定义生成手册的“检查规则”一页（Markdown）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("--output", type=Path, help="写入的文件；不写则显示在屏幕上")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the page."""
        if options["output"]:
            options["output"].write_text(page(), encoding="utf-8")
        else:
            self.stdout.write(page(), ending="")


def page() -> str:
    """The page as Markdown."""
    return "\n".join([*HEAD, *_tables()]) + "\n"


def _tables() -> Iterator[str]:
    on_texts: dict[str, Explained] = {}
    for kind in DisclosureKind:
        rules = explained(kind)
        on_texts |= {one.rule.number: one for one in rules if one.is_on_texts}
        yield from _table(kind.label, [(one, _looked_at(one, kind)) for one in rules if not one.is_on_texts])
    yield from _table("文字", [(one, "写文字的各表") for one in on_texts.values()])


def _table(title: str, rules: Iterable[tuple[Explained, str]]) -> Iterator[str]:
    yield from ("", f"## {title}", "", _line(COLUMNS), _line("---" for _ in COLUMNS))
    for one, tables in rules:
        yield _line((one.rule.number, _title(one), one.rule.severity.label, tables, one.subject.advice))


def _title(one: Explained) -> str:
    return f"{one.rule.title}（{one.basis}）" if one.basis else one.rule.title


def _looked_at(one: Explained, kind: DisclosureKind) -> str:
    """The tables of its members, in the order of the pages; the narrative only repeats them."""
    pages, members = PAGES[kind], set(one.subject.members[kind])
    return "、".join(page.label for page in pages.own if members & set(page.members))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
