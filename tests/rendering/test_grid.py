from budgetportal.disclosure.document import Form
from budgetportal.rendering import grid
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
