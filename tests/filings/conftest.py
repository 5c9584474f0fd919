"""People, units and a filing that the tests of this room share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import read_filing
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import FilingRecord
from budgetportal.units.models import Membership, Person, Role, Unit
from tests.filings.addresses import table
from tests.filings.windows import Window

EXAMPLE = Path(__file__).parent / "example.json"


@pytest.fixture
def example() -> BudgetFiling:
    """Return a filing that has every member."""
    filing, problems = read_filing(EXAMPLE.read_bytes())
    assert filing is not None, problems
    return filing


@pytest.fixture
def record(db: None, example: BudgetFiling) -> FilingRecord:
    """Return the example as stored, which nobody has open."""
    cache.clear()
    stored, problems = create_from(example)
    assert stored is not None, problems
    return stored


@pytest.fixture
def person_of(db: None) -> Callable[[Unit, Role], Person]:
    """Return a maker of people with one role in one unit."""

    def make(unit: Unit, role: Role) -> Person:
        person = Person.objects.create_user(f"{role}-{unit.code}")
        Membership.objects.create(person=person, unit=unit, role=role)
        return person

    return make


@pytest.fixture
def signed_in(client: Client, person_of: Callable[[Unit, Role], Person]) -> Callable[[Unit, Role], Client]:
    """Return a maker of signed-in clients."""

    def make(unit: Unit, role: Role = Role.ACCOUNTANT) -> Client:
        client.force_login(person_of(unit, role))
        return client

    return make


@pytest.fixture
def accountant(record: FilingRecord, signed_in: Callable[..., Client]) -> Client:
    """Sign in an accountant of the record's unit."""
    return signed_in(record.unit)


@pytest.fixture
def colleague(record: FilingRecord) -> Client:
    """Sign in another accountant of the unit, who has a name."""
    person = Person.objects.create_user("colleague", name="会计乙")
    Membership.objects.create(person=person, unit=record.unit, role=Role.ACCOUNTANT)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def income(record: FilingRecord, accountant: Client) -> Window:
    """Open the income in the accountant's window."""
    return Window(accountant, table(record, "income"))


@pytest.fixture
def other(record: FilingRecord, colleague: Client, income: Window) -> Window:
    """Open the income in the colleague's window too."""
    return Window(colleague, table(record, "income"), "w2")


@pytest.fixture
def other_unit(db: None) -> Unit:
    """Return a unit that has nothing to do with the example's."""
    return Unit.objects.create(code="650100-other", name="另一单位", region="650100")
