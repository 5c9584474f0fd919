"""The package around a workbook: a zip file, unpacked with an eye on what comes out before any of it is parsed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping

from budgetportal.filings.workbooks import limits
from budgetportal.filings.workbooks.names import OLE2, ZIP
from budgetportal.filings.workbooks.sheet import Unreadable

STEP = 65_536  # bytes inflated at a time
END, END_SIZE = b"PK\x05\x06", 22  # the record that a package without comment ends with
READABLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENCRYPTED_FLAG = 0x1
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
DAMAGED = "文件已损坏，或没有上传完整；用 Excel 或 WPS 打开检查，另存为 .xlsx 后再选择"
# readers of zip files tolerate anything before and after: a picture or a page that is also a workbook
MORE = "文件在工作簿之外还带有其他内容；用 Excel 或 WPS 打开后另存为 .xlsx，再重新选择"
MACROS = "工作簿含有宏；另存为不带宏的 .xlsx 后再选择"
LINKS = "工作簿链接到其他文件；在“数据—编辑链接”中断开全部链接，保存后再选择"
CONNECTIONS = "工作簿连接到外部数据；在“数据—查询和连接”中删除全部连接，保存后再选择"
OBJECTS = "工作簿嵌有其他文件或控件；删除嵌入的对象，保存后再选择"
ENTITIES = "工作簿的内部文件含有 DTD 或实体声明，正常的工作簿没有；用 Excel 或 WPS 打开后另存为 .xlsx，再重新选择"
MADE_UP = "工作簿的内部文件名不正常，不像 Excel 或 WPS 保存的文件；用它们打开后另存为 .xlsx，再重新选择"

# what a part is for, told by its name (in small letters)
UNWANTED = {
    "vbaproject": MACROS,
    "vbadata": MACROS,
    "xl/macrosheets/": MACROS,
    "xl/externallinks/": LINKS,
    "xl/connections": CONNECTIONS,
    "xl/querytables/": CONNECTIONS,
    "xl/embeddings/": OBJECTS,
    "xl/activex/": OBJECTS,
}
ARCHIVES = (ZIP, END, b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
DECLARATIONS = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
XML = (".xml", ".rels", ".vml")


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, in its order; directories left out."""
    if data[-END_SIZE:][: len(END)] != END:
        raise Unreadable(DAMAGED if END not in data else MORE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_outline(package)
            return dict(_inflated(package, len(data)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(DAMAGED) from error


def _check_outline(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > limits.ENTRIES:
        raise Unreadable(
            f"工作簿内部有 {len(entries)} 个文件，最多 {limits.ENTRIES} 个；删除图片和不需要的工作表后再选择"
        )
    _check_names([entry.filename for entry in entries])
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise Unreadable("工作簿设有密码；在 Excel 或 WPS 中取消密码，保存后再选择")
    if any(entry.compress_type not in READABLE for entry in entries):
        raise Unreadable(DAMAGED)
    if not entries or min(entry.header_offset for entry in entries) != 0:
        raise Unreadable(MORE)


def _check_names(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        lower = name.lower()
        if lower in seen or not _ordinary(name):
            raise Unreadable(MADE_UP)
        seen.add(lower)
        for mark, reason in UNWANTED.items():
            if mark in lower:
                raise Unreadable(reason)


def _ordinary(name: str) -> bool:
    steps = name.removesuffix("/").split("/")
    return (
        name.isprintable() and not set(name) & set('\\:*?"<>|') and all(step not in ("", ".", "..") for step in steps)
    )


def _inflated(package: zipfile.ZipFile, packed: int) -> Iterator[tuple[str, bytes]]:
    """Each part, counted as it comes out: the sizes that a package states are not believed."""
    total = 0
    for entry in package.infolist():
        if entry.is_dir():
            continue
        content = bytearray()
        with package.open(entry) as stream:
            while step := stream.read(STEP):
                content += step
                total += len(step)
                _check_size(total, packed)
                _check_size(len(content), entry.compress_size)
        _check_part(entry.filename, bytes(content))
        yield entry.filename, bytes(content)


def _check_size(unpacked: int, packed: int) -> None:
    if unpacked > limits.UNPACKED_BYTES:
        most = limits.UNPACKED_BYTES // limits.MEGABYTE
        raise Unreadable(f"工作簿解压后超过 {most} MB；删除图片、不需要的工作表和空行空列后再选择")
    if unpacked > limits.RATIO_FROM and unpacked > limits.RATIO * packed:
        raise Unreadable(
            f"工作簿的内容解压后是压缩时的 {limits.RATIO} 倍以上，正常的工作簿没有这样大；"
            "删除空行空列，另存为 .xlsx 后再选择"
        )


def _check_part(name: str, content: bytes) -> None:
    if content.startswith(OLE2):
        raise Unreadable(OBJECTS)
    if content.startswith(ARCHIVES):
        raise Unreadable("工作簿里夹带了压缩文件；删除嵌入的对象，保存后再选择")
    if name.lower().endswith(XML) and any(mark in content for mark in DECLARATIONS):
        raise Unreadable(ENTITIES)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Checked parts as a package again, so that the next reader can see nothing but them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, FIXED_DATE), content)
    return target.getvalue()
