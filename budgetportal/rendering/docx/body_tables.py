"""The tables and forms of the body with their titles, the line over them and their notes."""

from __future__ import annotations

from collections.abc import Sequence

from budgetportal.disclosure.document import Form, Table
from budgetportal.rendering import fit
from budgetportal.rendering import header as header_rows
from budgetportal.rendering.docx.flow import Flow
from budgetportal.rendering.docx.markup import Element, lines, paragraph, run, twips, w
from budgetportal.rendering.docx.tables import set_form, set_table

TITLE_LINE = 26 * fit.POINT


def fitted_to_page(table: Table, taken: float, *, joined: bool = False) -> fit.Fit:
    """How a table is set under what takes ``taken`` mm of its page."""
    depth = len(header_rows.layout([column.path for column in table.columns]))
    return fit.fit(table, depth, taken, fit.LONG_TABLE if joined else 0)


def add_table(flow: Flow, table: Table, *, begins: bool) -> None:
    """A table on a page of its own, or under the title of the part that it begins."""
    fitted = fitted_to_page(table, 0.0 if begins else flow.pages.used)
    title, *more = lines(table.title)
    full = f"{table.number}　{title}" if table.number else title
    _table_title(flow, full, more, flow.new_page(fitted.landscape) if begins else [])
    _organization(flow, table)
    flow.table(set_table(table, fitted, title=full, joined=False))
    _note(flow, table)


def _table_title(flow: Flow, title: str, more: Sequence[str], properties: Sequence[Element]) -> None:
    flow.listed("TableTitle", [title], 2, properties)
    flow.elements.extend(paragraph("TableSubtitle", run(line)) for line in more)
    flow.pages.take(fit.TABLE_HEAD - TITLE_LINE / 2)


def _organization(flow: Flow, table: Table) -> None:
    """编制单位 on the left and 单位：万元 on the right."""
    if not (table.organization or table.amount_unit):
        return
    width = (fit.LANDSCAPE if flow.pages.landscape else fit.PORTRAIT)[0]
    tabs = w("tabs", w("tab", val="right", pos=twips(width)))
    unit = [w("r", w("tab")), run(f"单位：{table.amount_unit}")] if table.amount_unit else []
    flow.elements.append(paragraph("TableLine", run(table.organization or ""), *unit, properties=[tabs]))


def _note(flow: Flow, table: Table) -> None:
    for text in lines(table.note) if table.note else []:
        flow.elements.append(paragraph("TableNote", run(text)))
        flow.pages.take(fit.NOTE_LINE)


def add_form(flow: Flow, form: Form, joined: Table | None, *, begins: bool) -> None:
    """A form, and under it the table that is one with it."""
    upright = set_form(form, fit.PORTRAIT[0])
    fitted = fitted_to_page(joined, sum(upright.rows), joined=True) if joined else None
    lies = fitted is not None and fitted.landscape
    title, *more = lines(form.title)
    _table_title(flow, title, more, flow.new_page(lies) if begins else [])
    flow.table(set_form(form, fit.LANDSCAPE[0]) if lies else upright)
    if joined and fitted:
        flow.elements.append(_joint())
        flow.table(set_table(joined, fitted, title=f"{title}：指标", joined=True))
        _note(flow, joined)


def _joint() -> Element:
    """What keeps two tables apart, as low as a paragraph can be."""
    return paragraph("Joint", properties=[w("keepNext")])
