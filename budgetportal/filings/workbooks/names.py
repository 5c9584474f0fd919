"""What a file calls itself, and what its first bytes say it is."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from budgetportal.filings.workbooks import limits
from budgetportal.filings.workbooks.sheet import Unreadable

ZIP = b"PK\x03\x04"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and the shell around an encrypted .xlsx
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
EXTENSION = ".xlsx"
LONGEST = 200  # bytes: a file system allows 255, and a copy adds some of its own
FORBIDDEN = frozenset('/\\:*?"<>|')
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls, direction marks and zero-width, line breaks

# an ending before the last one that makes a file look like something else
MISLEADING = frozenset(
    f".{ending}"
    for endings in (
        (
            "bat",
            "cmd",
            "com",
            "dll",
            "exe",
            "hta",
            "jar",
            "js",
            "lnk",
            "msi",
            "php",
            "pif",
            "ps1",
            "py",
            "scr",
            "sh",
            "vbs",
        ),
        ("csv", "doc", "docm", "docx", "et", "htm", "html", "json", "ods", "ofd", "pdf", "svg", "xml"),
        ("xla", "xlam", "xls", "xlsb", "xlsm", "xlsx", "xlt", "xltm", "xltx"),
        ("7z", "gz", "rar", "tar", "zip"),
    )
    for ending in endings
)
OTHER_FORMATS = {
    ".xls": "旧格式 .xls 的内容无法在读取前核查",
    ".xlsm": "启用宏的工作簿（.xlsm）不接收",
    ".xlsb": "二进制工作簿（.xlsb）不接收",
    ".xltx": "模板（.xltx）不接收",
    ".xltm": "启用宏的模板（.xltm）不接收",
    ".et": "WPS 表格格式（.et）不接收",
    ".ods": "ODS 表格不接收",
    ".csv": "CSV 文件不接收",
}
SAVE_AS = "；用 Excel 或 WPS 打开后另存为 .xlsx，再重新选择"


def check_name(name: str) -> None:
    """Refuse a name that is not plainly that of an .xlsx file."""
    if any(unicodedata.category(character) in INVISIBLE for character in name):
        raise Unreadable("文件名含有看不见的控制字符（如换行、从右向左显示的标记）；重新命名后再选择")
    if FORBIDDEN & set(name):
        raise Unreadable('文件名不能含有 / \\ : * ? " < > |；重新命名后再选择')
    if len(name.encode()) > LONGEST:
        raise Unreadable("文件名太长（最多约 60 个汉字）；缩短后再选择")
    _check_endings([ending.lower() for ending in PurePosixPath(name).suffixes])


def _check_endings(endings: list[str]) -> None:
    if not endings or endings[-1] != EXTENSION:
        known = OTHER_FORMATS.get(endings[-1] if endings else "", "文件名不以 .xlsx 结尾")
        raise Unreadable(known + SAVE_AS)
    for ending in endings[:-1]:
        if ending.strip() in MISLEADING:
            raise Unreadable(f"文件名有两个扩展名（{ending}{EXTENSION}），看不出是哪一种文件；重新命名后再选择")


def check_size(size: int) -> None:
    """Refuse a file of too many bytes; whoever knows its size need not read it."""
    if size > limits.FILE_BYTES:
        megabytes, most = size / limits.MEGABYTE, limits.FILE_BYTES // limits.MEGABYTE
        raise Unreadable(f"文件有 {megabytes:.1f} MB，最大 {most} MB；删除图片和不需要的工作表后再选择")


def check_content(data: bytes) -> None:
    """Refuse bytes that are too many, or plainly not a .xlsx package."""
    if not data:
        raise Unreadable("文件是空的（0 字节）；检查是否选错了文件")
    check_size(len(data))
    if data.startswith(OLE2) and ENCRYPTED in data:
        raise Unreadable("工作簿设有打开密码；在 Excel 或 WPS 中取消密码，保存后再选择")
    if data.startswith(OLE2):
        raise Unreadable("文件的内容是旧格式 .xls，不是 .xlsx（改文件名不能转换格式）" + SAVE_AS)
    if not data.startswith(ZIP):
        raise Unreadable("文件的内容不是 .xlsx 工作簿（改文件名不能转换格式）" + SAVE_AS)
