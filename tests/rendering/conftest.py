"""One PDF of the sample for all tests of this folder."""

import dataclasses
from collections.abc import Callable

import pytest

from budgetportal.disclosure.document import Block, Document, Part
from budgetportal.rendering import pdf
from tests.rendering import sample


@pytest.fixture(scope="session")
def sample_pdf() -> bytes:
    return pdf.pdf(sample.document(), sample.STAMP)


@pytest.fixture
def document_of() -> Callable[..., Document]:
    """A document with one part of these blocks."""

    def build(*blocks: Block) -> Document:
        return dataclasses.replace(sample.document(), parts=(Part("第一部分 测试", blocks),))

    return build
