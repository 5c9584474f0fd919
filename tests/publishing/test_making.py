"""The same content publishes the same bytes, whoever entered it, whenever, in whichever process."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

from budgetportal.disclosure.codec import write_filing
from budgetportal.filings import storage
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing import addresses, making
from budgetportal.publishing.actions import Correct
from budgetportal.publishing.models import Artefact, Version
from budgetportal.publishing.state import State
from budgetportal.units.models import Person
from tests.disclosure.examples import small_filing
from tests.publishing.scenes import bring_to, people

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def version(draft, people) -> Version:
    bring_to(State.PUBLISHED, draft, people)
    return Version.objects.get()


def bytes_of(version: Version) -> dict[str, bytes]:
    return {name: making.make(version, name) for name in making.MAKERS}


def test_neither_people_nor_time_go_into_the_bytes(version):
    made = bytes_of(version)
    other = Version(
        record=version.record, unit=version.unit, unit_code=version.unit_code, fiscal_year=2024, kind="budget",
        number=1,
        content=version.content, sha256=version.sha256, sm3=version.sm3, previous="f" * 64, chain="e" * 64,
        submitter="another", approver="third", approved_at="2031-01-01T00:00:00Z",
    )  # fmt: skip
    assert bytes_of(other) == made


def test_a_filing_entered_row_by_row_publishes_the_same_bytes(version):
    """Entered backwards and set right afterwards, the rows have other keys and other times."""
    made = bytes_of(version)
    record = FilingRecord.objects.get(pk=version.record_id)
    Correct(record, Person.objects.get(username="accountant"), "重新录入。").execute()
    whole = small_filing()
    for member in ("projects", "expenditure", "income"):
        storage.replace_member(record, member, whole)
    storage.store(record, whole)
    loaded = storage.load(FilingRecord.objects.select_related("unit__parent").get(pk=record.pk))
    version.content = write_filing(loaded).decode()
    assert bytes_of(version) == made


def test_what_is_made_here_is_what_the_other_process_made(version, tmp_path):
    file = tmp_path / "filing.json"
    file.write_text(version.content, encoding="utf-8")
    outputs = []
    for seed in ("1", "2"):
        output = tmp_path / f"{seed}.pdf"
        subprocess.run(
            [sys.executable, "manage.py", "render_filing", file, "--format", "pdf", "--output", output],
            cwd=PROJECT, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/Lima"},
        )  # fmt: skip
        outputs.append(output.read_bytes())
    assert outputs[0] == outputs[1]


def test_the_page_says_what_it_is(version):
    page = making.make(version, "page").decode()
    assert version.sha256 in page
    assert version.sm3 in page
    assert "第 1 版" in page
    for name, ending in {"pdf": "pdf", "xlsx": "xlsx", "docx": "docx", "data_package": "zip", "json": "json"}.items():
        address = addresses.file(version, name)
        assert f'href="{address}"' in page
        assert address.endswith(f"/v1/650100-fwzx-2024-budget-v1.{ending}")
    assert "已更正" not in page


def test_the_page_of_an_old_version_leads_to_the_current_one(version):
    page = making.make(version, "superseded_page").decode()
    assert "已更正" in page
    assert f'<a href="{addresses.current(version)}">' in page


def test_a_corrected_version_prints_its_reason(version):
    version.number, version.reason = 2, "补列一个项目。<b>"
    page = making.make(version, "page").decode()
    assert "补列一个项目。&lt;b&gt;" in page


def test_the_compressed_pages_are_the_page(version):
    path = Artefact.objects.get(name="page").path
    page = path.read_bytes()
    assert gzip.decompress(path.with_name("index.html.gz").read_bytes()) == page
    assert brotli.decompress(path.with_name("index.html.br").read_bytes()) == page


def test_names_of_people_are_not_published(draft):
    who = people(draft.unit)
    who.accountant.name, who.reviewer.name = "填报甲", "审核乙"
    who.accountant.save()
    who.reviewer.save()
    bring_to(State.PUBLISHED, draft, who)
    page = making.make(Version.objects.get(), "page").decode()
    assert "填报甲" not in page
    assert "审核乙" not in page
    assert "accountant" not in page
