"""The nodes of an entry page, built from the fields' own description and from what is typed or stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from budgetportal.disclosure.codec import join
from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.filings.entry.collect import DELETE, ORDER, Collected, FormRow, pair_specs
from budgetportal.filings.entry.context import Context
from budgetportal.filings.entry.nodes import Cell, Grid, GridRow, Group

BLANK_ROWS = 5
ORDER_SPEC = Spec("序号", Kind.COUNT)


class Builder:
    """Builds the nodes of a page from plain members, typed or stored."""

    def __init__(self, context: Context, typed: Collected | None = None) -> None:
        self.context = context
        self.typed = typed or Collected()

    def members(self, wanted: Mapping[str, Spec], raw: Mapping[str, Any], place: str = "") -> list[Any]:
        """The nodes of some fields."""
        return [self.node(spec, raw.get(name), join(place, name)) for name, spec in wanted.items()]

    def node(self, spec: Spec, raw: Any, place: str) -> Cell | Group | Grid:
        """The node of one field."""
        if spec.kind is Kind.RECORD and spec.record is not None:
            return Group(place, spec.label, self.members(specs(spec.record), raw or {}, place), spec.hint)
        if spec.kind is Kind.ROWS and spec.record is not None:
            return self.grid(spec.label, specs(spec.record), raw or [], place)
        if spec.kind in (Kind.COUNTS, Kind.TEXTS):
            return self._pairs(spec, raw or {}, place)
        if spec.kind is Kind.AMOUNTS:
            return Group(place, spec.label, list(self._amounts(spec, raw or {}, place)), spec.hint, dense=True)
        return self.cell(spec, raw, place)

    def cell(self, spec: Spec, raw: Any, place: str, spoken: str = "", alias: str = "") -> Cell:
        """One input."""
        return Cell(
            place=place,
            label=spec.label,
            spec=spec,
            value=raw if spec.kind is Kind.FLAG else _text(raw),
            spoken=spoken,
            choices=self.context.choices(spec, place),
            note=self.context.note_of(spec, raw),
            unit=self.context.amount_unit if spec.kind is Kind.AMOUNT else "",
            alias=alias,
        )

    def grid(self, label: str, wanted: Mapping[str, Spec], raw: Sequence[Mapping[str, Any]], place: str) -> Grid:
        """A table of rows; typed rows stand in for stored ones, with those marked for deletion at the end."""
        rows = self.typed.grids.get(place) or [FormRow(dict(values)) for values in raw]
        blanks = self.typed.blanks.get(place, BLANK_ROWS) or BLANK_ROWS
        rows = [*rows, *(FormRow({}) for _ in range(blanks))]
        flat = list(_flat(wanted))
        heads = [spec for _, spec in flat]
        built = [self._row(row, flat, n, place) for n, row in enumerate(rows)]
        unit = self.context.amount_unit if any(head.kind is Kind.AMOUNT for head in heads) else ""
        return Grid(place, label, heads, built, unit=unit)

    def _row(self, row: FormRow, flat: Sequence[tuple[str, Spec]], n: int, place: str) -> GridRow:
        at = f"{place}[{n}]"
        number, alias = n + 1, row.values.get("key", "") if flat[0][0] == "key" else ""
        order = Cell(at + ORDER, "序号", ORDER_SPEC, _order(row, n), f"第 {number} 行 序号")
        cells = [
            self.cell(
                spec, _at(row.values, name), f"{at}.{name}", f"第 {number} 行 {spec.label}", _alias(place, alias, name)
            )
            for name, spec in flat
        ]
        return GridRow(number, order, cells, at + DELETE, row.deleted, bool(row.values))

    def _pairs(self, spec: Spec, raw: Mapping[str, Any], place: str) -> Grid:
        rows = [{"key": key, "value": value} for key, value in raw.items()]
        return self.grid(spec.label, pair_specs(spec), rows, place)

    def _amounts(self, spec: Spec, raw: Mapping[str, Any], place: str) -> Iterator[Cell]:
        for term in spec.choices or ():
            label = f"{term} {term.label}"
            yield self.cell(Spec(label, Kind.AMOUNT), raw.get(str(term)), join(place, str(term)))


def _order(row: FormRow, n: int) -> str:
    """The number as typed where it is none, else the row's place now."""
    if not row.values:
        return ""
    return row.order if row.order and not row.order.isdigit() else str(n + 1)


def _alias(place: str, key: str, name: str) -> str:
    """How problems name the cell of a mapping: by its key."""
    return join(place, key) if key and name == "value" else ""


def _flat(wanted: Mapping[str, Spec], prefix: str = "") -> Iterator[tuple[str, Spec]]:
    """The columns of a grid: a record inside the row lies flat, with its name where two of its kind stand there."""
    records = [spec.record for spec in wanted.values()]
    for name, spec in wanted.items():
        if spec.kind is Kind.RECORD and spec.record is not None:
            inner = _flat(specs(spec.record), f"{prefix}{name}.")
            twice = records.count(spec.record) > 1
            yield from (
                (path, replace(one, label=f"{spec.label}：{one.label}") if twice else one) for path, one in inner
            )
        else:
            yield prefix + name, spec


def _at(values: Mapping[str, Any], name: str) -> Any:
    found: Any = values
    for step in name.split("."):
        found = (found or {}).get(step)
    return found


def _text(raw: Any) -> str:
    if isinstance(raw, (list, tuple)):
        return "\n".join(map(str, raw))
    return "" if raw is None else str(raw)
