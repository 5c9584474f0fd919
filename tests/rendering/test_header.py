from budgetportal.rendering.header import HeaderCell, above, layout

SPENDING = [
    ("科目", "编码", "类"),
    ("科目", "编码", "款"),
    ("科目", "名称"),
    ("支出", "合计"),
    ("支出", "基本支出", "人员经费"),
    ("支出", "基本支出", "公用经费"),
]


def shape(paths: list[tuple[str, ...]]) -> list[list[tuple[str, int, int, int]]]:
    return [[(cell.text, cell.column, cell.colspan, cell.rowspan) for cell in row] for row in layout(paths)]


def test_labels_shared_by_neighbours_are_merged_and_short_paths_reach_down() -> None:
    assert shape(SPENDING) == [
        [("科目", 0, 3, 1), ("支出", 3, 3, 1)],
        [("编码", 0, 2, 1), ("名称", 2, 1, 2), ("合计", 3, 1, 2), ("基本支出", 4, 2, 1)],
        [("类", 0, 1, 1), ("款", 1, 1, 1), ("人员经费", 4, 1, 1), ("公用经费", 5, 1, 1)],
    ]


def test_the_same_label_under_different_heads_is_not_merged() -> None:
    assert shape([("收入", "预算数"), ("支出", "预算数")])[1] == [("预算数", 0, 1, 1), ("预算数", 1, 1, 1)]


def test_a_label_that_ends_is_not_merged_with_one_that_goes_on() -> None:
    assert shape([("总计",), ("总计", "其中")])[0] == [("总计", 0, 1, 2), ("总计", 1, 1, 1)]


def test_two_columns_with_one_path_share_a_cell() -> None:
    assert shape([("编码",), ("编码",), ("名称",)]) == [[("编码", 0, 2, 1), ("名称", 2, 1, 1)]]


def test_every_place_of_the_header_is_covered_once() -> None:
    rows = layout(SPENDING)
    covered = [
        (cell.row + down, cell.column + right)
        for row in rows
        for cell in row
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    ]
    assert sorted(covered) == [(row, column) for row in range(3) for column in range(6)]


def test_the_cells_above_a_column_are_its_path() -> None:
    rows = layout(SPENDING)
    assert [tuple(cell.text for cell in above(rows, column)) for column in range(6)] == SPENDING


def test_scope_tells_columns_from_groups() -> None:
    assert HeaderCell("科目", 0, 0, colspan=3, leaf=False).scope == "colgroup"
    assert HeaderCell("合计", 0, 0).scope == "col"


def test_no_columns_make_no_header() -> None:
    assert layout([]) == ()
