"""Workbooks whose sheets are too large, or hold what nobody can read for sure."""

from __future__ import annotations

import zipfile

from tests.filings.books import MAIN, SHEET, STRINGS, cell, column, formula, hostile, pack, plain, row, sheet, sheet_xml

OVERALL = '<mergeCell ref="A1:Z99"/>'

# ------------------------------------------------------------------------------------ size of the sheets


hostile("离表格太远", "sixteen_thousand_columns")(
    lambda: sheet(row(1, *(cell(f"{column(n)}1") for n in range(1, 16_385))))
)
hostile("离表格太远", "one_far_cell")(lambda: sheet(row(1, cell("A1")) + row(1_048_576, cell("XFD1048576"))))
hostile("离表格太远", "one_far_row")(lambda: sheet(row(1, cell("A1")) + row(1_048_576, cell("A1048576"))))
hostile("超过 50,000 个", "too_many_cells")(
    lambda: sheet("".join(row(n, *(cell(f"{column(m)}{n}") for m in range(1, 52))) for n in range(1, 1001)))
)
hostile("超过 50,000 个", "too_many_empty_cells")(
    lambda: sheet(
        "".join(row(n, *(cell(f"{column(m)}{n}", "", ' s="0"') for m in range(1, 52))) for n in range(1, 1001))
    )
)
hostile("太散", "values_far_apart")(lambda: sheet(row(1, cell("KA1")) + row(9_999, cell("A9999"))))
hostile("重复", "row_twice")(lambda: sheet(row(1, cell("A1")) * 2))
hostile("重复", "row_repeated_ten_thousand_times")(
    lambda: sheet(row(1, cell("A1"), cell("B1")) * 10_000, "", zipfile.ZIP_STORED)
)
hostile("重复", "cell_twice")(lambda: sheet(row(1, cell("A1"), cell("A1", "<v>2</v>"))))
hostile("次序颠倒", "rows_backwards")(lambda: sheet(row(2, cell("A2")) + row(1, cell("A1"))))
hostile("次序颠倒", "cell_of_another_row")(lambda: sheet(row(1, cell("A2"))))
hostile("文字超过 500 万字", "one_text_in_every_cell")(
    lambda: pack(
        {
            **plain(),
            STRINGS: f'<sst xmlns="{MAIN}"><si><t>{"预算" * 15_000}</t></si></sst>'.encode(),
            SHEET: sheet_xml("".join(row(n, cell(f"A{n}", "<v>0</v>", ' t="s"')) for n in range(1, 10_001))),
        }
    )
)
hostile("32,767", "text_too_long")(
    lambda: sheet(row(1, cell("A1", f"<is><t>{'预' * 33_000}</t></is>", ' t="inlineStr"')))
)
hostile("损坏", "text_that_is_not_there")(lambda: sheet(row(1, cell("A1", "<v>7</v>", ' t="s"'))))
hostile("重叠", "merged_over_and_over")(
    lambda: sheet(
        row(1, cell("A1")) + row(99, cell("Z99")), f"<mergeCells>{OVERALL * 9_000}</mergeCells>", zipfile.ZIP_STORED
    )
)

# ------------------------------------------------------------------------------------ values of the cells

hostile("A1 是公式", "formula_not_calculated")(lambda: formula("SUM(B1:B9)", ""))
hostile("A1 是公式", "formula_with_an_empty_result")(lambda: formula("SUM(B1:B9)", "<v></v>"))
hostile("A1 是公式", "formula_to_be_calculated")(lambda: formula("SUM(B1:B9)", "<v>0</v>"))
for error in ("#REF!", "#DIV/0!", "#N/A"):
    hostile(f"A1 是错误值 {error}", f"error_{error}")(
        lambda error=error: sheet(row(1, cell("A1", f"<f>1/0</f><v>{error}</v>", ' t="e"')))
    )
for number in ("nan", " 7 ", "inf", "1e999", "abc", "0x10", "1" * 5000):
    hostile("A1 存的不是数", f"number_{number[:6]}")(
        lambda number=number: sheet(row(1, cell("A1", f"<v>{number}</v>")))
    )
hostile("A1 含有看不见的控制字符", "control_character")(
    lambda: sheet(row(1, cell("A1", "<is><t>a_x0000_b</t></is>", ' t="inlineStr"')))
)
