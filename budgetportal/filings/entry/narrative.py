"""The texts of the narrative page: an input for each blank of its sentences, and for each paragraph's own wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from budgetportal.disclosure.fields import Kind, Spec
from budgetportal.disclosure.narration import Draft
from budgetportal.disclosure.narration.answers import WORDING, answered
from budgetportal.disclosure.narration.blanks import Blank
from budgetportal.filings.entry.collect import Collected
from budgetportal.filings.entry.nodes import Cell
from budgetportal.filings.entry.wire import storable

RESTORE = "restore"  # the button that gives up the wording of its value
OWN_WORDS = Spec("自己的表述", Kind.TEXT)
PRIOR = ".prior"


def typeable(draft: Draft) -> Iterator[Blank]:
    """The blanks that can be typed."""
    return (blank for blank in draft.blanks.values() if not blank.locked)


def texts_of(draft: Draft) -> dict[str, str]:
    """The texts that there are, by place: of blanks and of own wording."""
    wording: Mapping[str, str] = getattr(draft.filing, "wording", {})
    texts = {blank.place: blank.value for blank in typeable(draft)}
    texts |= {WORDING + key: wording.get(key, "") for key in draft.keys}
    return {place: text for place, text in texts.items() if text}


def collected(post: Mapping[str, str], members: Iterable[str]) -> Collected:
    """The typed texts by place, last year's figures as plain amounts; a paragraph that is restored is empty."""
    heads = tuple(f"{name}{mark}" for name in members for mark in ".[")
    places = [name for name in post if name in members or name.startswith(heads)]
    found = Collected()
    found.raw = {place: _text(place, storable(post[place]).strip(), found) for place in places}
    if key := post.get(RESTORE):
        found.raw[WORDING + key] = ""
    return found


def _text(place: str, text: str, found: Collected) -> str:
    return found.number(text, Kind.WAN, place) if place.endswith(PRIOR) else text


def cells_of(draft: Draft, typed: Collected | None) -> list[Cell]:
    """An input for each blank and each paragraph, with what is stored or what is typed."""
    texts = texts_of(draft) | (typed.raw if typed else {})
    rows = _rows(draft, typed.raw if typed else {})
    blanks = [_cell(blank, texts.get(blank.place, ""), rows) for blank in typeable(draft)]
    return blanks + [_own_words(key, texts.get(WORDING + key, "")) for key in draft.keys]


def _rows(draft: Draft, typed: Mapping[str, str]) -> dict[str, int]:
    """The number of each topic's row once the texts are stored: problems name rows by it."""
    if not typed:
        return draft.rows
    found = answered(draft, typed).get("comparisons", [])
    return {row["topic"] + (f":{row['against']}" if "against" in row else ""): n for n, row in enumerate(found)}


def _cell(blank: Blank, text: str, rows: Mapping[str, int]) -> Cell:
    topic, _, member = blank.place.removeprefix("comparisons[").rpartition("].")
    path = f"comparisons[{rows[topic]}].{member}" if topic in rows else blank.path
    spec = Spec(blank.asks, blank.kind)
    spoken = f"{blank.label}；{blank.asks}" if blank.label else blank.asks
    return Cell(blank.place, blank.asks, spec, text, spoken=spoken, alias=path)


def _own_words(key: str, text: str) -> Cell:
    return Cell(WORDING + key, OWN_WORDS.label, replace(OWN_WORDS), text, spoken=OWN_WORDS.label)
