"""The command on a workbook of published tables: JSON lines, status 1 where one is an error; no database."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.intake import take
from tests.disclosure.plain_books import Grid, grid_of, written
from tests.disclosure.published_examples import SOUND
from tests.filings.hostile import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = {"rule", "severity", "place", "message", "expected", "found", "difference"}


def grids() -> list[Grid]:
    return [grid_of(table) for table in compose(SOUND["xinjiang-budget-2024"]).tables() if table.number]


def workbook(folder: Path, sheets: list[Grid]) -> Path:
    path = folder / "公开表.xlsx"
    path.write_bytes(written(sheets))
    return path


def checked(path: Path, **options: Any) -> tuple[int, list[dict[str, str]], str]:
    output, errors, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("check_published", path, stdout=output, stderr=errors, **options)
    except SystemExit as end:
        status = int(end.code or 0)
    return status, [json.loads(line) for line in output.getvalue().splitlines()], errors.getvalue()


def test_sound_tables_become_a_filing(tmp_path: Path) -> None:
    target = tmp_path / "filing.json"
    options = {"output": target, "unit_code": "650100-x", "region": "650100"}
    status, findings, said = checked(workbook(tmp_path, grids()), **options)
    assert (status, said) == (0, "")
    assert {one["severity"] for one in findings} == {"hint"}
    assert "P3" not in {one["rule"] for one in findings}
    filing, problems = take(target.read_bytes())
    assert problems == []
    assert filing is not None
    assert (filing.unit.code, filing.unit.region) == ("650100-x", "650100")


def test_codes_that_are_not_given_are_said_to_be_missing(tmp_path: Path) -> None:
    _, findings, _ = checked(workbook(tmp_path, grids()), unit_code="650100-x")
    (one,) = (finding for finding in findings if finding["rule"] == "P3")
    assert "行政区划代码" in one["message"]
    assert "单位编码" not in one["message"]


def test_an_error_ends_with_status_1_and_no_filing_is_written(tmp_path: Path) -> None:
    sheets = grids()
    sheets[5].rows[sheets[5].first + 1][3] = "99.99"
    target = tmp_path / "filing.json"
    status, findings, said = checked(workbook(tmp_path, sheets), output=target)
    assert status == 1
    assert all(set(finding) <= MEMBERS for finding in findings)
    (one,) = (finding for finding in findings if finding["severity"] == "error")
    assert (one["rule"], one["place"], one["found"]) == ("B8", "表 6!D9", "99.99")
    assert not target.exists()
    assert "没有写出" in said


@pytest.mark.parametrize("book", HOSTILE[::8], ids=lambda book: book.label)
def test_a_hostile_workbook_is_refused(tmp_path: Path, book: Any) -> None:
    path = tmp_path / "公开表.xlsx"
    path.write_bytes(book.make())
    status, findings, _ = checked(path)
    assert status == 1
    (one,) = findings
    assert (one["rule"], one["severity"]) == ("E0", "error")
    assert book.reason in one["message"]


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, grids())
    path.write_bytes(path.read_bytes()[:-4000])
    status, findings, _ = checked(path)
    assert status == 1
    assert [one["rule"] for one in findings] == ["E0"]
    assert "；" in findings[0]["message"]


def test_a_workbook_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="读不到文件"):
        call_command("check_published", tmp_path / "公开表.xlsx")


def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="写不进去"):
        call_command(
            "check_published", workbook(tmp_path, grids()), output=tmp_path / "none" / "f.json", stdout=io.StringIO()
        )


def test_the_process_ends_with_the_status(tmp_path: Path) -> None:
    """As a person calls it: no database, lines on the output, status 1."""
    sheets = grids()
    sheets[5].rows[sheets[5].first + 1][3] = "99.99"
    command = [sys.executable, "manage.py", "check_published", str(workbook(tmp_path, sheets))]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stderr
    assert '"place": "表 6!D9"' in run.stdout
