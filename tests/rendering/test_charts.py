"""A chart as SVG: named for those who do not see it, safe, the same each time."""

import dataclasses
from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree

import pikepdf
import pytest

from budgetportal.disclosure.document import Bar, Chart, Document
from budgetportal.disclosure.editions import compose
from budgetportal.rendering import html, pdf
from budgetportal.rendering.characters import missing_characters
from budgetportal.rendering.charts import LABEL_ROOM, MARGIN, WIDTH, shortened, svg
from budgetportal.rendering.fit import ems
from tests.disclosure.examples import small_filing
from tests.rendering import sample

SVG = "{http://www.w3.org/2000/svg}"


def chart(*bars: tuple[str, str]) -> Chart:
    made = tuple(Bar(label, Decimal(amount)) for label, amount in bars)
    return Chart("chart", "收入（按来源）", "来源", "收入是多少。", made)


def drawn(*bars: tuple[str, str]) -> ElementTree.Element:
    return ElementTree.fromstring(svg(chart(*bars)))


def lengths(drawing: ElementTree.Element) -> list[tuple[float, float]]:
    """Left end and length of each bar."""
    return [(float(bar.get("x", "")), float(bar.get("width", ""))) for bar in drawing.iter(f"{SVG}rect")]


def test_it_has_a_name_and_a_description() -> None:
    drawing = drawn(("甲", "1.00"))
    assert drawing.get("role") == "img"
    named = (drawing.get("aria-labelledby") or "").split()
    assert [element.get("id") for element in (drawing.find(f"{SVG}title"), drawing.find(f"{SVG}desc"))] == named  # type: ignore[union-attr]


def test_labels_and_figures_stand_over_the_bars() -> None:
    texts = [text.text for text in drawn(("甲", "1.00"), ("乙", "-0.50")).iter(f"{SVG}text")]
    assert texts == ["甲", "1.00", "乙", "-0.50"]


def test_bars_are_as_long_as_their_amounts() -> None:
    (_, one), (_, half), (_, none) = lengths(drawn(("甲", "10.00"), ("乙", "5.00"), ("丙", "0.00")))
    assert one == WIDTH - 2 * MARGIN
    assert half == pytest.approx(one / 2, abs=0.1)
    assert none == 0


def test_negative_bars_go_the_other_way_from_the_same_line() -> None:
    (left, long), (start, short) = lengths(drawn(("甲", "3.00"), ("乙", "-1.00")))
    assert start + short == pytest.approx(left, abs=0.1)
    assert long == pytest.approx(3 * short, abs=0.3)
    assert lengths(drawn(("甲", "-2.00")))[0] == (MARGIN, WIDTH - 2 * MARGIN)


def test_what_people_enter_is_text() -> None:
    drawing = svg(chart(("<script>alert(1)</script>&", "1.00")))
    assert "<script" not in drawing
    assert "style" not in drawing


def test_long_labels_are_cut_in_the_drawing_only(document_of: Callable[..., Document]) -> None:
    label = "一般公共服务支出和其他支出" * 5
    assert ems(shortened(label)) <= LABEL_ROOM
    document = dataclasses.replace(document_of(), charts=(chart((label, "1.00")),))
    assert f'<th scope="row">{label}</th>' in html.article(document, sample.STAMP)


def test_page_has_each_chart_with_its_table_and_leads_to_it() -> None:
    document = compose(small_filing())
    page = html.article(document, sample.STAMP)
    assert page.count("<svg") == len(document.charts) > 0
    assert '<a href="#charts">图解</a>' in page
    for one in document.charts:
        for bar in one.bars:
            assert f'<th scope="row">{bar.label}</th><td>{bar.text}</td>' in page


def test_page_without_charts_does_not_speak_of_them(document_of: Callable[..., Document]) -> None:
    assert "图解" not in html.article(document_of(), sample.STAMP)


def test_figures_of_the_pdf_have_their_names(tmp_path) -> None:
    document = compose(small_filing())
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf.pdf(document, sample.STAMP))
    with pikepdf.open(path) as opened:
        named = [
            str(one.Alt) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
    assert named == [one.title for one in document.charts]


def test_characters_of_charts_are_looked_at(document_of: Callable[..., Document]) -> None:
    document = dataclasses.replace(document_of(), charts=(chart(("☑", "1.00")),))
    assert ("☑", "收入（按来源）") in missing_characters(document)


def test_the_filing_decides_the_drawing() -> None:
    one, other = compose(small_filing()), compose(small_filing())
    assert [svg(a) for a in one.charts] == [svg(b) for b in other.charts]
