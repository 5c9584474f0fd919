import dataclasses
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from budgetportal.disclosure.document import (
    Cell,
    Column,
    Document,
    Form,
    FormField,
    Heading,
    Paragraph,
    Part,
    Row,
    Signature,
    Table,
)
from budgetportal.rendering import characters, check, fontconfig
from tests.rendering import sample

ROOT = Path(__file__).resolve().parents[2]


def test_this_machine_is_fit() -> None:
    assert check.problems() == []


def test_a_missing_font_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fontconfig, "FILES", (*fontconfig.FILES, "PortalKai-Regular.otf"))
    assert "PortalKai-Regular.otf" in check.problems()[0]


def test_a_family_that_fontconfig_does_not_find_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fontconfig, "FAMILIES", ("Portal Song", "Portal Kai"))
    (problem,) = check.problems()
    assert "“Portal Kai”" in problem


def test_libraries_that_would_make_it_slow_are_named() -> None:
    absent = SimpleNamespace(harfbuzz_subset=None)
    assert "libharfbuzz-subset0" in check.library_problems(absent)[0]
    old = SimpleNamespace(harfbuzz_subset=object(), harfbuzz=SimpleNamespace(hb_version_atleast=lambda *_: 0))
    assert "4.1.0" in check.library_problems(old)[0]


def test_a_machine_without_pango_is_told_what_to_install() -> None:
    program = (
        "import cffi; plain = cffi.FFI.dlopen\n"
        "def dlopen(self, name, flags=0):\n"
        "    if 'pango' in str(name): raise OSError('cannot load library ' + str(name))\n"
        "    return plain(self, name, flags)\n"
        "cffi.FFI.dlopen = dlopen\n"
        "from budgetportal.rendering import check; print(check.problems())"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "libpango-1.0-0" in run.stdout


def test_only_the_vendored_fonts_are_seen(tmp_path: Path) -> None:
    program = (
        "from budgetportal.rendering import fontconfig; fontconfig.install()\n"
        "from weasyprint.text.ffi import fontconfig as library\n"
        "fonts = library.FcConfigGetFonts(library.FcInitLoadConfigAndFonts(), 0)\n"
        "print(fonts.nfont)"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(run.stdout) == len(fontconfig.FILES)


def test_the_sample_can_be_printed_in_full() -> None:
    assert characters.missing_characters(sample.document(), "更正\r\n说明") == []


def test_characters_that_no_font_has_are_named_with_their_place(document_of: Callable[..., Document]) -> None:
    table = sample.budget_tables()[6]
    cells = list(table.rows[-1].cells)
    cells[4] = Cell("验收☑")
    form = sample.performance()[0]
    document = document_of(
        Paragraph("正常文字"),
        Paragraph("表情😀"),
        dataclasses.replace(table, rows=(*table.rows[:-1], Row(tuple(cells))), note="注\ue000"),
        dataclasses.replace(form, title="目标\u200b表"),
    )
    assert characters.missing_characters(document) == [
        ("😀", "第一部分 测试 第 2 段"),
        ("\ue000", "表 7 一般公共预算项目支出情况表"),
        ("☑", "表 7 一般公共预算项目支出情况表 第 5 行“项目名称”"),
        ("\u200b", "目标\u200b表"),
    ]


def test_every_place_of_a_document_is_looked_at(document_of: Callable[..., Document]) -> None:
    """One sign for each place that is printed, and no two places with one sign."""
    every = "😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎😏😐😑😒"
    signs = iter(every)
    column = Column(("甲" + next(signs), "乙" + next(signs)))
    table = Table(
        "key", next(signs), (column,), (Row((Cell(next(signs)),)),), number="表 1" + next(signs),
        organization=next(signs), amount_unit=next(signs), note=next(signs),
    )  # fmt: skip
    form = Form("form", next(signs), ((FormField(("外" + next(signs), next(signs)), Cell(next(signs))),),))
    blocks = (Heading(1, next(signs)), Paragraph(next(signs)), table, form, Signature(next(signs)))
    document = dataclasses.replace(
        document_of(*blocks), title="标题" + next(signs), unit=next(signs), parts=(Part(next(signs), blocks),)
    )
    found = characters.missing_characters(document, "更正" + next(signs))
    assert sorted(sign for sign, _ in found) == sorted(every)
    assert characters.ELSEWHERE not in {where for _, where in found}
    assert ("😒", "更正说明") in found


def test_what_printing_adds_is_looked_at_too(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = characters.print_html
    monkeypatch.setattr(characters, "print_html", lambda *given: printed(*given) + "<svg><text>▲☑</text></svg>")
    assert characters.missing_characters(sample.document()) == [("☑", "公开文本")]


def test_a_character_is_described_so_that_it_can_be_found() -> None:
    assert characters.describe("☑") == "“☑”（U+2611 BALLOT BOX WITH CHECK）"
    assert characters.describe("\ue000").endswith("（U+E000 未命名字符）")
