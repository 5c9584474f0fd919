"""The example of the try-out: sound filings, figures that agree, words of its own, and a command that repeats."""

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.intake import take
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.management.commands import setup_demo
from budgetportal.publishing.models import Version
from budgetportal.publishing.state import State, of
from budgetportal.units.models import Membership, Person, Unit
from tests.disclosure.narrated import complaints

EXAMPLES = sorted(setup_demo.FILINGS.glob("*.json"))
DRAFT = "650100-demo-jyzx"
FORM_WORDS = {"format", "edition", "topic", "source", "level1", "level2", "basis", "scoring", "term", "definition"}
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
    assert complaints(compose(filing)) == []


def test_examples_are_three_to_publish_and_a_draft_in_yuan() -> None:
    kinds = {path.stem.startswith("draft"): json.loads(path.read_bytes())["amount_unit"] for path in EXAMPLES}
    assert len(EXAMPLES) == 4
    assert kinds == {False: "万元", True: "元"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_compared_figures_of_last_year_add_up(path: Path) -> None:
    """What the items of the general budget were last year is what it was altogether."""
    rows = json.loads(path.read_bytes())["comparisons"]
    prior = {row["topic"]: Decimal(row["prior"]) for row in rows if "prior" in row}
    items = [amount for topic, amount in prior.items() if topic.startswith("general.function.")]
    if items:
        assert sum(items) == prior["income.general"] == prior["general.basic"] + prior["general.project"]


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
    states = {record.unit.code: of(record) for record in FilingRecord.objects.select_related("unit")}
    assert states.pop(DRAFT) is State.DRAFT
    assert set(states.values()) == {State.PUBLISHED}
    assert len(states) == 3

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
