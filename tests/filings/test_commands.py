"""import_filing and export_filing."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.workbooks.entry.writing import entry_workbook
from budgetportal.units.models import Unit
from tests.filings.conftest import EXAMPLE
from tests.filings.workbook_edits import edited

pytestmark = pytest.mark.django_db
KEY = ("650100-sample", "2024", "budget")


def written(path: Path, change: Any = None) -> Path:
    members = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    if change:
        change(members)
    path.write_text(json.dumps(members, ensure_ascii=False), encoding="utf-8")
    return path


def refused(*files: Path, **options: Any) -> str:
    errors = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_filing", *map(str, files), stderr=errors, **options)
    assert caught.value.returncode == 1
    for word in ("请", "非法", "无效"):
        assert word not in errors.getvalue()
    return errors.getvalue()


def test_file_goes_in_and_comes_out_the_same(tmp_path: Path) -> None:
    call_command("import_filing", str(EXAMPLE), stdout=StringIO())
    target = tmp_path / "out.json"
    call_command("export_filing", *KEY, output=target)
    assert target.read_bytes() == EXAMPLE.read_bytes()
    printed = StringIO()
    call_command("export_filing", *KEY, stdout=printed)
    assert printed.getvalue().encode() == EXAMPLE.read_bytes()


def test_draft_gives_way_only_when_told(tmp_path: Path) -> None:
    call_command("import_filing", str(EXAMPLE), stdout=StringIO())
    changed = written(tmp_path / "changed.json", lambda members: members["income"].pop())
    assert "--replace" in refused(changed)
    assert len(FilingRecord.objects.get().unit.filings.all()) == 1
    call_command("import_filing", str(changed), replace=True, stdout=StringIO())
    printed = StringIO()
    call_command("export_filing", *KEY, stdout=printed)
    assert len(json.loads(printed.getvalue())["income"]) == 1


FAULTS: list[tuple[Any, list[str]]] = [
    (lambda m: m["expenditure"][0].update(amount="12a"), ["expenditure[0].amount", "支出 第1行 金额", "不是金额"]),
    (lambda m: m["expenditure"][0].update(amount="1.234"), ["expenditure[0].amount", "小数超过两位"]),
    (lambda m: m["expenditure"][0].update(function="2019998"), ["expenditure[0].function", "科目表"]),
    (lambda m: m["expenditure"][0].update(source="x"), ["expenditure[0].source", "可填"]),
    (lambda m: m["expenditure"].append(m["expenditure"][0]), ["expenditure[3].function", "第 4 行与第 1 行重复"]),
    (
        lambda m: m["projects"][0]["performance"]["indicators"][0].update(weight="a"),
        ["indicators[0].weight", "要填数字"],
    ),
    (lambda m: m.update(incme=[]), ["incme", "没有", "成员"]),
    (lambda m: m.update(edition="utopia-2024"), ["edition", "表式"]),
]


@pytest.mark.parametrize(("change", "words"), FAULTS)
def test_fault_is_named_and_nothing_stored(tmp_path: Path, change: Any, words: list[str]) -> None:
    said = refused(written(tmp_path / "wrong.json", change))
    for word in words:
        assert word in said
    assert not FilingRecord.objects.exists()
    assert not Unit.objects.exists()


def test_all_faults_are_named_one_a_line(tmp_path: Path) -> None:
    def spoil(members: Any) -> None:
        for row in members["expenditure"]:
            row["amount"] = "x"

    assert len(refused(written(tmp_path / "wrong.json", spoil)).strip().splitlines()) == 3


def test_one_wrong_file_keeps_all_out(tmp_path: Path) -> None:
    wrong = written(tmp_path / "wrong.json", lambda m: m["unit"].update(code="650100-two", parent="nobody"))
    assert "nobody" in refused(EXAMPLE, wrong)
    assert not FilingRecord.objects.exists()


def test_unit_facts_that_differ_are_named_with_both_values(tmp_path: Path) -> None:
    call_command("import_filing", str(EXAMPLE), stdout=StringIO())
    other = written(tmp_path / "other.json", lambda m: m["unit"].update(name="另一个名称"))
    said = refused(other, replace=True)
    assert "另一个名称" in said
    assert "示例市服务中心" in said
    assert "unit.name（单位 单位名称）" in said


def test_unit_is_made_below_its_parent(tmp_path: Path) -> None:
    above = Unit.objects.create(code="650100", name="示例市", region="650100", scope="department")
    call_command(
        "import_filing",
        str(written(tmp_path / "x.json", lambda m: m["unit"].update(parent="650100"))),
        stdout=StringIO(),
    )
    assert Unit.objects.get(code="650100-sample").parent == above


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(51_000_000)
    assert "最大 50 MB" in refused(huge)


@pytest.mark.parametrize("name", ["absent.json", "absent.xlsx"])
def test_absent_file_is_refused(tmp_path: Path, name: str) -> None:
    assert "没有这个文件" in refused(tmp_path / name)


def test_workbook_goes_out_and_in_by_its_ending(tmp_path: Path) -> None:
    call_command("import_filing", str(EXAMPLE), stdout=StringIO())
    book, target = tmp_path / "out.XLSX", tmp_path / "out.json"
    call_command("export_filing", *KEY, output=book)
    FilingRecord.objects.all().delete()
    call_command("import_filing", str(book), stdout=StringIO())
    call_command("export_filing", *KEY, output=target)
    assert target.read_bytes() == EXAMPLE.read_bytes()


def test_workbook_with_faults_stores_nothing_and_names_the_cells(tmp_path: Path, example: BudgetFiling) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(edited(entry_workbook(example), ("收入", "E5", "12a"), ("收入", "E4", "9.99")))
    assert "工作表“收入”的单元格 E5：“金额”填的是 “12a”" in refused(book)
    assert not FilingRecord.objects.exists()
    book.write_bytes(edited(entry_workbook(example), ("收入", "E4", "9.99")))
    warned = StringIO()
    call_command("import_filing", str(book), stdout=StringIO(), stderr=warned)
    assert "提醒：工作表“收入”的单元格 E4：合计行的“金额（万元）”写的是 9.99，各行相加是 412.33" in warned.getvalue()


def test_export_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有单位"):
        call_command("export_filing", *KEY)
    call_command("import_filing", str(EXAMPLE), stdout=StringIO())
    with pytest.raises(CommandError, match="写不进去"):
        call_command("export_filing", *KEY, output=tmp_path / "no" / "x.json")
