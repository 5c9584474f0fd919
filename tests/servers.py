"""
Start PostgreSQL and Redis for the test run.

Named with `-p` in pyproject.toml: a plugin that is loaded before pytest-django reads the settings. With pytest-xdist
the first process starts the servers; its workers inherit their addresses, get a database each from pytest-django and
a Redis database each from here.
"""

import contextlib
import os
from pathlib import Path

import pytest

from budgetportal.embedded.servers import embedded_servers, temporary_folder

TEST_SETTINGS = {"SECOND_FACTOR_REQUIRED": "0", "INSECURE_HTTP": "1", "DEBUG": "0", "HASHED_STATIC_FILES": "0"}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the servers, unless this is a worker of a run that has them, and remove their folder at the end."""
    os.environ.update(TEST_SETTINGS)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    stack = contextlib.ExitStack()
    early_config.add_cleanup(stack.close)
    if worker:
        number = int(worker.removeprefix("gw")) + 1
        os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL']}?virtual_host={number}"
        os.environ["BUDGETPORTAL_VAR"] = f"{os.environ['BUDGETPORTAL_VAR']}/{worker}"
        return
    folder = stack.enter_context(temporary_folder())
    os.environ.update(stack.enter_context(embedded_servers(folder / "servers")).environment())
    os.environ["BUDGETPORTAL_VAR"] = str(folder / "var")


@pytest.fixture(scope="session", autouse=True)
def _variable_folder() -> None:
    Path(os.environ["BUDGETPORTAL_VAR"]).mkdir(parents=True, exist_ok=True)
