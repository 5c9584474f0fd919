"""A chart as SVG: horizontal bars, each under its label with its figure, readable on a phone and in grey print.

Presentation attributes only, no style and no script, so that a strict Content-Security-Policy and PDF/A both take it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape

from budgetportal.disclosure.document import Bar, Chart
from budgetportal.rendering.fit import ems

WIDTH = 360  # units of the drawing; about one pixel on a phone
SIZE, BAR, ROW = 13, 12, 40  # of the type, of a bar, from one bar to the next
MARGIN = 4
LABEL_ROOM = 17.0  # ems that a label has beside its figure; the table beside the chart has it whole
INK, RISE, FALL, AXIS = "#1b1f24", "#1f5fa8", "#9b1c1c", "#8a96a3"
FONTS = "'Portal Song','Portal Song Rare',sans-serif"


def svg(chart: Chart) -> str:
    """The chart; its title and its description name it for those who do not see it."""
    height = ROW * len(chart.bars) + MARGIN
    title, described = f"{chart.key}-name", f"{chart.key}-text"
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"',
            f' role="img" aria-labelledby="{title} {described}">',
            f'<title id="{title}">{escape(chart.title)}</title>',
            f'<desc id="{described}">{escape(chart.description)}</desc>',
            *_bars(chart.bars),
            "</svg>",
        )
    )


def _bars(bars: Sequence[Bar]) -> Iterator[str]:
    zero, unit = _scale([bar.amount for bar in bars])
    for number, bar in enumerate(bars):
        top = ROW * number + MARGIN
        yield _text(MARGIN, top + SIZE, shortened(bar.label))
        yield _text(WIDTH - MARGIN, top + SIZE, bar.text, "end")
        length = float(abs(bar.amount)) * unit
        left = zero - length if bar.amount < 0 else zero
        yield _bar(left, top + SIZE + 6, length, FALL if bar.amount < 0 else RISE)
    bottom = ROW * len(bars)
    yield f'<path d="M{zero:.1f} {MARGIN + SIZE + 2}V{bottom}" stroke="{AXIS}" stroke-width="1"/>'


def _scale(amounts: Sequence[Decimal]) -> tuple[float, float]:
    """Where 0 stands, and how long 1 万元 is."""
    most, least = max(*amounts, Decimal(0), Decimal(0)), min(*amounts, Decimal(0), Decimal(0))
    room = WIDTH - 2 * MARGIN
    unit = room / float(most - least) if most != least else 0.0
    return MARGIN + float(-least) * unit, unit


def _text(x: int, y: int, text: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="{FONTS}" font-size="{SIZE}" fill="{INK}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _bar(left: float, top: int, length: float, fill: str) -> str:
    return f'<rect x="{left:.1f}" y="{top}" width="{length:.1f}" height="{BAR}" fill="{fill}"/>'


def shortened(label: str) -> str:
    """A label that fits beside its figure."""
    if ems(label) <= LABEL_ROOM:
        return label
    kept = label
    while kept and ems(kept) > LABEL_ROOM - 1:
        kept = kept[:-1]
    return kept + "…"
