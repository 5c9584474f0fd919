"""Documents of random filings add up in every table, between tables and in the narrative, by their printed strings.

In every edition of a unit budget, with filings of that edition's own sources.
"""

import random
from decimal import Decimal

import pytest

from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.soundness import problems
from budgetportal.disclosure.terms import AmountUnit, Category, DisclosureKind
from tests.disclosure.broken import replace_text, with_one_figure_changed
from tests.disclosure.examples import OFFICE, WORK, basic, filing, income, project, small_filing, spent
from tests.disclosure.narrated import complaints
from tests.disclosure.strategies import random_filing, sources_of, year_of

FEW, MANY = range(40), range(1_000, 6_000)  # filings of each edition
UNITS = (AmountUnit.YUAN, AmountUnit.WAN)
BUDGETS = [name for name, edition in EDITIONS.items() if edition.kind is DisclosureKind.BUDGET]
every_budget = pytest.mark.parametrize("edition", BUDGETS)


def document_of(whole):
    return EDITIONS[whole.edition].build(published(whole))


def of_edition(edition, **members):
    return filing(edition=edition, fiscal_year=year_of(edition), **members)


def check_seeds(edition, seeds):
    for seed in seeds:
        whole = random_filing(random.Random(seed), UNITS[seed % 2], edition)
        assert complaints(document_of(whole)) == [], f"seed {seed}"


def test_the_small_filing_adds_up():
    assert complaints(document_of(small_filing())) == []


@every_budget
def test_random_filings_add_up(edition):
    check_seeds(edition, FEW)


@pytest.mark.slow
@every_budget
def test_thousands_of_random_filings_add_up(edition):
    check_seeds(edition, MANY)


@every_budget
def test_random_filings_are_sound(edition):
    for seed in range(20):
        assert list(problems(random_filing(random.Random(seed), UNITS[seed % 2], edition))) == [], f"seed {seed}"


@every_budget
class TestEdges:
    """Filings at the edges of what an edition takes."""

    def test_a_unit_without_anything(self, edition):
        document = document_of(of_edition(edition))
        assert complaints(document) == []
        assert {
            cell.text for table in document.tables() for row in table.rows for cell in row.cells if cell.amount
        } == set()

    def test_a_unit_of_zeros_prints_what_an_empty_one_prints_in_its_totals(self, edition):
        zeros = of_edition(
            edition,
            income=(income("0.00"),),
            expenditure=(spent("0.00"),),
            basic_by_economic=(basic("0.00"),),
        )
        document = document_of(zeros)
        assert complaints(document) == []
        notes = {table.key: table.note for table in document.tables() if table.number}
        assert notes == {table.key: table.note for table in document_of(of_edition(edition)).tables() if table.number}

    def test_every_source_of_money(self, edition):
        sources = sources_of(edition)
        classed = EDITIONS[edition].classed_sources
        rows = [(f"{n}.{n:02}", source) for n, source in enumerate(sources, 1)]
        whole = of_edition(
            edition,
            income=tuple(income(amount, WORK, source) for amount, source in rows),
            expenditure=tuple(spent(amount, Category.PROJECT, WORK, source) for amount, source in rows),
            projects=tuple(
                project(f"项目{source}", source=source, amounts={"302": amount})
                if source in classed
                else project(f"项目{source}", amount, source=source)
                for amount, source in rows
            ),
        )
        assert list(problems(whole)) == []
        document = document_of(whole)
        assert complaints(document) == []
        tables = {table.key: table for table in document.tables()}
        total = next(row for row in tables["unit_income"].rows if row.kind == "total")
        columns = [cell.amount for cell in total.cells if cell.amount]
        assert columns[0] == sum(Decimal(amount) for amount, _ in rows)
        printed = {place for cell in total.cells for place in cell.places}
        assert printed == {f"income[{n}].amount" for n in range(len(sources))}

    def test_a_negative_adjustment_is_taken_off(self, edition):
        whole = of_edition(
            edition,
            income=(income("10.00"), income("-2.50", WORK)),
            expenditure=(spent("10.00"), spent("-2.50", Category.PUBLIC, WORK)),
            basic_by_economic=(basic("10.00"), basic("-2.50", "30201", Category.PUBLIC)),
        )
        document = document_of(whole)
        assert complaints(document) == []
        tables = {table.key: table for table in document.tables()}
        row = next(row for row in tables["unit_expenditure"].rows if row.kind == "total")
        assert [cell.text for cell in row.cells][4:] == ["7.50", "7.50", ""]
        leaf = next(
            row for row in tables["general_basic"].rows if row.cells[1].text == "01" and row.cells[0].text == "302"
        )
        assert [cell.text for cell in leaf.cells][3:] == ["-2.50", "", "-2.50"]

    def test_amounts_of_opposite_sign_leave_a_blank_and_no_note(self, edition):
        """+5 and −5 in two functions: the total is 0 and blank, yet the table is not empty."""
        whole = of_edition(
            edition,
            income=(income("5.00", OFFICE), income("-5.00", WORK)),
            expenditure=(spent("5.00"), spent("-5.00", function=WORK)),
            basic_by_economic=(basic("5.00"), basic("-5.00", "30102")),
        )
        table = next(table for table in document_of(whole).tables() if table.key == "unit_expenditure")
        total = next(row for row in table.rows if row.kind == "total")
        assert [cell.text for cell in total.cells][4:] == ["", "", ""]
        assert not (table.note or "").endswith("为空表。")


class TestTheCheckItself:
    """It must see what does not add up: one figure of a sound document is changed by a hundredth."""

    @pytest.fixture(scope="class", params=BUDGETS)
    @classmethod
    def document(cls, request):
        return document_of(random_filing(random.Random(11), AmountUnit.YUAN, request.param))

    def test_every_figure_of_every_table_is_watched(self, document):
        assert complaints(document) == []
        unwatched = [place for place, broken in with_one_figure_changed(document) if not complaints(broken)]
        assert unwatched == []

    def test_a_figure_of_a_paragraph_is_watched(self, document):
        broken = replace_text(document, "预算管理。收支总预算", "预算管理。收支总预算1")
        assert len(complaints(broken)) == 1
