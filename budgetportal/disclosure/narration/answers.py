"""What is typed into the blanks of a narrative, put back into the plain members of the filing.

A row of ``comparisons`` comes into being with the first text of its topic, at its place in the narrative; rows that are
there stay where they are, and one in which nothing is left goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from budgetportal.disclosure.codec import plain
from budgetportal.disclosure.narration import Draft
from budgetportal.disclosure.narration.topics import Order

WORDING = "wording."
COMPARED = re.compile(r"comparisons\[(?P<topic>[^\[\]]+)\]\.(?P<member>prior|reason|purpose)")
STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")
COMPARISONS = "comparisons"
MEMBERS = ("topic", "against", "prior", "reason", "purpose")  # of a row, in the contract's order


def answered(draft: Draft, answers: Mapping[str, str]) -> dict[str, Any]:
    """The plain members of a filing with what is typed, by the places of its blanks; an empty text clears one."""
    members = plain(draft.filing)
    compared: dict[str, dict[str, str]] = {}
    for place, text in answers.items():
        if match := COMPARED.fullmatch(place):
            compared.setdefault(match["topic"], {})[match["member"]] = text
        elif place in draft.blanks:
            _put(members, draft.blanks[place].path, text)
    _compare(draft, members, compared)
    worded = {place.removeprefix(WORDING): text for place, text in answers.items() if place.startswith(WORDING)}
    _word(members, worded, draft.keys)
    return members


def _put(members: dict[str, Any], path: str, text: str) -> None:
    """Set the text at a path, or take it away; what holds it comes into being with it."""
    *steps, last = path.split(".")
    at: Any = members
    for step in steps:
        match = STEP.fullmatch(step)
        name, number = match.groups() if match else (step, None)
        at = at[name][int(number)] if number else at.setdefault(name, {})
    if text:
        at[last] = text
    else:
        at.pop(last, None)


def _compare(draft: Draft, members: dict[str, Any], typed: Mapping[str, Mapping[str, str]]) -> None:
    rows: list[dict[str, str]] = members.get(COMPARISONS, [])
    known = dict(zip(draft.rows, rows, strict=True))
    found = {topic: _row(topic, known.get(topic, {}), typed.get(topic, {})) for topic in (*known, *typed)}
    kept = [topic for topic, row in found.items() if _says_anything(row) or row == known.get(topic)]
    _set(members, COMPARISONS, [found[topic] for topic in draft.order.inserted(known, kept) if topic in kept])


def _row(key: str, known: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    topic, _, against = key.partition(":")
    whole = {"topic": topic, "against": against, **known, **typed}
    return {name: whole[name] for name in MEMBERS if whole.get(name)}


def _says_anything(row: Mapping[str, str]) -> bool:
    return any(row.get(name) for name in ("prior", "reason", "purpose"))


def _word(members: dict[str, Any], typed: Mapping[str, str], order: Sequence[str]) -> None:
    """Own wording: a new paragraph stands where the narrative has it, an empty one is the generated one again."""
    known: Mapping[str, str] = members.get("wording", {})
    whole = {**known, **typed}
    _set(members, "wording", {key: whole[key] for key in Order(order).inserted(known, typed) if whole[key]})


def _set(members: dict[str, Any], name: str, value: Any) -> None:
    """A member, left out where it is empty: not every kind of filing has it."""
    if value:
        members[name] = value
    else:
        members.pop(name, None)
