"""Even right margins for Chinese: what is left of a line is shared out between its characters.

WeasyPrint widens spaces only, which Chinese does not have, so lines that end before a punctuation mark stay short.
``install`` puts this in the place of its function.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MOST = 0.12  # of the type size, the most that is put between two characters


def install() -> None:
    """Let WeasyPrint justify lines this way, in this process."""
    from weasyprint.layout import inline

    inline.justify_line = justify_line


def justify_line(_context: Any, line: Any, extra_width: float) -> None:
    """Widen a line of text by ``extra_width`` pixels, evenly; a line that is far too short stays as it is."""
    boxes = list(_text_boxes(line))
    gaps = sum(len(box.text) for box in boxes) - 1
    if gaps < 1 or extra_width / gaps > MOST * line.style["font_size"]:
        return
    _spread(line, extra_width / gaps, boxes[-1])


def _text_boxes(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            yield from _text_boxes(child)


def _spread(box: Any, spacing: float, last: Any, moved: float = 0.0) -> float:
    """Move and widen a box of the line and what is in it; how far what follows moves."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        return moved + _spread_text(box, spacing, box is last, moved)
    if not isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.translate(moved, 0)
        return moved
    box.position_x += moved
    before = moved
    for child in box.children:
        if child.is_in_normal_flow():
            moved = _spread(child, spacing, last, moved)
    box.width += moved - before
    return moved


def _spread_text(box: Any, spacing: float, is_last: bool, moved: float) -> float:
    box.position_x += moved
    box.pango_layout = _layout(box, spacing)
    widened = spacing * (len(box.text) - is_last)
    box.width += widened
    return widened


def _layout(box: Any, spacing: float) -> Any:
    from weasyprint.text.ffi import TO_UNITS, ffi, pango
    from weasyprint.text.line_break import Layout

    class SpreadLayout(Layout):  # type: ignore[misc]
        """A line of text with its own letter spacing."""

        def set_text(self, text: str, justify: bool = False) -> None:
            """Lay the text out with the style's letter spacing and ours."""
            super().set_text(text, justify)
            own = self.style["letter_spacing"]
            attributes = pango.pango_layout_get_attributes(self.layout)
            if attributes == ffi.NULL:
                attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            units = int(((0 if own == "normal" else own) + spacing) * TO_UNITS)
            attribute = pango.pango_attr_letter_spacing_new(units)
            attribute.start_index, attribute.end_index = 0, len(self.text.encode())
            pango.pango_attr_list_change(attributes, attribute)
            pango.pango_layout_set_attributes(self.layout, attributes)

    layout = SpreadLayout(box.style)
    layout.set_text(box.text)
    layout.deactivate()
    return layout
