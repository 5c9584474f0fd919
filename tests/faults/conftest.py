"""The fixtures of the workflow's tests."""

from tests.publishing.conftest import artefact_root, draft, people, stage

__all__ = ["artefact_root", "draft", "people", "stage"]
