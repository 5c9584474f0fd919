"""A file is what its name and its content both say it is (ASVS 5.2.2)."""

import pytest

from budgetportal.filings.workbooks import Unreadable, read_workbook
from tests.filings.books import OLE2, pack, plain

BOOK = pack(plain())
NAMES = {
    "预算.xls": "旧格式",
    "预算.XLS": "旧格式",
    "预算.xlsm": "宏",
    "预算.xlsb": "二进制",
    "预算.xltx": "模板",
    "预算.et": "WPS",
    "预算.ods": "ODS",
    "预算.csv": "CSV",
    "预算.zip": "不以 .xlsx 结尾",
    "预算": "不以 .xlsx 结尾",
    ".xlsx": "不以 .xlsx 结尾",
    "预算.xlsx.exe": "不以 .xlsx 结尾",
    "预算.xlsx ": "不以 .xlsx 结尾",
    "预算.xlsx.": "不以 .xlsx 结尾",
    "预算．xlsx": "不以 .xlsx 结尾",
    "预算.exe.xlsx": "两个扩展名",
    "预算.php .xlsx": "两个扩展名",
    "预算.HTML.xlsx": "两个扩展名",
    "预算.xls.xlsx": "两个扩展名",
    "预算\r\nSet-Cookie: a=b.xlsx": "控制字符",
    "预算\0.xlsx": "控制字符",
    "预算\u202exslx.exe.xlsx": "控制字符",
    "预算\u200b.xlsx": "控制字符",
    "预算\u2028.xlsx": "控制字符",
    "../../etc/passwd.xlsx": "不能含有",
    "C:\\预算.xlsx": "不能含有",
    "预算.xlsx::$DATA": "不能含有",
    "<script>alert(1)</script>.xlsx": "不能含有",
    '预算".xlsx': "不能含有",
    "预" * 70 + ".xlsx": "太长",
}
CONTENTS = {
    "pdf": b"%PDF-1.7\n%%EOF",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "html": b"<html><script>alert(1)</script></html>",
    "csv": "编码,金额\n201,6.23\n".encode(),
    "gzip": b"\x1f\x8b\x08" + bytes(100),
    "program": b"MZ" + bytes(100),
    "old workbook": OLE2 + bytes(2000),
    "json": b"{}",
    "byte order mark before the package": b"\xef\xbb\xbf" + BOOK,
}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_that_is_not_plainly_a_workbooks_is_refused(name):
    with pytest.raises(Unreadable) as caught:
        read_workbook(BOOK, name)
    assert NAMES[name] in str(caught.value)
    assert "；" in str(caught.value)


def test_there_are_thirty_names():
    assert len(NAMES) >= 30


@pytest.mark.parametrize("content", CONTENTS)
def test_a_content_that_its_name_does_not_tell_is_refused(content):
    with pytest.raises(Unreadable, match="文件的内容"):
        read_workbook(CONTENTS[content], "预算.xlsx")


@pytest.mark.parametrize("name", ["预算.xlsx", "2024.1 预算（公开）.xlsx", "BUDGET.XLSX", "表 v2.1.xlsx", ""])
def test_an_ordinary_name_passes(name):
    assert len(read_workbook(BOOK, name)) == 1
