"""The command on a file: the document, or the problems and nothing written; no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from budgetportal.disclosure.codec import write_filing
from tests.disclosure.examples import filing, income, small_filing

PROJECT = Path(__file__).resolve().parents[2]
BEGINNINGS = {"json": b'{\n  "title": ', "html": b"<!DOCTYPE html>", "pdf": b"%PDF-1.7"}


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "filing.json"
    path.write_bytes(write_filing(small_filing()))
    return path


@pytest.mark.parametrize("output", BEGINNINGS)
def test_it_renders(file, tmp_path, output):
    target = tmp_path / f"out.{output}"
    call_command("render_filing", file, format=output, output=target)
    assert target.read_bytes().lower().startswith(BEGINNINGS[output].lower())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["filing.json", target.name]


def test_it_needs_no_database(file, tmp_path):
    target = tmp_path / "out.json"
    subprocess.run(
        [sys.executable, "manage.py", "render_filing", file, "--format", "json", "--output", target],
        cwd=PROJECT, check=True, env={**os.environ, "DATABASE_URL": "postgresql:///none?host=/none", "REDIS_URL": ""},
    )  # fmt: skip
    assert json.loads(target.read_bytes())["unit"] == "某市便民服务中心"


@pytest.mark.parametrize("output", ["xlsx", "docx", "csv"])
def test_it_says_what_is_not_there_yet(file, tmp_path, output):
    with pytest.raises(CommandError, match=f"暂不支持 {output} 格式"):
        call_command("render_filing", file, format=output, output=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "JSON"),
        (write_filing(filing(income=(income("1.00", function="9999999"),))), "9999999"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_problems_are_told_and_what_stood_there_stays(tmp_path, data, words):
    file, target = tmp_path / "filing.json", tmp_path / "out.html"
    file.write_bytes(data)
    target.write_bytes(b"before")
    with pytest.raises(CommandError, match=words):
        call_command("render_filing", file, format="html", output=target)
    assert target.read_bytes() == b"before"


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(CommandError, match="读不到文件"):
        call_command("render_filing", tmp_path / "none.json", format="json", output=tmp_path / "out")


def test_a_place_that_cannot_be_written_is_told(file, tmp_path):
    with pytest.raises(CommandError, match="写不了"):
        call_command("render_filing", file, format="json", output=tmp_path / "none" / "out.json")
