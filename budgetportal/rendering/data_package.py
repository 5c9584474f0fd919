"""The data package: the tables as CSV and the whole document as JSON, described as Frictionless Data has it.

Made of the document alone, so that every edition has one. The CSV's rules stand in ``rendering/csv.py``: amounts and
codes come back exactly as printed; a text that a spreadsheet would evaluate has one apostrophe before it, which the
descriptor and the README say.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from budgetportal.disclosure.document import Document
from budgetportal.rendering.csv import LINE_END
from budgetportal.rendering.flat import FlatColumn, FlatTable, flat_tables
from budgetportal.rendering.json import to_json
from budgetportal.rendering.stamp import Stamp

DESCRIPTOR = "datapackage.json"
README = "README.txt"
SUMS = "SHA256SUMS"
DESCRIPTION = (
    "各表的 CSV 与公开文本的 JSON，由同一份填报生成。空单元格表示没有数字，与 0 不同；科目编码是文本，保留前导零；"
    "以 = + - @ 等开头的文字前加了一个英文撇号，以免表格软件当作公式，数字和编码不加。"
)
DIALECT = {
    "delimiter": ",",
    "lineTerminator": LINE_END,
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
    "skipInitialSpace": False,
}
JSON_TITLES = {"document.json": "公开文本（JSON）", "filing.json": "填报（规范 JSON，文件校验码据此计算）"}
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive knows
ORDINARY_FILE = 0o100644 << 16
UNIX = 3


def files(document: Document, stamp: Stamp, filing: bytes | None = None) -> dict[str, bytes]:
    """The package's files by their path in it; ``filing`` is the filing's canonical JSON.

    ``datapackage.json`` (Data Package v1, with bytes and SHA-256 of each file), ``README.txt``, ``SHA256SUMS``,
    ``tables/*.csv``, ``performance/*.csv``, ``narrative.csv``, ``document.json``, and ``filing.json`` where given.
    """
    tables = flat_tables(document)
    data = {f"{table.path}.csv": table.csv() for table in tables} | {"document.json": to_json(document)}
    if filing is not None:
        data["filing.json"] = filing
    described = [_table(table, data[f"{table.path}.csv"]) for table in tables]
    described += [_json(path, data[path]) for path in JSON_TITLES if path in data]
    named = {DESCRIPTOR: _descriptor(document, stamp, described), README: _readme(document, stamp, described)} | data
    return named | {SUMS: "".join(f"{sha256(content)}  {path}\n" for path, content in named.items()).encode()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip archive, in their order, without times: the same files are the same bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, ZIP_EPOCH)
            entry.create_system, entry.external_attr = UNIX, ORDINARY_FILE
            target.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    return archive.getvalue()


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


# -------------------------------------------------------------------------------------------- descriptor


def _descriptor(document: Document, stamp: Stamp, resources: list[dict[str, Any]]) -> bytes:
    described: dict[str, Any] = {
        "profile": "data-package",
        "name": f"{document.edition}-{stamp.sha256[:12]}",
        "title": document.title,
        "description": DESCRIPTION,
        **({} if stamp.version is None else {"version": str(stamp.version)}),
        "contributors": [{"title": document.unit, "role": "publisher"}],
        "unit": document.unit,
        "fiscal_year": document.fiscal_year,
        "edition": document.edition,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "filing_sha256": stamp.sha256,
        "filing_sm3": stamp.sm3,
        "correction": stamp.correction,
        "resources": resources,
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _table(table: FlatTable, data: bytes) -> dict[str, Any]:
    path = f"{table.path}.csv"
    return {
        **_resource(path, table.title, data),
        "description": table.note,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "dialect": DIALECT,
        "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""]},
    }


def _field(column: FlatColumn) -> dict[str, Any]:
    return {"name": column.name, "title": column.title, "type": "number" if column.numeric else "string"}


def _json(path: str, data: bytes) -> dict[str, Any]:
    return _resource(path, JSON_TITLES[path], data) | {"format": "json", "mediatype": "application/json"}


def _resource(path: str, title: str, data: bytes) -> dict[str, Any]:
    name = path.rpartition(".")[0].replace("/", "-")
    return {
        "name": name,
        "path": path,
        "title": title,
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data)}",
    }


# -------------------------------------------------------------------------------------------- README


def _readme(document: Document, stamp: Stamp, resources: list[dict[str, Any]]) -> bytes:
    version = [stamp.edition_line] if stamp.edition_line else []
    correction = [f"更正说明：{stamp.correction}"] if stamp.correction else []
    lines = [
        document.title,
        *version,
        *correction,
        "",
        "文件",
        *(f"  {one['path']}　{one['title']}" for one in resources),
        f"  {DESCRIPTOR}　以上各文件的说明：字段、类型、字节数和 SHA-256（Frictionless Data Package）",
        f"  {SUMS}　各文件的 SHA-256",
        "",
        "读法",
        "  CSV 用 UTF-8 编码，逗号分隔，第一行是字段名；多层表头的各层之间用“/”连接。",
        "  “行类型”为“合计”“汇总”的行是其他行之和；有科目编码的表求和时只用“明细”行。",
        "  没有科目编码的表照原样列项（收支总表一行左右两项），各项有上下级，不能直接相加。",
        *(f"  {sentence}。" for sentence in DESCRIPTION.rstrip("。").split("。")),
        "  用 Excel 直接双击打开时，编码的前导零会被去掉；在“数据”中选择“从文本/CSV”导入，把编码列设为文本。",
        "",
        "核对",
        f"  核对各文件：在本文件夹运行 sha256sum -c {SUMS}；Windows 上运行 certutil -hashfile 文件名 SHA256，",
        f"  与 {SUMS} 中的值比较。",
        "  核对填报：filing.json 的校验码应与公开网页、PDF 上的文件校验码相同。",
        f"    SHA-256　{stamp.sha256}",
        f"    SM3　{stamp.sm3}",
    ]
    return ("\n".join(lines) + "\n").encode()
