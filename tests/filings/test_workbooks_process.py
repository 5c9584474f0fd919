"""The process that reads a workbook: confined, ended where it does not end, and told of as a refusal."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from budgetportal.filings.workbooks import Unreadable, child, read_workbook, reading
from tests.filings.books import SHEET, STRINGS, pack, plain

ROOT = Path(__file__).resolve().parents[2]


def test_the_process_imports_no_django():
    script = "import sys, budgetportal.filings.workbooks.child; print('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


CONFINED = """
import resource, sys
from budgetportal.filings.workbooks import child
child.confine()
{attempt}
"""


def confined(attempt):
    script = CONFINED.format(attempt=attempt)
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_process_cannot_take_more_memory():
    assert "MemoryError" in confined("bytearray(400_000_000)").stderr


def test_the_process_cannot_run_for_ever():
    run = confined("resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass")
    assert run.returncode < 0


def program(tmp_path, source):
    path = tmp_path / "reader.py"
    path.write_text(f"#!{sys.executable}\n{source}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return [sys.executable, str(path)]


@pytest.mark.parametrize("source", ["import os; os.abort()", "raise SystemExit(3)", "bytearray(1)[2]"])
def test_a_reader_that_dies_is_a_refusal(tmp_path, monkeypatch, caplog, source):
    monkeypatch.setattr(reading, "COMMAND", program(tmp_path, source))
    with pytest.raises(Unreadable, match="工作簿读不出来"):
        read_workbook(pack(plain()))
    assert "ended with" in caplog.text


def test_a_reader_that_does_not_end_is_ended(tmp_path, monkeypatch, caplog):
    pid = tmp_path / "pid"
    source = f"import os, pathlib, time; pathlib.Path({str(pid)!r}).write_text(str(os.getpid())); time.sleep(60)"
    monkeypatch.setattr(reading, "COMMAND", program(tmp_path, source))
    monkeypatch.setattr(reading.limits, "WALL_SECONDS", 1)
    with pytest.raises(Unreadable, match="已停止"):
        read_workbook(pack(plain()))
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_the_reader_sees_no_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_PASSWORD", "secret")
    source = "import json, os; print(json.dumps({'refused': ' '.join(os.environ)}))"
    monkeypatch.setattr(reading, "COMMAND", program(tmp_path, source))
    with pytest.raises(Unreadable) as caught:
        read_workbook(pack(plain()))
    assert "DATABASE_PASSWORD" not in str(caught.value)


def test_what_is_read_is_what_was_checked():
    """The parser is handed a package made anew of the checked parts: nothing else that the file holds."""
    parts = {**plain(), "xl/media/image1.png": b"\x89PNG", "docProps/app.xml": b"<a/>"}
    kept = child.outline(child.unpack(pack(parts))).parts
    assert SHEET in kept
    assert STRINGS in kept
    assert not {"xl/media/image1.png", "docProps/app.xml"} & set(kept)
