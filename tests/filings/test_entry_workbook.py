"""Every filing goes into its entry workbook and comes back byte for byte; nothing in it is a formula."""

import io
import random
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example as given_example
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import plain, read_filing, read_record, write_filing
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.filing import GlossaryEntry, Profile
from budgetportal.disclosure.terms import AmountUnit, DisclosureKind
from budgetportal.filings.workbooks import read_workbook
from budgetportal.filings.workbooks.entry.found import members_of
from budgetportal.filings.workbooks.entry.layout import IDENTITY, layout_of
from budgetportal.filings.workbooks.entry.reading import read_sheets
from budgetportal.filings.workbooks.entry.taking import take_workbook
from budgetportal.filings.workbooks.entry.writing import entry_workbook
from budgetportal.filings.workbooks.text import number_text
from tests.disclosure.final_strategies import random_final, random_report
from tests.disclosure.published_filings import PUBLISHED, published, published_bytes
from tests.disclosure.strategies import random_filing
from tests.filings.complete import complete_filing
from tests.filings.conftest import EXAMPLE
from tests.filings.workbook_edits import formulas_of, grids_of, workbook_of

DEMO = Path(__file__).parents[2] / "budgetportal/publishing/demo"
INJECTIONS = (
    "=1+1",
    '=HYPERLINK("http://example.com")',
    "+1",
    "-1",
    "-项目",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "'=1",
    "1e5",
    "007",
    "0.10",
    "TRUE",
    "#N/A",
    "2024-02-30",
    "_x0041_",
    "_x005F_x000D_",
    "_x0041_x0042_x0043_",
    "<r>一</r>",
    "<r><t>二</t></r>",
    "<r>_x0041_x0042_</r>",
    "<b>&amp;</b>",
    "合计",
    "{=1}",
)


def round_trip(filing: Any) -> Any:
    found = take_workbook(entry_workbook(filing), "工作簿.xlsx")
    assert [str(problem) for problem in found.problems] == []
    assert [str(warning) for warning in found.warnings] == []
    return found.filing


def assert_unchanged(filing: Any) -> None:
    assert write_filing(round_trip(filing)).decode() == write_filing(filing).decode()


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_filings_come_back_byte_for_byte(shared_folder: Path, name: str) -> None:
    filing = published(shared_folder, name)
    assert write_filing(round_trip(filing)) == published_bytes(shared_folder, name)


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.json")), ids=lambda path: path.stem)
def test_filings_of_the_demo_come_back_byte_for_byte(path: Path) -> None:
    filing, _ = read_filing(path.read_bytes())
    assert write_filing(round_trip(filing)) == path.read_bytes()


@pytest.mark.parametrize("kind", list(DisclosureKind))
def test_every_member_is_on_a_sheet_and_read_from_there(kind: DisclosureKind) -> None:
    """Complete in every member, such a filing is not sound; its cells are read all the same."""
    filing = complete_filing(kind)
    unit = str(filing.amount_unit)
    found = read_sheets(read_workbook(entry_workbook(filing)), filing)
    members, faults = members_of(found, type(filing), unit)
    identity = {name: value for name, value in plain(filing).items() if name in ("format", "unit", *IDENTITY)}
    read, problems = read_record(type(filing), identity | members)
    assert (found.problems, faults, problems) == ([], [], [])
    assert write_filing(read).decode() == write_filing(filing).decode()


@pytest.mark.parametrize("edition", sorted(EDITIONS))
@pytest.mark.parametrize("unit", list(AmountUnit))
def test_sheets_have_names_and_heads_of_their_own(edition: str, unit: AmountUnit) -> None:
    layout = layout_of(edition, str(unit))
    names = [sheet.name for sheet in layout]
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert all(len(set(sheet.heads)) == len(sheet.heads) for sheet in layout)


BUDGETS = sorted(name for name, edition in EDITIONS.items() if edition.kind is DisclosureKind.BUDGET)


MAKERS = [partial(random_filing, edition=edition) for edition in BUDGETS] + [random_final, random_report]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(MAKERS), st.sampled_from(list(AmountUnit)))
def test_random_filings_come_back(seed: int, make: Any, unit: AmountUnit) -> None:
    assert_unchanged(make(random.Random(seed), unit))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(300))
def test_many_random_filings_come_back(seed: int) -> None:
    assert_unchanged(MAKERS[seed % len(MAKERS)](random.Random(seed), list(AmountUnit)[seed % 2]))


ANY = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
TEXTS = st.text(ANY, min_size=1, max_size=60).map(str.strip).filter(bool)


@settings(max_examples=10, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8), TEXTS)
@given_example(list(INJECTIONS), "=2+3\n\n@第二段\n  \n-末段")
@given_example(["行" * 5_000], "甲\n" * 2_499 + "乙")
def test_any_text_comes_back(texts: list[str], note: str) -> None:
    example, _ = read_filing(EXAMPLE.read_bytes())
    filing = replace(
        example,
        profile=Profile(duties=tuple(texts), offices=tuple(texts), organization=note),
        other_notes=note,
        glossary=tuple(GlossaryEntry(term=f"{text[:100]}{n}", definition=text) for n, text in enumerate(texts)),
    )
    assert_unchanged(filing)


