import dataclasses
from decimal import Decimal

import pytest

from budgetportal.disclosure.document import Cell, Column, ColumnKind, Row, Table
from budgetportal.rendering import fit
from tests.rendering import sample

TABLES = {table.key: table for table in sample.budget_tables()}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_every_table_of_the_sample_fills_its_page_and_breaks_no_amount(table: Table) -> None:
    fitted = fit.fit(table, 3)
    setting = fit.SETTINGS[fitted.setting]
    assert sum(fitted.widths) == pytest.approx(225 if fitted.landscape else 156, abs=0.1)
    for position, column in enumerate(table.columns):
        if column.kind is ColumnKind.AMOUNT:
            longest = max((fit.ems(row.cells[position].text) for row in table.rows), default=0)
            assert longest * setting.em + 2 * setting.horizontal <= fitted.widths[position]


def test_wide_tables_lie_on_their_side_and_the_others_do_not() -> None:
    assert {key for key, table in TABLES.items() if fit.fit(table, 3).landscape} == {
        key for key, table in TABLES.items() if table.wide
    }


def test_a_table_too_wide_for_an_upright_page_goes_on_its_side() -> None:
    columns = tuple(Column((f"第{n}栏",), ColumnKind.AMOUNT) for n in range(14))
    row = Row(tuple(Cell("1234567.89", Decimal("1234567.89")) for _ in columns))
    assert fit.fit(Table("t", "宽表", columns, (row,)), 1).landscape


def test_larger_amounts_get_smaller_type_not_less_room() -> None:
    small = TABLES["unit_income"]
    cells = tuple(
        Cell("12345678.90", Decimal("12345678.90")) if column.kind is ColumnKind.AMOUNT else Cell()
        for column in small.columns
    )
    large = dataclasses.replace(small, rows=(Row(cells),) * 9)
    assert fit.SETTINGS[fit.fit(large, 2).setting].size < fit.SETTINGS[fit.fit(small, 2).setting].size


def test_a_table_without_any_room_is_still_set() -> None:
    columns = tuple(Column((f"第{n}栏",), ColumnKind.AMOUNT) for n in range(60))
    fitted = fit.fit(Table("t", "宽表", columns, ()), 1)
    assert sum(fitted.widths) == pytest.approx(225, abs=1)


def test_distribution_keeps_the_least_and_the_whole() -> None:
    assert fit.distribute(100, [1, 1, 2], [40, 0, 0]) == (40, 20, 40)
    assert sum(fit.distribute(10, [1, 1], [9, 9])) == pytest.approx(10, abs=0.1)


def test_digits_are_half_as_wide_as_han_characters() -> None:
    assert fit.ems("预算") == 2
    assert fit.ems("430.10") < 3.5
