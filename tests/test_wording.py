"""What the portal says to people: every Chinese text of code, templates and scripts; problems name field and remedy."""

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetportal.disclosure import soundness
from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.findings import Severity
from budgetportal.disclosure.codec import plain, read_record
from budgetportal.disclosure.fields import Kind, specs
from tests.disclosure.examples import small_filing
from tests.disclosure.full_filing import full_filing

ROOT = Path(__file__).resolve().parents[1]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# 请 within other words is none: 申请, 聘请, 请示, 请求, 邀请. 有效 and 无效果 are no verdicts on an entry.
BANNED = re.compile(r"非法|无效(?!果)|(?<![申聘邀])请(?![示求])|此字段必填")
SAID = re.compile(r"“[^”]*”|填的是|填了|所填|没有填写?")  # what was found, not what to do
REMEDY = re.compile(r"改|补上|填|删|缩短|核对|写|选|合并|拆成|清空|对照|说明原因|只留|应为|应在|可填|只能|要用")
CONTENT = ("budgetportal/disclosure/editions/", "budgetportal/classification/data/", "budgetportal/publishing/demo/")


def texts() -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text. The forms' own published sentences (CONTENT) are the law's, not ours."""
    for path in sorted((ROOT / "budgetportal").rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        if not where.startswith(CONTENT):
            yield from ((where, text) for text in literals(ast.parse(path.read_text(encoding="utf-8"))))
    for folder, ending in (("templates", "*.html"), ("templates", "*.txt"), ("static", "*.js")):
        for path in sorted((ROOT / folder).rglob(ending)):
            yield from ((path.relative_to(ROOT).as_posix(), line) for line in path.read_text("utf-8").splitlines())


def literals(tree: ast.AST) -> Iterator[str]:
    """The strings of a module, docstrings left out."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def test_no_text_scolds_or_begs():
    found = [f"{where}: {text.strip()}" for where, text in texts() if CHINESE.search(text) and BANNED.search(text)]
    assert found == []


def test_the_search_finds_what_it_is_for():
    for bad in ("编码无效", "非法字符", "请填写金额", "此字段必填"):
        assert BANNED.search(bad)
    for good in ("申请事项", "因公聘请", "请示文件", "无效果指标"):
        assert not BANNED.search(good)
    assert sum(1 for _, text in texts() if CHINESE.search(text)) > 500


# ------------------------------------------------------------------------------- what problems say

BAD = {
    Kind.AMOUNT: ["一百", "1.234", "-0", "1e9", ""],
    Kind.WAN: ["一百", "1.2345"],
    Kind.DECIMAL: ["四分"],
    Kind.COUNT: ["三", "-1", "1.5"],
    Kind.CHANGE: ["多三个"],
    Kind.DATE: ["2024年", "2024-13-01"],
    Kind.CHOICE: ["其他", ""],
    Kind.FUNCTION: ["20103", "2010398", "行政运行", ""],
    Kind.ECONOMIC: ["301", "30198", "工资"],
    Kind.PATTERN: ["不对"],
    Kind.FLAG: ["是"],
    Kind.NAME: ["字" * 25_000, "", "两\n行"],
    Kind.TEXT: ["字" * 25_000],
}


def broken(record: type, raw: dict) -> Iterator[dict]:
    """The plain members with one cell put wrong, each cell of the first row of each table in turn."""
    for name, spec in specs(record).items():
        if spec.kind is Kind.RECORD and raw.get(name):
            yield from ({**raw, name: one} for one in broken(spec.record, raw[name]))
        elif spec.kind is Kind.ROWS and raw.get(name) and spec.record:
            first, *rest = raw[name]
            yield from ({**raw, name: [one, *rest]} for one in broken(spec.record, first))
            yield {**raw, name: [first, first, *rest]}  # twice
        else:
            yield from ({**raw, name: text} for text in BAD.get(spec.kind, ()))
            if spec.required:
                yield {key: value for key, value in raw.items() if key != name}


def provoked() -> Iterator[tuple[str, str]]:
    """Place and message of what is wrong with a filing, one cell at a time."""
    whole = full_filing()
    raw = plain(whole)
    for changed in broken(type(whole), raw):
        filing, problems = read_record(type(whole), changed)
        for problem in problems if filing is None else soundness.problems(filing):
            yield problem.place, problem.message


def findings() -> Iterator[tuple[str, str]]:
    """What the checks say of filings that do not add up."""
    whole = small_filing()
    for name in ("income", "expenditure", "basic_by_economic", "official_expenses", "projects", "comparisons"):
        rows = getattr(whole, name)
        for changed in (rows[1:], ()):
            for finding in check(dataclasses.replace(whole, **{name: changed})):
                if finding.severity is not Severity.NOT_CHECKED:
                    yield finding.place, finding.message


@pytest.mark.parametrize("source", [provoked, findings])
def test_every_message_says_what_to_do(source):
    said = {re.sub(r"\d+", "n", message): (place, message) for place, message in source()}
    assert len(said) >= 8
    assert [f"{place}: {message}" for place, message in said.values() if not REMEDY.search(SAID.sub("", message))] == []
    assert [f"{place}: {message}" for place, message in said.values() if BANNED.search(message)] == []


def test_a_message_of_an_entry_names_its_field():
    """By its label, or by what was typed there."""
    bare = re.compile(r"^(没有填|不对|必填|格式错误|重复)")
    assert [message for _, message in provoked() if bare.match(message)] == []
    assert all(re.search(r"“[^”]+”|《[^》]+》|\d|\w{4,}", message) for _, message in provoked())
