"""The HTML of one input. In Python, not in templates: a table has thousands of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from budgetportal.disclosure.budget import TOPIC
from budgetportal.disclosure.fields import Kind
from budgetportal.disclosure.final_accounts import FINAL_TOPIC
from budgetportal.disclosure.terms import AmountUnit, Term
from budgetportal.filings.entry.nodes import Cell

NUMERIC = frozenset({Kind.AMOUNT, Kind.WAN, Kind.DECIMAL, Kind.COUNT, Kind.CHANGE})
DECIMAL_MODE = frozenset({Kind.AMOUNT, Kind.WAN, Kind.DECIMAL})
CODES = {Kind.FUNCTION: "functional", Kind.ECONOMIC: "economic"}  # and the list of codes that is offered
LEVELS = {"level1": "levels1", "level2": "levels2"}  # columns of indicators, and the lists of usual names
EMPTY = mark_safe("")


def widget(cell: Cell, readonly: bool = False) -> SafeString:
    """The input with its name, label for the ear, and what it is described by; or what it says, to be read."""
    if readonly:
        return reading(cell)
    shared = _shared(cell)
    if cell.spec.kind is Kind.CHOICE:
        return format_html("<select{}>{}</select>", shared, _options(tuple(cell.choices), str(cell.value)))
    if cell.spec.kind is Kind.FLAG:
        checked = EMPTY if cell.value is False else mark_safe(" checked")
        return format_html('<input type="checkbox"{}{}>', shared, checked)
    if cell.spec.kind in (Kind.TEXT, Kind.LINES):
        return format_html('<textarea rows="{}"{}>\n{}</textarea>', _lines(cell), shared, cell.value)
    offered = _offered("topics" if cell.spec.pattern in (TOPIC, FINAL_TOPIC) else LEVELS.get(cell.column, ""))
    return format_html('<input type="text"{}{}{} value="{}">', shared, _mode(cell), offered, cell.value)


def _offered(datalist: str) -> SafeString:
    """The list of the page that an input offers; a script makes more of it than browsers do."""
    return format_html(' list="{0}" data-picks="{0}"', datalist) if datalist else EMPTY


def reading(cell: Cell) -> SafeString:
    """What a cell says, for somebody who cannot type in it."""
    label = cell.spoken or cell.label
    attributes = [("id", cell.id), ("data-place", cell.place), ("data-cell", cell.column), ("data-label", label)]
    return format_html(
        '<span class="value"{}>{}</span>', format_html_join("", ' {}="{}"', attributes), cell.said(cell.value)
    )


def _shared(cell: Cell) -> SafeString:
    attributes: list[tuple[str, Any]] = [("id", cell.id), ("name", cell.place)]
    if cell.spoken:
        unit = f"（{cell.unit}）" if cell.unit else ""
        attributes += [("aria-label", cell.spoken + unit), ("data-cell", cell.column)]
    described = [f"{cell.id}-{part}" for part in ("note", "stored", "error") if getattr(cell, PARTS[part])]
    if cell.spec.hint and not cell.spoken:
        described.append(f"{cell.id}-hint")
    if described:
        attributes.append(("aria-describedby", " ".join(described)))
    if cell.errors:
        attributes.append(("aria-invalid", "true"))
    if cell.locked:
        attributes.append(("readonly", "readonly"))
    return format_html_join("", ' {}="{}"', attributes)


PARTS = {"note": "note", "stored": "stored", "error": "errors"}


def _mode(cell: Cell) -> SafeString:
    kind = cell.spec.kind
    autocomplete = mark_safe(' autocomplete="off"')
    if kind in DECIMAL_MODE:
        return autocomplete + mark_safe(' inputmode="decimal" class="amount"') + _unit(cell)
    if kind in CODES:
        return autocomplete + format_html(' inputmode="numeric" class="code" data-picks="{}"', CODES[kind])
    if kind is Kind.COUNT:
        return autocomplete + mark_safe(' inputmode="numeric" class="count"')
    return autocomplete + mark_safe(' class="count"') if kind is Kind.CHANGE else autocomplete


def _unit(cell: Cell) -> SafeString:
    """The unit in which an amount is kept; that of 万元 by definition is not converted for viewing."""
    if cell.spec.kind is Kind.WAN:
        return format_html(' data-unit="{}" data-fixed', AmountUnit.WAN)
    return format_html(' data-unit="{}"', cell.unit) if cell.unit else EMPTY


def _lines(cell: Cell) -> int:
    """Rows of a text: as many as it has, within bounds; in a grid one or two."""
    if cell.spoken:
        return 2
    return min(12, max(3, str(cell.value).count("\n") + len(str(cell.value)) // 60 + 1))


@lru_cache(maxsize=512)
def _options(choices: tuple[Term, ...], chosen: str) -> SafeString:
    """The options, an empty one first; a value that is none of them stays, so that it is seen."""
    known = [("", ""), *((str(term), term.label) for term in choices)]
    if chosen and chosen not in dict(known):
        known.append((chosen, f"{chosen[:40]}（不在可选范围）"))
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, mark_safe(" selected") if value == chosen else EMPTY, label) for value, label in known),
    )


def remarks(cell: Cell) -> SafeString:
    """What stands below an input: the name of its code, what is stored, what is wrong."""
    parts = []
    if cell.note:
        parts.append(format_html('<span class="note" id="{}-note">{}</span>', cell.id, cell.note))
    if cell.stored:
        parts.append(format_html('<span class="stored" id="{}-stored">已存：{}</span>', cell.id, cell.stored))
    if cell.errors:
        sentences = format_html_join("", "<span>{}</span>", ((message,) for message in cell.errors))
        parts.append(format_html('<span class="cell-error" id="{}-error">{}</span>', cell.id, sentences))
    return format_html_join("", "{}", ((part,) for part in parts))
