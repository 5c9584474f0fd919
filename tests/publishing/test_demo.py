"""The example of the try-out: sound filings, figures that agree, words of its own, and a command that repeats."""

import io
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.intake import take
from budgetportal.disclosure.kinds import kind_of, kind_of_edition
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.management.commands import setup_demo
from budgetportal.publishing.models import Version
from budgetportal.publishing.state import State, of
from budgetportal.units.models import Membership, Person, Unit
from tests.disclosure.final_adding_up import final_complaints, report_complaints
from tests.disclosure.narrated import complaints

EXAMPLES = sorted(setup_demo.FILINGS.glob("*.json"))
DRAFT = "650100-demo-jyzx"
ADDS_UP = {  # whether a printed disclosure agrees with itself
    DisclosureKind.BUDGET: complaints,
    DisclosureKind.FINAL: partial(final_complaints, balanced=True),
    DisclosureKind.SELF_EVALUATION: report_complaints,
}
FORM_WORDS = {
    "format",
    "edition",
    "topic",
    "item",
    "source",
    "level1",
    "level2",
    "basis",
    "scoring",
    "term",
    "definition",
}
SHORTEST = 12  # characters of a text that two writers do not find by chance


def texts(node: Any, name: str = "") -> Iterator[str]:
    """Every text of a filing that the unit writes itself."""
    if isinstance(node, str) and name not in FORM_WORDS and len(node) >= SHORTEST:
        yield from (line.strip() for line in node.splitlines())
    elif isinstance(node, list):
        for one in node:
            yield from texts(one, name)
    elif isinstance(node, dict):
        for key, one in node.items():
            yield from texts(one, key)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_is_sound_canonical_and_agrees_with_itself(path: Path) -> None:
    filing, problems = take(path.read_bytes())
    assert filing is not None, problems
    assert write_filing(filing) == path.read_bytes()
    assert ADDS_UP[kind_of(filing)](compose(filing)) == []


def test_examples_are_of_every_kind_and_a_draft_in_yuan() -> None:
    members = {path.stem: json.loads(path.read_bytes()) for path in EXAMPLES}
    units = {(name.startswith("draft"), one["amount_unit"]) for name, one in members.items()}
    assert units == {(False, "万元"), (True, "元")}
    kinds = Counter(kind_of_edition(one["edition"]) for name, one in members.items() if not name.startswith("draft"))
    assert kinds == {DisclosureKind.BUDGET: 3, DisclosureKind.FINAL: 1, DisclosureKind.SELF_EVALUATION: 1}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_compared_figures_of_last_year_add_up(path: Path) -> None:
    """What the items of the general budget were last year is what it was altogether."""
    members = json.loads(path.read_bytes())
    prior = {row["topic"]: Decimal(row["prior"]) for row in members.get("comparisons", ()) if "prior" in row}
    items = sum(amount for topic, amount in prior.items() if topic.startswith("general.function."))
    match kind_of_edition(members["edition"]):
        case DisclosureKind.BUDGET if items:
            assert items == prior["income.general"] == prior["general.basic"] + prior["general.project"]
        case DisclosureKind.FINAL:
            assert items == prior["general"] > 0


def test_words_are_not_those_of_published_filings(shared_folder: Path) -> None:
    published = {
        text for path in (shared_folder / "filings").glob("*.json") for text in texts(json.loads(path.read_bytes()))
    }
    assert published
    for path in EXAMPLES:
        assert published & set(texts(json.loads(path.read_bytes()))) == set(), path.name


@pytest.fixture
def workerless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command take the work upon itself at once: no worker runs here."""
    monkeypatch.setattr(setup_demo, "STALLED_SECONDS", 0)


def run(**options: Any) -> str:
    output = io.StringIO()
    call_command("setup_demo", stdout=output, **options)
    return output.getvalue()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("workerless", "broker_away")
def test_command_publishes_once_and_only_prints_afterwards() -> None:
    said = run(port=8123)
    assert "http://127.0.0.1:8123/admin/" in said
    records = FilingRecord.objects.select_related("unit")
    states = Counter((record.unit.code == DRAFT, of(record)) for record in records)
    assert states == {(True, State.DRAFT): 1, (False, State.PUBLISHED): 5}

    people = Person.objects.in_bulk(field_name="username")
    assert all(f" {name} " in said and one.check_password(setup_demo.PASSWORD) for name, one in people.items())
    counts = [model.objects.count() for model in (Unit, Person, Membership, FilingRecord, Version)]
    people["shenhe"].set_password("another long passphrase")
    people["shenhe"].save()
    again = run(port=8123)
    assert "已生成" not in again
    assert counts == [model.objects.count() for model in (Unit, Person, Membership, FilingRecord, Version)]
    assert Person.objects.get(username="shenhe").check_password("another long passphrase")


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
@pytest.mark.parametrize(
    ("insecure", "host"), [(False, "/run/servers"), (True, "database.example"), (True, "")], ids=str
)
def test_command_refuses_a_deployment(settings: Any, insecure: bool, host: str) -> None:
    settings.INSECURE_HTTP = insecure
    settings.DATABASES = {"default": {**settings.DATABASES["default"], "HOST": host}}
    with pytest.raises(CommandError, match="试用"):
        run()
    assert not Unit.objects.exists()
    assert not Person.objects.exists()
