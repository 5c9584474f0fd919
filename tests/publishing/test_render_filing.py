"""The command on a file: the document, or the problems and nothing written; no database."""

import errno
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from budgetportal.disclosure.codec import write_filing
from tests.disclosure.examples import filing, income, small_filing

PROJECT = Path(__file__).resolve().parents[2]
BEGINNINGS = {
    "json": b'{\n  "title": ',
    "html": b"<!DOCTYPE html>",
    "pdf": b"%PDF-1.7",
    "xlsx": b"PK\x03\x04",
    "docx": b"PK\x03\x04",
}


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


# ---- the data package as a folder


def as_folder(file: Path, target: Path) -> dict[str, bytes]:
    call_command("render_filing", file, format="csv", output=target)
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def test_csv_is_a_folder_or_an_archive_of_the_same_files(file, tmp_path):
    folder = as_folder(file, tmp_path / "package")
    call_command("render_filing", file, format="csv", output=tmp_path / "package.zip")
    with zipfile.ZipFile(tmp_path / "package.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == folder
    assert folder["filing.json"] == file.read_bytes()
    assert "tables/unit_summary.csv" in folder
    assert sorted(path.name for path in tmp_path.iterdir()) == ["filing.json", "package", "package.zip"]


def test_an_empty_folder_and_an_earlier_package_are_replaced_whole(file, tmp_path):
    target = tmp_path / "package"
    target.mkdir()
    first = as_folder(file, target)
    described = json.loads(first["datapackage.json"])
    described["resources"].append({"path": "tables/of_another_year.csv"})
    (target / "datapackage.json").write_text(json.dumps(described))
    (target / "tables" / "of_another_year.csv").write_text("1")
    assert as_folder(file, target) == first


@pytest.mark.parametrize("stranger", ["budget.docx", "tables/own.csv", "datapackage.json"])
def test_a_folder_with_other_files_is_left_alone(file, tmp_path, stranger):
    target = tmp_path / "package"
    (target / stranger).parent.mkdir(parents=True)
    (target / stranger).write_text("mine")
    with pytest.raises(CommandError, match=r"不属于数据包的文件"):
        as_folder(file, target)
    assert [path.read_text() for path in target.rglob("*") if path.is_file()] == ["mine"]


def test_a_file_in_the_place_of_the_folder_is_left_alone(file, tmp_path):
    (tmp_path / "package").write_text("mine")
    with pytest.raises(CommandError, match="不是文件夹"):
        as_folder(file, tmp_path / "package")
    assert (tmp_path / "package").read_text() == "mine"


def test_a_folder_that_cannot_be_written_whole_is_not_there(file, tmp_path, monkeypatch):
    """The disk is full after some files: what stood there stays, and nothing half-made is left."""
    before = as_folder(file, tmp_path / "package")
    real, written = os.fsync, []

    def full_after_three(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) > 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full_after_three)
    with pytest.raises(CommandError, match="写不了"):
        as_folder(file, tmp_path / "package")
    monkeypatch.undo()
    stands = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*") if path.is_file()}
    assert set(stands) == {"filing.json", *(f"package/{name}" for name in before)}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_pdf_carries_the_filing_and_the_tables(file, tmp_path):
    call_command("render_filing", file, format="pdf", output=tmp_path / "out.pdf")
    package = as_folder(file, tmp_path / "package")
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        inside = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
    assert inside["filing.json"] == file.read_bytes()
    assert inside["unit_summary.csv"] == package["tables/unit_summary.csv"]
    assert set(inside) == {"filing.json"} | {
        name.rpartition("/")[2] for name in package if name.startswith(("tables/", "performance/"))
    }
