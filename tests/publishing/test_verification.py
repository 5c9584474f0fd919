"""A superuser who goes past the triggers is found out by the hashes."""

import dataclasses
import json
import random
import shutil
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from budgetportal.publishing import verification
from budgetportal.publishing.actions import Approve, Submit
from budgetportal.publishing.digests import sha256, sm3
from budgetportal.publishing.models import FORMATS, Artefact, ArtefactName, Version
from budgetportal.publishing.state import State
from tests.disclosure.examples import small_filing
from tests.flushing import kept_for_a_module
from tests.publishing import scenes
from tests.publishing.scenes import bring_to


@pytest.fixture(scope="module")
def published_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """The folder of three published versions, two of one filing, one of another year, all of one unit."""
    folder = tmp_path_factory.mktemp("artefacts")
    with kept_for_a_module(django_db_blocker, publish_three, ARTEFACT_ROOT=folder):
        yield folder


def publish_three() -> None:
    draft = scenes.draft()
    people = scenes.people(draft.unit)
    bring_to(State.CORRECTING, draft, people)
    Submit(draft, people.accountant).execute()
    Approve(draft, people.reviewer).execute()
    later = scenes.draft(dataclasses.replace(small_filing(), fiscal_year=2025, issued_on=date(2025, 2, 20)))
    bring_to(State.PUBLISHED, later, people)


@pytest.fixture
def three_versions(published_once, artefact_root, db):
    """The versions with files of the test's own; what a test does to their rows is rolled back."""
    shutil.copytree(published_once, artefact_root)
    return list(Version.objects.order_by("pk"))


def as_superuser(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def found(*words: str) -> None:
    with pytest.raises(CommandError) as error:
        call_command("verify_versions")
    message = str(error.value)
    assert "\n" not in message, "the first fault only"
    assert all(word in message for word in words), message


def test_nothing_is_wrong_with_what_was_published(three_versions, capsys):
    call_command("verify_versions")
    assert "3 个版本、19 个文件" in capsys.readouterr().out


def test_a_changed_amount_is_found(three_versions):
    as_superuser(
        "UPDATE publishing_version SET content = replace(content, '150.00', '150.01') WHERE id = %s",
        three_versions[1].pk,
    )
    found("第 2 版", "SHA-256")


def test_a_changed_amount_with_its_hash_is_found(three_versions):
    content = three_versions[1].content.replace("150.00", "150.01")
    as_superuser(
        "UPDATE publishing_version SET content = %s, sha256 = %s, sm3 = %s WHERE id = %s",
        content, sha256(content.encode()), sm3(content.encode()), three_versions[1].pk,
    )  # fmt: skip
    found("第 2 版", "链值")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reason", "另一个原因"),
        ("approver", "accountant"),
        ("submitter", "reviewer"),
        ("approved_at", "2024-01-01T00:00:00Z"),
        ("fiscal_year", 2023),
        ("unit_code", "another"),
        ("kind", "final"),
        ("number", 7),
        ("sm3", "0" * 64),
    ],
)
def test_every_column_is_covered(three_versions, column, value):
    as_superuser(f"UPDATE publishing_version SET {column} = %s WHERE id = %s", value, three_versions[1].pk)
    found(f"编号 {three_versions[1].pk}")


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_deleted_version_is_found(three_versions, position):
    as_superuser("DELETE FROM publishing_version WHERE id = %s", three_versions[position].pk)
    found("删除")


def test_swapped_versions_are_found(three_versions):
    first, second, _ = three_versions
    as_superuser("UPDATE publishing_version SET id = -id WHERE id = %s", first.pk)
    as_superuser("UPDATE publishing_version SET id = %s WHERE id = %s", first.pk, second.pk)
    as_superuser("UPDATE publishing_version SET id = %s WHERE id = %s", second.pk, -first.pk)
    found("连不上")


def test_a_chain_rebuilt_as_a_whole_is_found_by_a_head_kept_outside(three_versions, tmp_path):
    heads = tmp_path / "heads.json"
    call_command("verify_versions", write_heads=heads)
    assert json.loads(heads.read_text()) == {"650100-fwzx": three_versions[2].chain}
    before = ""
    for version in three_versions:
        version.content = version.content.replace("150.00", "150.01")
        version.sha256, version.sm3 = sha256(version.content.encode()), sm3(version.content.encode())
        version.previous = before
        before = version.chain = version.link().digest
        as_superuser(
            "UPDATE publishing_version"
            " SET content = %s, sha256 = %s, sm3 = %s, previous = %s, chain = %s WHERE id = %s",
            version.content, version.sha256, version.sm3, version.previous, version.chain, version.pk,
        )  # fmt: skip
    call_command("verify_versions")  # the rebuilt chain agrees with itself
    with pytest.raises(CommandError, match=r"650100-fwzx.*整体改写"):
        call_command("verify_versions", heads=heads)


@pytest.mark.parametrize("harm", ["change", "cut", "remove"])
def test_a_changed_file_is_found(three_versions, harm):
    path = Artefact.objects.get(version=three_versions[2], name="pdf").path
    data = path.read_bytes()
    if harm == "remove":
        path.unlink()
    else:
        path.write_bytes(data[:-1] if harm == "cut" else bytes([data[0] ^ 1]) + data[1:])
    found("文件", "PDF")


@pytest.mark.parametrize("name", [*FORMATS, ArtefactName.PAGE])
def test_every_format_is_verified(three_versions, name):
    path = Artefact.objects.get(version=three_versions[2], name=name).path
    path.write_bytes(path.read_bytes() + b" ")
    found("文件与公开时不同", str(path))


def test_two_hundred_random_tamperings_are_found(three_versions):
    chance = random.Random(2024)
    columns = ["content", "sha256", "sm3", "chain", "previous", "submitter", "approver"]
    for _ in range(200):
        version, column = chance.choice(three_versions), chance.choice(columns)
        text = getattr(version, column)
        place = chance.randrange(len(text)) if text else 0
        changed = text[:place] + ("1" if text[place : place + 1] == "0" else "0") + text[place + 1 :]
        as_superuser(f"UPDATE publishing_version SET {column} = %s WHERE id = %s", changed, version.pk)
        assert next(verification.version_faults(), ""), (version, column, place)
        as_superuser(f"UPDATE publishing_version SET {column} = %s WHERE id = %s", text, version.pk)
    assert not list(verification.version_faults())
