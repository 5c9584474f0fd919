"""Tags that write the inputs of the entry pages."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from budgetportal.classification.pinyin import initials
from budgetportal.filings.entry.nodes import Cell, GridRow
from budgetportal.filings.entry.widgets import remarks, widget

register = template.Library()
register.simple_tag(widget, name="entry_widget")


@register.simple_tag
def entry_remarks(cell: Cell) -> SafeString:
    """The name of the code, what is stored, what is wrong."""
    return remarks(cell)


@register.simple_tag
def entry_cells(row: GridRow, writable: bool) -> SafeString:
    """The cells of one row of a grid."""
    return format_html_join(
        "",
        '<td class="{} {}">{}{}</td>',
        ((cell.spec.kind, cell.width, widget(cell, not writable), remarks(cell)) for cell in row.columns),
    )


@register.simple_tag
def entry_order(row: GridRow, writable: bool) -> SafeString:
    """The cell with the row's 序号."""
    return format_html('<td class="order">{}{}</td>', widget(row.order, not writable), remarks(row.order))


@register.simple_tag
def entry_option(value: str, words: str = "", path: str = "") -> SafeString:
    """A choice of a datalist, with the first letters by which its words are found."""
    attributes = [
        ("value", value),
        ("data-initials", initials(words or value)),
        *([("data-path", path)] if path else []),
    ]
    return format_html("<option{}>{}</option>", format_html_join("", ' {}="{}"', attributes), words)
