"""People of one unit, a stranger, and filings in each state."""

import shutil
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path
from types import SimpleNamespace

import pytest

from budgetportal.embedded.redis import Redis
from budgetportal.units.models import Person
from tests.publishing import scenes
from tests.publishing.workers import Stage, database_url


@pytest.fixture
def draft(db):
    """A filing that is ready to be submitted."""
    return scenes.draft()


@pytest.fixture
def people(draft) -> SimpleNamespace:
    """One person for each role in the filing's unit, a second reviewer, and one of another unit."""
    return scenes.people(draft.unit)


@pytest.fixture
def signed_in(client) -> Callable[[Person], object]:
    """Sign a person in and return the client."""

    def sign_in(person: Person) -> object:
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def artefact_root(settings, tmp_path) -> Path:
    """Keep artefacts in the test's own folder."""
    settings.ARTEFACT_ROOT = tmp_path / "artefacts"
    return settings.ARTEFACT_ROOT


@pytest.fixture
def rendered() -> Callable[[], None]:
    """Return a function that makes whatever waits, in this process, as a worker would."""
    return scenes.render_all


@pytest.fixture
def broker_away(tmp_path) -> Generator[None]:
    """Point this process to a Redis that is not there."""
    with scenes.broker_at(f"redis+socket://{tmp_path}/nobody.sock"):
        yield


@pytest.fixture
def stage(transactional_db, tmp_path) -> Generator[Stage]:
    """Redis of the test's own and a worker that is not started yet; this process sends its wake-ups there."""
    sockets = Path(tempfile.mkdtemp(prefix="bp-", dir="/tmp"))
    found = Stage(tmp_path, database_url(), Redis(tmp_path / "redis", sockets))
    found.redis.start()
    with scenes.broker_at(found.redis.url):
        yield found
        found.stop()
    shutil.rmtree(sockets)
