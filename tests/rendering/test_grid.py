from budgetportal.disclosure.document import ColumnKind, Form
from budgetportal.rendering import fit, grid
from tests.rendering.sample import field, performance


def covered(form: Form) -> list[tuple[int, int]]:
    return [
        (cell.line + down, cell.column + right)
        for line in grid.layout(form)
        for cell in line
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    ]


def test_every_place_of_the_samples_forms_is_covered_once() -> None:
    forms = [block for block in performance() if isinstance(block, Form)]
    assert forms
    for form in forms:
        every = [(line, column) for line in range(len(form.lines)) for column in range(grid.COLUMNS)]
        assert sorted(covered(form)) == every


def test_a_shared_outer_label_is_printed_once_over_its_lines() -> None:
    form = Form("f", "表", ((field("1", "资金", "总额"),), (field("2", "资金", "拨款"), field("3", "资金", "其他"))))
    labels = [(cell.text, cell.rowspan) for line in grid.layout(form) for cell in line if cell.label]
    assert labels == [("资金", 2), ("总额", 1), ("拨款", 1), ("其他", 1)]


def test_inner_labels_merge_only_under_the_same_outer_label() -> None:
    form = Form("f", "表", ((field("1", "甲", "财政", "上级"),), (field("2", "乙", "财政", "本级"),)))
    assert [cell.rowspan for line in grid.layout(form) for cell in line if cell.label] == [1] * 6


def test_last_labels_never_merge_since_each_has_its_value() -> None:
    form = Form("f", "表", ((field("1", "姓名"),), (field("2", "姓名"),)))
    assert [cell.text for line in grid.layout(form) for cell in line] == ["姓名", "1", "姓名", "2"]


def test_four_fields_of_a_line_keep_room_for_their_values() -> None:
    form = Form("f", "表", (tuple(field(str(n), f"第{n}项") for n in range(4)),))
    assert all(cell.colspan >= 1 for line in grid.layout(form) for cell in line)
    assert sorted(covered(form)) == [(0, column) for column in range(grid.COLUMNS)]


def test_a_long_name_gets_the_room_that_a_short_one_leaves() -> None:
    form = Form("f", "表", ((field("窗口服务保障和信息系统运行维护项目", "项目名称"), field("综合科", "项目负责人")),))
    name, leader = (cell.colspan for line in grid.layout(form) for cell in line if not cell.label)
    assert name > leader >= grid.LEAST_VALUE


def test_three_amounts_of_a_line_have_room_for_their_figures() -> None:
    amount, figure = ColumnKind.AMOUNT, "99999999.99"
    fields = (
        field(figure, "项目资金（万元）", "年度预算总额", kind=amount),
        field(figure, "其中：财政拨款", kind=amount),
        field("0.00", "其他资金", kind=amount),
    )
    form = Form("f", "表", (fields,))
    wide = [cell for line in grid.layout(form) for cell in line if cell.text == figure]
    column, setting = fit.PORTRAIT[0] / grid.COLUMNS, fit.SETTINGS[fit.LONG_TABLE]
    assert all(cell.colspan * column > fit.ems(figure) * setting.em + 2 * setting.horizontal for cell in wide)
    assert len(wide) == 2
    assert sorted(covered(form)) == [(0, column) for column in range(grid.COLUMNS)]
