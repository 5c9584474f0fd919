"""The help to an entry table: its fields and the rules that look at it, from the definitions of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budgetportal.disclosure.checks.subjects import Explained, concerning
from budgetportal.disclosure.codec import join
from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.disclosure.writing import how, when
from budgetportal.filings.entry.context import Context
from budgetportal.filings.entry.pages import NARRATIVE, Page
from budgetportal.filings.models import FilingRecord

SAID = ("comparisons", "wording")  # what is written on the page of the narrative and nowhere else


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """One field: how it is called and written, and what may be chosen."""

    label: str
    when: str
    how: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartHelp:
    """The fields of one record, under its name."""

    heading: str
    fields: tuple[FieldHelp, ...]


@dataclass(frozen=True, slots=True)
class TableHelp:
    """The help to one entry page."""

    page: Page
    parts: tuple[PartHelp, ...]
    rules: tuple[Explained, ...]
    text_rules: tuple[Explained, ...]


def table_help(page: Page, record: FilingRecord) -> TableHelp:
    """The help to a page of a filing."""
    context = Context(record.fiscal_year, record.edition, record.amount_unit)
    if page.key == NARRATIVE:  # its sentences say what is to be written in them
        return TableHelp(page, (), *_rules(record, tuple(filter(SAID.__contains__, page.members)) or page.members))
    return TableHelp(page, tuple(_parts(page.label, page.wanted, context)), *_rules(record, page.members))


def _rules(record: FilingRecord, members: tuple[str, ...]) -> tuple[tuple[Explained, ...], tuple[Explained, ...]]:
    """The rules on what is entered there, apart from those on all that is written."""
    rules = tuple(concerning(DisclosureKind(record.kind), members))
    own = tuple(one for one in rules if not one.is_on_texts)
    on_texts = tuple(one for one in rules if one.is_on_texts)
    return own, on_texts


def _parts(heading: str, wanted: Mapping[str, Spec], context: Context, place: str = "") -> Iterator[PartHelp]:
    """The plain fields of a record, then each record inside it."""
    plain = tuple(_field(spec, context, join(place, name)) for name, spec in wanted.items() if not spec.record)
    if plain:
        yield PartHelp(heading, plain)
    for name, spec in wanted.items():
        if spec.record:
            below = spec.label if not place else f"{heading} · {spec.label}"
            yield from _parts(below, specs(spec.record), context, join(place, name))


def _field(spec: Spec, context: Context, place: str) -> FieldHelp:
    offered = spec.choices if spec.kind is Kind.AMOUNTS else context.choices(spec, place)
    words = tuple(f"{one} {one.label}" if spec.kind is Kind.AMOUNTS else one.label for one in offered or ())
    return FieldHelp(spec.label, when(spec), how(spec), words)
