"""Merging what several people type: pure, without a database."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetportal.disclosure.fields import Kind
from budgetportal.filings.entry.changes import AddRow, Change, Content, DeleteRow, MoveRow, Row, SetCell
from budgetportal.filings.entry.differences import difference
from budgetportal.filings.entry.merging import apply
from budgetportal.filings.entry.row_ids import with_ids
from budgetportal.filings.entry.wire import MOST_TEXT, Shape, Unreadable, read_batch, read_change

AT = "income"
COLUMNS = ("function", "amount")


def content(**rows: tuple[str, str]) -> Content:
    listed = [Row(row, dict(zip(COLUMNS, cells, strict=True))) for row, cells in rows.items()]
    return Content({"note": "一"}, {AT: listed})


def cells(found: Content) -> dict[str, dict[str, str]]:
    return {row.id: row.cells for row in found.grids[AT]}


def order(found: Content) -> list[str]:
    return [row.id for row in found.grids[AT]]


# ------------------------------------------------------------------------------------------------ one change


def test_set_replaces_what_it_names() -> None:
    before = content(a=("1", "2"))
    applied = apply(before, [SetCell(AT, "a", "amount", "2", "3"), SetCell("", "", "note", "一", "二")])
    assert applied.conflicts == []
    assert cells(applied.content)["a"] == {"function": "1", "amount": "3"}
    assert applied.content.fields == {"note": "二"}
    assert cells(before)["a"]["amount"] == "2"  # the content given stays


def test_set_of_something_else_is_a_conflict_with_both_sides() -> None:
    applied = apply(content(a=("1", "5")), [SetCell(AT, "a", "amount", "2", "3")])
    (conflict,) = applied.conflicts
    assert conflict.theirs == {"function": "1", "amount": "5"}
    assert cells(applied.content)["a"]["amount"] == "5"
    assert applied.done == []


def test_change_sent_twice_does_nothing_more() -> None:
    changes: list[Change] = [
        AddRow(AT, "n-1", "a", {"amount": "7"}),
        SetCell(AT, "a", "amount", "2", "3"),
        DeleteRow(AT, "b", "a", {"function": "3", "amount": "4"}),
    ]
    once = apply(content(a=("1", "2"), b=("3", "4")), changes)
    twice = apply(once.content, changes)
    assert twice.content == once.content
    assert twice.done == twice.conflicts == []


def test_row_that_is_gone_takes_no_text_and_does_not_swallow_it() -> None:
    (conflict,) = apply(content(), [SetCell(AT, "a", "amount", "2", "3")]).conflicts
    assert conflict.theirs is None
    assert apply(content(), [SetCell(AT, "a", "amount", "2", "")]).conflicts == []


def test_deleting_a_row_that_another_changed_is_a_conflict() -> None:
    known = {"function": "1", "amount": "2"}
    (conflict,) = apply(content(a=("1", "9")), [DeleteRow(AT, "a", "", known)]).conflicts
    assert conflict.theirs == {"function": "1", "amount": "9"}
    assert apply(content(a=("1", "2")), [DeleteRow(AT, "a", "", known)]).content.grids[AT] == []


def test_line_ends_and_outer_blanks_are_no_difference() -> None:
    applied = apply(content(a=("1", "甲\n乙")), [SetCell(AT, "a", "amount", "甲\r\n乙 ", "丙")])
    assert cells(applied.content)["a"]["amount"] == "丙"


def test_cell_stored_in_other_words_is_known_by_those_typed() -> None:
    stored = Content({}, {AT: [Row("a", {"amount": "12.00"}, {"amount": "12"})]})
    assert cells(apply(stored, [SetCell(AT, "a", "amount", "12", "13")]).content)["a"] == {"amount": "13"}
    assert cells(apply(stored, [SetCell(AT, "a", "amount", "12.00", "13")]).content)["a"] == {"amount": "13"}
    once = apply(stored, [SetCell(AT, "a", "amount", "12.00", "13")]).content
    assert apply(once, [SetCell(AT, "a", "amount", "12", "14")]).conflicts


def test_rows_are_added_and_moved_behind_their_predecessor() -> None:
    found = apply(
        content(a=("1", ""), b=("2", ""), c=("3", "")),
        [
            AddRow(AT, "n-1", "a", {}),
            AddRow(AT, "n-2", "", {}),
            MoveRow(AT, "c", "a", "b"),
            MoveRow(AT, "a", "c", "n-2"),
        ],
    )
    assert order(found.content) == ["n-2", "c", "a", "n-1", "b"]
    assert order(apply(content(a=("1", "")), [AddRow(AT, "n", "gone", {})]).content) == ["a", "n"]


# ------------------------------------------------------------------------------------------ many changes

TEXTS = st.sampled_from(["", "0", "1", "2", "3"])
IDS = [f"r{n}" for n in range(4)]
contents = st.lists(st.sampled_from(IDS), unique=True).flatmap(
    lambda ids: st.tuples(*[st.tuples(TEXTS, TEXTS) for _ in ids]).map(
        lambda rows: content(**dict(zip(ids, rows, strict=True)))
    )
)


class Editor:
    """Somebody at an open page: edits what is seen there, sends it, and takes what comes back."""

    def __init__(self, name: str, seen: Content) -> None:
        self.name, self.added = name, 0
        self.take(seen)

    def take(self, content: Content) -> None:
        self.base = self.seen = content
        self.pending: list[Change] = []

    def edit(self, kind: int, pick: int, column: str, text: str) -> None:
        change = self.change(kind, pick, column, text)
        applied = apply(self.seen, [change])
        assert applied.conflicts == []
        self.seen, self.pending = applied.content, [*self.pending, change]

    def change(self, kind: int, pick: int, column: str, text: str) -> Change:
        rows = self.seen.grids[AT]
        if kind == 0 or not rows:
            self.added += 1
            return AddRow(AT, f"n-{self.name}{self.added}", rows[pick % len(rows)].id if rows else "", {column: text})
        row = rows[pick % len(rows)]
        if kind == 1:
            return DeleteRow(AT, row.id, "", dict(row.cells))
        return SetCell(AT, row.id, column, row.cells.get(column, ""), text)


def value(found: Content, row: str, column: str) -> str:
    return cells(found).get(row, {}).get(column, "")


def texts_of(*found: Content) -> set[tuple[str, str]]:
    return {(row, column) for one in found for row in cells(one) for column in COLUMNS}


edits = st.tuples(st.booleans(), st.booleans(), st.integers(0, 3), st.integers(0, 9), st.sampled_from(COLUMNS), TEXTS)


@settings(max_examples=500, deadline=None)
@given(contents, st.lists(edits, max_size=25))
def test_two_editors_never_lose_an_edit_silently(
    start: Content, moves: list[tuple[bool, bool, int, int, str, str]]
) -> None:
    """
    Whatever two people do in whatever order: what one sends is there afterwards or is refused as a whole, and it
    replaces no text but one that this person has seen.
    """
    server, editors = start, [Editor("x", start), Editor("y", start)]
    for second, send, kind, pick, column, text in moves:
        editor = editors[second]
        if not send:
            editor.edit(kind, pick, column, text)
            continue
        applied = apply(server, editor.pending)
        if not applied.conflicts:
            for place in texts_of(server, editor.base, editor.seen):
                mine, base, before = (value(one, *place) for one in (editor.seen, editor.base, server))
                assert value(applied.content, *place) == (mine if mine != base else before)
                assert mine in (base, before) or before == base
            server = applied.content
        editor.take(server)  # after a conflict this person decides for the other's texts
    assert len(order(server)) == len(set(order(server)))


@settings(max_examples=300, deadline=None)
@given(contents, contents)
def test_difference_leads_from_one_content_to_the_other(old: Content, new: Content) -> None:
    applied = apply(old, difference(old, new))
    assert applied.conflicts == []
    assert applied.content == new


@settings(max_examples=200, deadline=None)
@given(contents, contents, st.lists(st.tuples(TEXTS, TEXTS)))
def test_changes_of_different_cells_merge(old: Content, new: Content, extra: list[tuple[str, str]]) -> None:
    """What one changed and what another added, both from the same page, are both there whoever comes first."""
    added: list[Change] = [
        AddRow(AT, f"n-{n}", "", dict(zip(COLUMNS, row, strict=True))) for n, row in enumerate(extra)
    ]
    one = apply(apply(old, difference(old, new)).content, added)
    other = apply(apply(old, added).content, difference(old, new))
    assert one.conflicts == other.conflicts == []
    assert cells(one.content) == cells(other.content)


@given(contents)
def test_content_survives_its_json(found: Content) -> None:
    assert Content.of(json.loads(json.dumps(found.plain()))) == found


# --------------------------------------------------------------------------------------------------- ids


def test_rows_keep_their_ids_wherever_they_stand() -> None:
    rows = [{"a": "1"}, {"a": "2"}, {"a": "2"}]
    named = with_ids(rows)
    assert len({row.id for row in named}) == 3
    again = with_ids([rows[2], rows[0], {"a": "3"}], named)
    assert [row.id for row in again][:2] == [named[1].id, named[0].id]
    assert again[2].id not in {row.id for row in named}
    assert with_ids(rows) == named


def test_id_of_a_row_that_has_become_another_is_not_given_again() -> None:
    (row,) = with_ids([{"a": "1"}])
    changed = Row(row.id, {"a": "2"})
    assert with_ids([{"a": "1"}], [changed])[0].id != row.id


# -------------------------------------------------------------------------------------------------- wire

SHAPE = Shape(frozenset({"note"}), {AT: frozenset(COLUMNS)})


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {"op": "drop"},
        {"op": ["set"]},
        {"op": "set", "at": AT, "row": "a", "cell": "total", "from": "", "to": "1"},
        {"op": "set", "at": "", "row": "", "cell": "amount", "from": "", "to": "1"},
        {"op": "set", "at": AT, "row": "a b", "cell": "amount", "from": "", "to": "1"},
        {"op": "set", "at": AT, "row": "a", "cell": "amount", "from": 1, "to": "1"},
        {"op": "set", "at": AT, "row": "a", "cell": "amount", "from": "", "to": "x" * (MOST_TEXT + 1)},
        {"op": "add", "at": "outcome", "row": "a", "after": "", "cells": {}},
        {"op": "add", "at": AT, "row": "", "after": "", "cells": {}},
        {"op": "add", "at": AT, "row": "a", "after": "", "cells": {"total": "1"}},
        {"op": "add", "at": AT, "row": "a", "after": "", "cells": []},
        {"op": "move", "at": AT, "row": "a", "after": "../x", "was": ""},
    ],
)
def test_what_is_no_change_of_the_page_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable):
        read_change(raw, SHAPE)


@pytest.mark.parametrize(
    "raw", [None, [], {}, {"changes": {}}, {"revision": "1", "changes": []}, {"revision": -1, "changes": []}]
)
def test_what_is_no_batch_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable):
        read_batch(raw, SHAPE)


def test_text_is_what_the_database_can_hold() -> None:
    found = read_change({"op": "set", "cell": "note", "from": "", "to": "一\x00二\r\n三\ud800"}, SHAPE)
    assert isinstance(found, SetCell)
    assert found.after == "一二\n三?"


def test_changes_survive_the_wire() -> None:
    changes: list[Change] = [
        SetCell(AT, "a", "amount", "1", "2"),
        SetCell("", "", "note", "", "二"),
        AddRow(AT, "n-1", "a", {"amount": "7"}),
        DeleteRow(AT, "b", "a", {"amount": "4"}),
        MoveRow(AT, "a", "b", ""),
    ]
    assert [read_change(json.loads(json.dumps(change.wire())), SHAPE) for change in changes] == changes


CALCULATING = Shape(frozenset({"note"}), SHAPE.grids, {(AT, "amount"): (Kind.AMOUNT, "万元")})


def test_of_a_calculation_what_it_comes_to_is_kept_and_how_it_was_typed_beside_it() -> None:
    typed = SetCell(AT, "a", "amount", "1", "=1+2")
    found = read_change(typed.wire(), CALCULATING)
    assert found == SetCell(AT, "a", "amount", "1", "3.00", "=1+2")
    assert found.wire()["to"] == "3.00"
    row = read_change(AddRow(AT, "n", "", {"amount": "=1+2", "function": "=1+2"}).wire(), CALCULATING)
    assert row == AddRow(AT, "n", "", {"amount": "3.00", "function": "=1+2"}, {"amount": "=1+2"})
    unread = read_change(SetCell(AT, "a", "amount", "1", "=1/0").wire(), CALCULATING)
    assert unread == SetCell(AT, "a", "amount", "1", "=1/0")


def test_who_typed_a_calculation_names_it_in_the_next_change() -> None:
    def merged(now: Content, before: str, after: str) -> Content:
        done = apply(now, [read_change(SetCell(AT, "a", "amount", before, after).wire(), CALCULATING)])
        assert done.conflicts == []
        return done.content

    now = merged(content(a=("", "1")), "1", "=1+2")
    assert now.grids[AT][0].cells["amount"] == "3.00"
    now = merged(merged(now, "=1+2", "3.00"), "3.00", "=1+2")  # taken over, and brought back by undo
    now = merged(now, "=1+2", "=1+2*2")
    assert merged(now, "=1+2*2", "7").grids[AT][0].cells["amount"] == "7"
    assert apply(now, [SetCell(AT, "a", "amount", "1", "8")]).conflicts
