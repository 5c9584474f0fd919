"""The narrative as HTML: sentences with their inputs in place. In Python, not in templates: blanks would part words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from budgetportal.disclosure.fields import Kind
from budgetportal.disclosure.narration import Draft
from budgetportal.disclosure.narration.answers import WORDING
from budgetportal.disclosure.narration.blanks import Blank
from budgetportal.disclosure.narration.figures import strangers
from budgetportal.disclosure.narration.passages import Figure, Line, Narrative, Passage, Segment, Subject
from budgetportal.disclosure.places import where
from budgetportal.filings.entry.nodes import Cell, identifier
from budgetportal.filings.entry.widgets import remarks, widget

NOTHING = mark_safe("")


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the document: its title, its headings and passages."""

    title: str
    lines: list[SafeString]


@dataclass(frozen=True, slots=True)
class Missing:
    """A blank that is to be filled: what it is about, and where it stands."""

    label: str
    target: str


@dataclass
class Sheet:
    """The narrative on its page: the cells of its blanks, the way to its figures' cells, whether it is typed in."""

    draft: Draft
    cells: Mapping[str, Cell]
    address: Callable[[str], str]
    writable: bool
    seen: set[str] = field(default_factory=set)  # blanks and tables that were met

    @cached_property
    def narrative(self) -> Narrative:
        """The sentences."""
        return self.draft.narrative()

    @classmethod
    def of(cls, draft: Draft, nodes: Iterable[Any], address: Callable[[str], str], *, writable: bool) -> Sheet:
        """The sheet with the cells of a page."""
        return cls(draft, {node.place: node for node in nodes}, address, writable)

    def parts(self) -> list[ShownPart]:
        """The document's parts, and what of the unit's own wording no paragraph takes."""
        found = [ShownPart(part.title, list(self._lines(part.lines))) for part in self.narrative.parts]
        left = [self._left(key) for key in self.draft.keys if self._is_left(key)]
        return [*found, ShownPart("没有用上的自行表述", left)] if left else found

    @property
    def missing(self) -> list[Missing]:
        """What is still to be filled in, in the order of the page."""
        found = self.narrative.missing
        return [
            Missing(f"{blank.label}；{blank.asks}" if blank.label else blank.asks, identifier(blank.place))
            for blank in found
            if not self._value(blank)
        ]

    def _lines(self, lines: Iterable[Line]) -> Iterator[SafeString]:
        heading = ""
        for line in lines:
            if isinstance(line, Subject):
                heading = line.text
                yield format_html("<h{0}>{1}</h{0}>", min(line.level + 2, 6), line.text)
            else:
                yield self._passage(line, heading)

    # ---------------------------------------------------------------------------------------- a passage

    def _passage(self, passage: Passage, heading: str) -> SafeString:
        key = passage.key or ""
        said = format_html('<p class="said">{}</p>', self._said(passage.segments))
        cell = self.cells.get(WORDING + key) if passage.key else None
        if cell is None:
            return format_html('<div class="passage">{}</div>', said)
        cell.spoken = f"{heading} 自己的表述"
        replaced = bool(cell.value)
        whole = self._replaced(passage, cell, said) if replaced else self._replaceable(passage, cell, said)
        return format_html(
            '<div class="passage{}" id="{}" data-key="{}">{}</div>',
            " replaced" if replaced else "",
            f"passage-{identifier(key)}",
            key,
            whole,
        )

    def _replaceable(self, passage: Passage, cell: Cell, said: SafeString) -> SafeString:
        if not self.writable:
            return said
        return format_html(
            '{}<details class="own" data-generated="{}"><summary>改用自己的表述</summary>{}{}'
            '<p class="hint">保存后以这里的文字公开，段落标为“已改写”；留空就用生成的文字。</p></details>',
            said,
            passage.generated,
            widget(cell),
            remarks(cell),
        )

    def _replaced(self, passage: Passage, cell: Cell, said: SafeString) -> SafeString:
        own = widget(cell) if self.writable else _own_words(cell)
        return format_html(
            '<p class="mark"><strong>已改写</strong>{}</p>{}<div class="sides"><div class="own">{}{}</div>'
            '<div class="generated"><p class="hint">按表中数字生成的文字：</p>{}</div></div>',
            self._restore(passage.key or "") if self.writable else NOTHING,
            _warning(str(cell.value), passage.generated),
            own,
            remarks(cell),
            said,
        )

    def _restore(self, key: str) -> SafeString:
        return format_html(
            '<button type="submit" class="button restore" name="restore" value="{}">恢复生成的文字</button>', key
        )

    def _is_left(self, key: str) -> bool:
        cell = self.cells.get(WORDING + key)
        return cell is not None and bool(cell.value) and not self._was_shown(key)

    def _was_shown(self, key: str) -> bool:
        return any(passage.key == key for passage in self.narrative.passages)

    def _left(self, key: str) -> SafeString:
        """Own words of a paragraph that the form does not print now: nobody reads them, and they can be given up."""
        cell = self.cells[WORDING + key]
        return format_html(
            '<div class="passage replaced" data-key="{}"><p class="mark"><strong>{}</strong>{}</p>{}{}</div>',
            key,
            "现在不公开这一段",
            self._restore(key) if self.writable else NOTHING,
            widget(cell, not self.writable),
            remarks(cell),
        )

    # ---------------------------------------------------------------------------------------- a sentence

    def _said(self, segments: Iterable[Segment]) -> SafeString:
        return format_html_join("", "{}", ((self._segment(one),) for one in segments))

    def _segment(self, segment: Segment) -> SafeString:
        if isinstance(segment, Blank):
            return self._blank(segment)
        if isinstance(segment, Figure):
            return self._figure(segment)
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in segment.text.split("\n")))

    def _figure(self, figure: Figure) -> SafeString:
        address = self.address(figure.place) if figure.place else ""
        if not address:
            return format_html('<span class="figure" title="自动计算，不能改">{}</span>', figure.text)
        words = where(figure.place)
        if not figure.is_amount:
            return format_html(
                '{0} <a class="line-source" href="{1}" aria-label="{2}{3}">{2}</a>',
                figure.text,
                address,
                "修改" if self.writable else "查看",
                words,
            )
        return format_html(
            '{}<a class="figure" href="{}" title="来自：{}">{}</a>',
            self._anchor(figure.place),
            address,
            words,
            figure.text,
        )

    def _anchor(self, place: str) -> SafeString:
        """Where the first sentence on a table stands: the table's own page leads there."""
        table = place.partition("[")[0].partition(".")[0]
        if table in self.seen:
            return NOTHING
        self.seen.add(table)
        return format_html('<span id="from-{}"></span>', table)

    def _blank(self, blank: Blank) -> SafeString:
        value, cell = self._value(blank), self.cells.get(blank.place)
        if blank.aside and (cell is None or not self.writable):
            return _last_year(value, blank.locked) if value else NOTHING
        if cell is None or not self.writable or blank.place in self.seen:
            return self._answer(blank, value)
        self.seen.add(blank.place)
        kinds = [name for name, holds in _kinds(blank, value) if holds]
        inside = format_html("{}{}{}", self._anchor(blank.place), widget(cell), remarks(cell))
        if blank.aside:
            inside = format_html('<span class="asks">（上年</span>{}<span class="asks">万元）</span>', inside)
        return format_html('<span class="{}">{}</span>', " ".join(["blank", *kinds]), inside)

    def _answer(self, blank: Blank, value: str) -> SafeString:
        """What stands in a blank, for somebody who only reads; the first of several has the history of its cell."""
        if not value and not blank.required:
            return NOTHING
        said, kind = (value, "answer") if value else ("（没有填）", "answer none")
        if blank.place in self.seen or blank.place not in self.cells:
            return format_html('<span class="{}">{}</span>', kind, said)
        self.seen.add(blank.place)
        return format_html(
            '<span class="{}" id="{}" data-place="{}" data-label="{}">{}</span>',
            kind,
            identifier(blank.place),
            blank.place,
            blank.label or blank.asks,
            said,
        )

    def _value(self, blank: Blank) -> str:
        cell = self.cells.get(blank.place)
        return str(cell.value) if cell else blank.value


def _own_words(cell: Cell) -> SafeString:
    """The unit's own wording, to be read."""
    return format_html(
        '<p class="own-words" data-place="{}" data-label="{}">{}</p>', cell.place, cell.spoken, cell.value
    )


def _kinds(blank: Blank, value: str) -> Iterator[tuple[str, bool]]:
    yield "missing", blank.required and not value
    yield "aside", blank.aside
    yield "short", blank.kind is Kind.NAME


def _last_year(value: str, locked: str) -> SafeString:
    return format_html('<span class="last-year">（{} {} 万元）</span>', locked or "上年", value)


def _warning(own: str, generated: str) -> SafeString:
    """The figures of one's own words that the tables do not have."""
    found = strangers(own, generated)
    if not found:
        return NOTHING
    message = f"这些数字不在按表生成的文字里：{'、'.join(found)}；核对后改成表中的数字"
    return format_html('<p class="stray" role="note">{}</p>', message)
