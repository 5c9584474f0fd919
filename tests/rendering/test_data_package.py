"""The data package of any edition: valid, complete, exact, and the same bytes every time."""

import csv
import dataclasses
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.document import (
    Cell,
    Column,
    ColumnKind,
    Document,
    Form,
    FormField,
    Part,
    Row,
    RowKind,
    Table,
)
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.intake import take
from budgetportal.rendering.data_package import files, zipped
from budgetportal.rendering.json import to_json
from budgetportal.rendering.stamp import Stamp
from tests.disclosure.examples import small_filing
from tests.rendering import sample

PROJECT = Path(__file__).resolve().parents[2]
DEMO = sorted((PROJECT / "budgetportal" / "publishing" / "demo").glob("*.json"))


def written(folder: Path, package: dict[str, bytes]) -> Path:
    for name, data in package.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def document_of(*blocks: Any) -> Document:
    return Document("标题", "某单位", 2024, "xinjiang-budget-2024", None, (Part("第一部分", blocks),))


def read_filing(path: Path) -> tuple[Document, bytes]:
    filing, problems = take(path.read_bytes())
    assert filing is not None, problems
    return compose(filing), write_filing(filing)


def check(document: Document, filing: bytes, folder: Path) -> None:
    """The package is valid by its own descriptor, and every amount and code stands in it as printed."""
    package = files(document, sample.STAMP, filing)
    report = Package(str(written(folder, package) / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    tables = [table for table in document.tables() if f"tables/{table.key}.csv" in package]
    assert tables
    for table in tables:
        read = list(csv.reader(io.StringIO(package[f"tables/{table.key}.csv"].decode("utf-8-sig"), newline="")))
        first = 1 if read[0][0] == "行类型" else 0
        for row, cells in zip(table.rows, read[1:], strict=True):
            for column, cell, text in zip(table.columns, row.cells, cells[first:], strict=True):
                if column.kind in (ColumnKind.AMOUNT, ColumnKind.CODE):
                    assert text == cell.text


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_the_package_of_an_example_is_valid_and_exact(path: Path, tmp_path: Path) -> None:
    check(*read_filing(path), tmp_path)


def test_the_packages_of_published_filings_are_valid_and_exact(shared_folder: Path, tmp_path: Path) -> None:
    for path in sorted((shared_folder / "filings").glob("*.json")):
        if take(path.read_bytes())[0] is not None:  # an edition that is not made yet has no document
            check(*read_filing(path), tmp_path / path.stem)


def test_every_file_is_described_with_its_hash() -> None:
    package = files(sample.document(), sample.STAMP, b"{}\n")
    described = {one["path"]: one for one in json.loads(package["datapackage.json"])["resources"]}
    assert set(described) | {"datapackage.json", "README.txt", "SHA256SUMS"} == set(package)
    for path, one in described.items():
        assert one["bytes"] == len(package[path])
        assert one["hash"] == "sha256:" + hashlib.sha256(package[path]).hexdigest()
        assert one["encoding"] == "utf-8"
        assert path in package["README.txt"].decode()
    sums = dict(reversed(line.split("  ")) for line in package["SHA256SUMS"].decode().splitlines())
    assert sums == {path: hashlib.sha256(data).hexdigest() for path, data in package.items() if path != "SHA256SUMS"}


def test_the_document_and_the_filing_lie_inside_as_they_are() -> None:
    package = files(sample.document(), sample.STAMP, b'{"a": 1}\n')
    assert package["filing.json"] == b'{"a": 1}\n'
    assert package["document.json"] == to_json(sample.document())
    assert "filing.json" not in files(sample.document(), sample.STAMP)


def test_it_says_which_version_of_which_filing_it_is() -> None:
    stamp = dataclasses.replace(sample.STAMP, version=2, correction="补列一个项目。")
    package = files(sample.document(), stamp)
    descriptor = json.loads(package["datapackage.json"])
    assert (descriptor["version"], descriptor["correction"]) == ("2", "补列一个项目。")
    assert (descriptor["filing_sha256"], descriptor["filing_sm3"]) == (stamp.sha256, stamp.sm3)
    readme = package["README.txt"].decode()
    assert all(word in readme for word in ("第 2 版", "补列一个项目。", stamp.sha256, stamp.sm3))


def test_a_table_has_one_header_row_and_says_what_each_row_is() -> None:
    package = files(sample.document(), sample.STAMP)
    table = rows(package["tables/unit_expenditure.csv"])
    codes = [f"科目/功能分类科目编码/{level}" for level in "类款项"]
    assert [*table[0]][:5] == ["行类型", *codes, "科目/功能分类科目名称"]
    assert table[0]["行类型"] == "合计"
    assert {row["行类型"] for row in table} == {"合计", "汇总", "明细"}
    leaves = [row for row in table if row["行类型"] == "明细"]
    assert all(len(row["科目/功能分类科目编码/项"]) == 2 for row in leaves)


def test_amount_columns_are_numbers_and_all_others_text() -> None:
    descriptor = json.loads(files(sample.document(), sample.STAMP)["datapackage.json"])
    schemas = {one["name"]: one["schema"]["fields"] for one in descriptor["resources"] if "schema" in one}
    types = {field["name"]: field["type"] for field in schemas["tables-unit_expenditure"]}
    assert types["支出预算/合计"] == "number"
    assert types["科目/功能分类科目编码/类"] == types["行类型"] == "string"


def test_equal_labels_are_told_apart_and_equal_keys_have_files_of_their_own() -> None:
    columns = (Column(("项目",), ColumnKind.NAME), Column(("金额",), ColumnKind.AMOUNT)) * 2
    table = Table("pair", "两列表", columns, (Row(tuple(map(Cell, ("甲", "1.00", "乙", "-2.00")))),))
    package = files(document_of(table, table), sample.STAMP)
    assert package["tables/pair.csv"] == package["tables/pair-2.csv"]
    assert rows(package["tables/pair.csv"]) == [
        {"行类型": "明细", "项目": "甲", "金额": "1.00", "项目（2）": "乙", "金额（2）": "-2.00"}
    ]


def test_an_amount_column_with_words_in_it_is_text(tmp_path: Path) -> None:
    columns = (Column(("项目",), ColumnKind.NAME), Column(("金额",), ColumnKind.AMOUNT))
    lines = (Row((Cell("甲"), Cell("1.00"))), Row((Cell("乙"), Cell("不适用")), RowKind.TOTAL))
    package = files(document_of(Table("mixed", "混合表", columns, lines)), sample.STAMP)
    fields = json.loads(package["datapackage.json"])["resources"][0]["schema"]["fields"]
    assert [field["type"] for field in fields] == ["string", "string", "string"]
    assert Package(str(written(tmp_path, package) / "datapackage.json")).validate().valid


def form(name: str, money: str) -> Form:
    fields = (FormField(("项目名称",), Cell(name)), FormField(("资金", "总额"), Cell(money), ColumnKind.AMOUNT))
    return Form("project_performance", "绩效目标表", (fields,))


def test_forms_are_one_row_each_and_their_indicators_lead_to_them() -> None:
    columns = (Column(("一级指标",)), Column(("指标值",)))
    lines = (Row((Cell("产出"), Cell("≥1"))), Row((Cell(continues="产出"), Cell("=2"))))
    indicators = Table("project_indicators", "", columns, lines)
    package = files(document_of(form("甲", "1.00"), indicators, form("乙", "2.00"), indicators), sample.STAMP)
    assert rows(package["performance/project_performance.csv"]) == [
        {"表序": "1", "项目名称": "甲", "资金/总额": "1.00"},
        {"表序": "2", "项目名称": "乙", "资金/总额": "2.00"},
    ]
    assert [tuple(row.values()) for row in rows(package["performance/project_indicators.csv"])] == [
        ("1", "产出", "≥1"), ("1", "产出", "'=2"), ("2", "产出", "≥1"), ("2", "产出", "'=2"),
    ]  # fmt: skip


def test_indicators_with_other_columns_have_a_file_of_their_own() -> None:
    one, other = (Table("indicators", "", (Column((label,)),), (Row((Cell("甲"),)),)) for label in ("指标", "指标名称"))
    package = files(document_of(form("甲", "1.00"), one, form("乙", "2.00"), other), sample.STAMP)
    assert rows(package["performance/indicators.csv"]) == [{"表序": "1", "指标": "甲"}]
    assert rows(package["performance/indicators-2.csv"]) == [{"表序": "2", "指标名称": "甲"}]


def test_the_text_stands_in_order() -> None:
    text = rows(files(sample.document(), sample.STAMP)["narrative.csv"])
    assert [int(row["序号"]) for row in text] == list(range(1, len(text) + 1))
    assert {"标题级别": "1", "文字": "一、主要职能"}.items() <= text[0].items()
    assert text[-1]["类型"] == "署名"
    assert {row["类型"] for row in text} == {"标题", "段落", "表", "署名"}


def test_the_archive_holds_the_files_without_times() -> None:
    package = files(sample.document(), sample.STAMP, b"{}\n")
    data = zipped(package)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == package
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert zipped(files(sample.document(), sample.STAMP, b"{}\n")) == data


def test_other_processes_make_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "filing.json").write_bytes(write_filing(small_filing()))
    made = []
    for seed in ("1", "2"):
        output = tmp_path / f"{seed}.zip"
        command = [sys.executable, "manage.py", "render_filing", tmp_path / "filing.json", "--format", "csv"]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/Lima"}
        subprocess.run([*command, "--output", output], cwd=PROJECT, check=True, env=environment)
        made.append(output.read_bytes())
    content = write_filing(small_filing())
    stamp = Stamp(hashlib.sha256(content).hexdigest(), hashlib.new("sm3", content).hexdigest())
    assert made == [zipped(files(compose(small_filing()), stamp, content))] * 2
