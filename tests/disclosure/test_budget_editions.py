"""What holds in the form of every budget edition: a full filing adds up, and its paragraphs take the unit's wording."""

from __future__ import annotations

import dataclasses

import pytest

from budgetportal.disclosure.editions import EDITIONS, compose
from budgetportal.disclosure.soundness import problems
from tests.disclosure.full_filings import FULL
from tests.disclosure.narrated import complaints
from tests.disclosure.shown import said

pytestmark = pytest.mark.parametrize("edition", FULL)


def test_the_full_filing_is_sound_and_adds_up(edition):
    whole = FULL[edition]()
    assert list(problems(whole)) == []
    assert complaints(compose(whole)) == []


def test_every_generated_paragraph_has_a_key_that_wording_takes(edition):
    keys = {
        block.key
        for part in compose(FULL[edition]()).parts
        for block in part.blocks
        if getattr(block, "key", None) and hasattr(block, "replaced")
    }
    assert len(keys) > 30
    assert [key for key in keys if not EDITIONS[edition].takes_wording(key)] == []


def test_a_units_own_wording_stands_in_place_of_a_paragraph(edition):
    wording = {"fund.total": "另行说明。", "operating": "机关运行经费另行说明。"}
    own = dataclasses.replace(FULL[edition](), wording=wording)
    assert list(problems(own)) == []
    document = compose(own)
    assert (said(document, "fund.total"), said(document, "operating")) == (["另行说明。"], ["机关运行经费另行说明。"])
