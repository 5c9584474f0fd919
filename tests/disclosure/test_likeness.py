"""The measure of how much of a publication a document repeats sees what is left out, put in and changed."""

from __future__ import annotations

import pytest

from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.editions import compose
from tests.disclosure import likeness
from tests.disclosure.full_filing import full_filing

SENTENCE = "项目支出118.50万元，占45.40%。"


@pytest.fixture(scope="module")
def document():
    return compose(full_filing())


def test_a_document_repeats_itself_whatever_its_lines_and_widths(document):
    text = likeness.text_of(document)
    assert likeness.likeness(text, document) == likeness.Likeness(1.0, [])
    assert likeness.likeness(text.replace("\n", "").replace("，", ",").replace("占", "占 \n"), document).share == 1.0


@pytest.mark.parametrize(
    ("new", "passage"),
    [
        ("", (SENTENCE.replace("，", ","), "")),
        ("项目支出118.51万元，占45.40%。", ("1", "0")),
        (f"{SENTENCE}另有一句。", ("", "另有一句。")),
    ],
)
def test_a_difference_is_a_passage(document, new, passage):
    text = likeness.text_of(document)
    assert SENTENCE in text
    result = likeness.likeness(text.replace(SENTENCE, new), document)
    here, there = passage
    assert [(missing, extra) for _, missing, extra in result.passages] in ([(there, here)], [(here, there)])
    assert result.share >= 0.998


def test_from_the_command_line(document, tmp_path, capsys):
    publication, filing = tmp_path / "publication.txt", tmp_path / "filing.json"
    publication.write_text(likeness.text_of(document), encoding="utf-8")
    filing.write_bytes(write_filing(full_filing()))
    likeness.main(str(publication), str(filing))
    assert capsys.readouterr().out == "1.0000\n"


@pytest.mark.parametrize(
    ("name", "least"), [("budget-2020-department", 0.98), ("budget-2023-unit", 0.98), ("budget-2024-unit", 0.99)]
)
def test_the_published_filings(shared_folder, capsys, name, least):
    likeness.main(str(shared_folder / f"seeds/{name}.txt"), str(shared_folder / f"filings/{name}.json"))
    share, *passages = capsys.readouterr().out.splitlines()
    assert float(share) >= least
    assert len(passages) < 60
