"""A folder of artefacts for each test."""

import pytest


@pytest.fixture(autouse=True)
def artefact_root(settings, tmp_path):
    settings.ARTEFACT_ROOT = tmp_path / "artefacts"
    return settings.ARTEFACT_ROOT
