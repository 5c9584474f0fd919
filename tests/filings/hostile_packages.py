"""Workbooks whose package or XML is hostile or damaged, or that lead elsewhere."""

from __future__ import annotations

import random
import struct
import zipfile

from tests.filings.books import (
    BOOK,
    LINKS,
    MAIN,
    OLE2,
    SHEET,
    STRINGS,
    TYPES,
    formula,
    hostile,
    linked,
    pack,
    patched,
    plain,
    replaced,
    sheet,
    sheet_xml,
    with_parts,
)

# ------------------------------------------------------------------------------------------- the package


@hostile("倍以上")
def zip_ratio() -> bytes:
    return with_parts(xl__media__image1=bytes(9_000_000))


@hostile("解压后超过 10 MB")
def unpacks_to_more_than_ten_megabytes() -> bytes:
    draw = random.Random(1)
    blocks = b"".join(draw.randbytes(1000) * 20 for _ in range(600))
    return with_parts(xl__media__image1=blocks)


@hostile("解压后超过 10 MB")
def rows_repeated_a_hundred_thousand_times() -> bytes:
    cells = "".join(f'<c r="{letter}1" s="1"/>' for letter in "ABCDEF")
    return sheet("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c>{cells}</row>' for n in range(1, 100_001)))


@hostile("损坏")
def sizes_stated_too_small() -> bytes:
    parts = plain()
    return patched(pack({"xl/media/a.png": bytes(8_000_000), **parts}), 22, 24, 100)


@hostile("最大 2 MB")
def larger_than_two_megabytes() -> bytes:
    return with_parts(xl__media__image1=random.Random(3).randbytes(2_100_000))


@hostile("最多 200 个")
def more_than_two_hundred_entries() -> bytes:
    return pack({**plain(), **{f"xl/media/{n}.png": b"x" for n in range(200)}})


@hostile("夹带了压缩文件")
def zip_within_the_zip() -> bytes:
    return with_parts(xl__media__image1=pack(plain()))


@hostile("夹带了压缩文件")
def rar_within_the_zip() -> bytes:
    return with_parts(xl__media__image1=b"Rar!\x1a\x07\x01\x00" + bytes(50))


for name in ("../evil.xml", "xl/../../evil.xml", "/etc/cron.d/evil", "xl\\worksheets\\evil.xml", "C:/evil.xml"):
    hostile("内部文件名不正常", f"name_{name}")(lambda name=name: pack({**plain(), name: b"<a/>"}))
for name in ("xl/a\nb.xml", "xl/\u202elmx.xml", "XL/Workbook.xml"):
    hostile("内部文件名不正常", f"name_{name!r}")(lambda name=name: pack({**plain(), name: b"<a/>"}))


@hostile("内部文件名不正常")
def two_entries_of_one_name() -> bytes:
    other = f"xl/worksheets/sheet9{'.xml'}"
    data = pack({**plain(), other: sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')})
    return data.replace(other.encode(), SHEET.encode())


@hostile("不是 .xlsx 工作簿")
def page_before_the_package() -> bytes:
    return b"%PDF-1.7\n" + pack(plain())


@hostile("其他内容")
def package_before_the_package() -> bytes:
    return pack({"a.txt": b"a"}) + pack(plain())


@hostile("其他内容")
def page_after_the_package() -> bytes:
    return pack(plain()) + b"<html><script>alert(1)</script></html>"


@hostile("其他内容")
def comment_after_the_package() -> bytes:
    comment = b"<script>alert(1)</script>"
    return pack(plain())[:-2] + struct.pack("<H", len(comment)) + comment


@hostile("损坏")
def cut_in_half() -> bytes:
    data = pack(plain())
    return data[: len(data) // 2]


@hostile("损坏")
def last_bytes_missing() -> bytes:
    return pack(plain())[:-30]


@hostile("0 字节")
def empty_file() -> bytes:
    return b""


@hostile("不是 .xlsx 工作簿")
def empty_package() -> bytes:
    return pack({})


@hostile("损坏")
def some_other_zip() -> bytes:
    return pack({"readme.txt": b"hello"})


@hostile("不是 Excel 工作簿")
def word_document_renamed() -> bytes:
    return replaced(TYPES, "spreadsheetml.sheet.main+xml", "wordprocessingml.document.main+xml")


@hostile("密码")
def encrypted_entry() -> bytes:
    return patched(pack(plain()), 6, 8, 1, "<H")


@hostile("取消密码")
def encrypted_workbook() -> bytes:
    return OLE2 + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


@hostile("旧格式 .xls")
def old_workbook_renamed() -> bytes:
    return OLE2 + bytes(504) + "Workbook".encode("utf-16-le") + bytes(2000)


@hostile("损坏")
def wrong_checksum() -> bytes:
    return patched(pack(plain()), 14, 16, 12345)


@hostile("损坏")
def compressed_otherwise() -> bytes:
    return pack(plain(), zipfile.ZIP_LZMA)


# ---------------------------------------------------------------------------------------------- its XML

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
ENTITY_BOMBS = {
    "billion_laughs": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>',
    "quadratic_entity": f'<!DOCTYPE x [<!ENTITY a9 "{"a" * 50_000}">]>',
    "external_entity": '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
    "external_dtd": '<!DOCTYPE x SYSTEM "http://127.0.0.1/evil.dtd">',
}
for label, declaration in ENTITY_BOMBS.items():
    hostile("DTD", label)(lambda declaration=declaration: replaced(SHEET, "<worksheet", declaration + "<worksheet"))
hostile("DTD", "dtd_in_shared_strings")(lambda: replaced(STRINGS, "<sst", "<!DOCTYPE sst><sst"))
hostile("DTD", "dtd_in_relationships")(lambda: replaced(LINKS, "<Relationships", "<!DOCTYPE r><Relationships"))
hostile("DTD", "dtd_in_a_part_nobody_reads")(
    lambda: with_parts(**{"docProps__custom.xml": '<?xml version="1.0"?><!DOCTYPE x><x/>'.encode("utf-16")})
)


@hostile("损坏")
def sheet_in_utf_16() -> bytes:
    return pack({**plain(), SHEET: sheet_xml("").decode().replace("UTF-8", "UTF-16").encode("utf-16")})


@hostile("损坏")
def sheet_that_claims_gbk() -> bytes:
    return pack({**plain(), SHEET: sheet_xml("").replace(b"UTF-8", b"GBK")})


@hostile("层次太深")
def nested_a_hundred_thousand_deep() -> bytes:
    draw = random.Random(4)
    names = [f"a{draw.randrange(10**6)}" for _ in range(100_000)]
    inner = "".join(f"<{name}>" for name in names) + "".join(f"</{name}>" for name in reversed(names))
    return sheet("", inner)


@hostile("内容太多")
def four_hundred_thousand_elements() -> bytes:
    draw = random.Random(5)
    return sheet("", "".join(f"<a{draw.randrange(1000)}/>" for _ in range(400_000)))


@hostile("损坏")
def sheet_not_well_formed() -> bytes:
    return replaced(SHEET, "</sheetData>", "")


@hostile("损坏")
def sheet_missing() -> bytes:
    return pack({name: content for name, content in plain().items() if name != SHEET})


@hostile("损坏")
def two_sheets_of_one_part() -> bytes:
    twice = '<sheet name="表二" sheetId="2" r:id="rId1"/></sheets>'
    return replaced(BOOK, "</sheets>", twice)


# --------------------------------------------------------------------------------- what leads elsewhere

hostile("含有宏", "macros")(lambda: with_parts(**{"xl__vbaProject.bin": OLE2 + bytes(500)}))
hostile("含有宏", "macro_content_type")(
    lambda: replaced(
        TYPES,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
)
hostile("含有宏", "macro_sheet")(lambda: with_parts(**{"xl__macrosheets__sheet1.xml": sheet_xml("")}))
hostile("含有宏", "macro_relationship")(
    lambda: replaced(LINKS, "</Relationships>", linked("vbaProject", "media/image1.png"))
)
hostile("链接到其他文件", "external_link")(lambda: with_parts(**{"xl__externalLinks__externalLink1.xml": b"<a/>"}))
hostile("链接到其他文件", "dde_link")(
    lambda: with_parts(
        **{
            "xl__externalLinks__externalLink1.xml": f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" '
            'ddeTopic="/c calc"/></externalLink>'.encode()
        }
    )
)
hostile("链接到其他文件", "external_relationship")(
    lambda: replaced(LINKS, "</Relationships>", linked("image", "http://127.0.0.1/a.png", "External"))
)
hostile("外部数据", "connections")(lambda: with_parts(**{"xl__connections.xml": b"<connections/>"}))
hostile("嵌有其他文件", "ole_object")(lambda: with_parts(**{"xl__embeddings__oleObject1.bin": b"x"}))
hostile("嵌有其他文件", "ole_object_under_another_name")(lambda: with_parts(xl__media__image1=OLE2 + bytes(500)))
hostile("嵌有其他文件", "activex")(lambda: with_parts(**{"xl__activeX__activeX1.xml": b"<a/>"}))


hostile("DDE", "dde_formula")(lambda: formula("cmd|'/c calc'!A0"))
hostile("DDE", "dde_formula_quoted")(lambda: formula("'cmd'|'/c calc'!A0"))
hostile("引用其他工作簿", "formula_into_another_book")(lambda: formula("[1]表一!A1"))
hostile("引用其他工作簿", "formula_into_another_file")(lambda: formula("'C:\\a\\[预算.xlsx]表一'!A1"))
hostile("DDE", "dde_in_a_defined_name")(
    lambda: replaced(
        BOOK, "<calcPr", "<definedNames><definedName name=\"a\">cmd|'/c calc'!A0</definedName></definedNames><calcPr"
    )
)
hostile("DDE", "dde_in_a_validation")(
    lambda: sheet(
        "", "<dataValidations><dataValidation><formula1>cmd|'/c'!A0</formula1></dataValidation></dataValidations>"
    )
)