def test_a_text_is_never_a_formula_and_no_cell_is_one(example: BudgetFiling) -> None:
    filing = replace(example, profile=Profile(duties=INJECTIONS), other_notes="=1+1")
    data = entry_workbook(filing)
    assert formulas_of(read_workbook(data)) == set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
        assert not any("externalLink" in name for name in package.namelist())


def parts_of(data: bytes) -> dict[str, str]:
    """The XML of the sheets by their names, and of the workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        book = package.read("xl/workbook.xml").decode()
        names = re.findall(r'<sheet name="([^"]+)"', book)
        parts = {name: package.read(f"xl/worksheets/sheet{n}.xml").decode() for n, name in enumerate(names, 1)}
        return {"": book, "styles": package.read("xl/styles.xml").decode(), **parts}


def test_heads_are_locked_cells_are_open_and_lists_are_offered(example: BudgetFiling) -> None:
    parts = parts_of(entry_workbook(example))
    assert re.search(r'<sheet name="选项"[^>]* state="hidden"', parts[""])
    layout = layout_of(example.edition, str(example.amount_unit))
    assert [sheet.name for sheet in layout] == [name for name in parts if name not in ("", "styles", "选项")]
    assert all("<sheetProtection " in parts[sheet.name] for sheet in layout)
    assert all("password" not in part for part in parts.values())
    income = parts["收入"]
    assert 'state="frozen"' in income
    rules = set(re.findall(r'<dataValidation type="(\w+)"[^>]*sqref="(\w)\d+:\w\d+"', income))
    assert rules == {("list", "B"), ("list", "D"), ("decimal", "E")}
    assert len(re.findall("<formula1>.选项.!", income)) == 2
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", parts["styles"].partition("<cellXfs")[2])
    unlocked = {n for n, look in enumerate(formats) if 'locked="0"' in look}
    columns = {int(n): int(style) for n, style in re.findall(r'<col min="(\d+)"[^>]*style="(\d+)"', income)}
    assert {columns[n] in unlocked for n in (2, 4, 5)} == {True}
    heads = {int(style) for style in re.findall(r'<c r="[A-E]3" s="(\d+)"', income)}
    assert heads
    assert not heads & unlocked


def test_codes_of_the_year_are_offered_with_their_names(example: BudgetFiling) -> None:
    (lists,) = (sheet for sheet in read_workbook(entry_workbook(example)) if sheet.name == "选项")
    offered = {text for row in lists.rows for text in row}
    assert {"2010350 事业运行", "2010350", "30101 基本工资", "一般公共预算（一般财力）", "≥ 不低于"} <= offered


def test_the_same_filing_is_the_same_bytes(example: BudgetFiling) -> None:
    assert entry_workbook(example) == entry_workbook(example)


@pytest.mark.parametrize("amount", ["0.00", "-0.01", "70.00", "9999999999999.99", "1234567890123456.78", "0.10"])
def test_amounts_come_back_to_the_last_digit(example: BudgetFiling, amount: str) -> None:
    income = (replace(example.income[0], amount=Decimal(amount)),)
    assert round_trip(replace(example, income=income)).income == income


def test_blank_and_zero_differ(example: BudgetFiling) -> None:
    project = replace(example.projects[0], amounts=dict.fromkeys(example.projects[0].amounts, Decimal("0.00")))
    zero = round_trip(replace(example, projects=(project,), operating_expense=Decimal("0.00")))
    assert set(zero.projects[0].amounts.values()) == {Decimal("0.00")}
    assert (zero.operating_expense, round_trip(replace(example, operating_expense=None)).operating_expense) == (0, None)


def noisy(text: str) -> object:
    """As programs keep a number that a formula gave, or that was typed into a cell of numbers."""
    try:
        value = float(text)
    except ValueError:
        return text
    plain = text.isascii() and len(text) < 15 and number_text(value) == text  # 007 and 5.0 are texts
    return value * (1 + 2**-52) if plain else text


@pytest.mark.parametrize("name", PUBLISHED)
def test_cells_rewritten_as_floats_bring_no_noise(shared_folder: Path, name: str) -> None:
    filing = published(shared_folder, name)
    rewritten = workbook_of(grids_of(entry_workbook(filing)), noisy)
    found = take_workbook(rewritten)
    assert [str(problem) for problem in found.problems] == []
    assert write_filing(found.filing) == published_bytes(shared_folder, name)


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("injected", [False, True])
def test_a_workbook_saved_by_another_program_comes_back(
    example: BudgetFiling, tmp_path: Path, *, injected: bool
) -> None:
    texts = tuple(text for text in INJECTIONS if "_x" not in text)  # such marks LibreOffice itself mistakes
    filing = replace(example, profile=Profile(duties=texts, offices=("007", "1.0"))) if injected else example
    (tmp_path / "表.xlsx").write_bytes(entry_workbook(filing))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        [OFFICE, home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", "表.xlsx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = take_workbook((tmp_path / "out" / "表.xlsx").read_bytes(), "表.xlsx")
    assert [str(problem) for problem in found.problems] == []
    assert write_filing(found.filing).decode() == write_filing(filing).decode()
