"""政府收支分类科目 as plain data."""

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from budgetportal.classification.codes import (
    GOVERNMENT,
    LEVELS,
    CodeProblem,
    Evidence,
    economic,
    explain,
    functional,
    note,
    problem_of,
    same_name,
)
from budgetportal.classification.versions import DATA, FLOOR, read_reference

TREES = [("functional", ""), ("economic", "部门"), ("economic", "政府")]
YEARS = range(2018, 2028)
CLASSES_2024 = [*range(201, 218), *range(219, 225), 227, *range(229, 235)]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["functional", "economic"])
def test_level_and_parent_follow_from_the_code(name):
    for row in rows(name):
        assert row["level"] == LEVELS[len(row["code"])]
        assert row["parent"] == (row["code"][:-2] if len(row["code"]) > 3 else "")


@pytest.mark.parametrize("name", ["functional", "economic"])
def test_no_version_stands_twice(name):
    versions = Counter((row["code"], row["name"], row["valid_from_year"], row["valid_to_year"]) for row in rows(name))
    assert [version for version, count in versions.items() if count > 1] == []


@pytest.mark.parametrize(("tree", "kind"), TREES)
def test_every_version_has_a_parent_in_an_overlapping_period(tree, kind):
    versions = read_reference(tree, kind)
    years = {code.code: set() for code in versions}
    for code in versions:
        years[code.code] |= {year for year in YEARS if code.holds_in(year)}
    orphans = [code.code for code in versions if code.parent and not years[code.code] & years.get(code.parent, set())]
    assert orphans == []


def test_the_readme_states_the_evidence_as_it_is():
    text = (DATA / "README.md").read_text(encoding="utf-8")
    for name, column in (("functional", 0), ("economic", 1)):
        counted = Counter(row["evidence"] for row in rows(name))
        for evidence in Evidence:
            stated = re.search(rf"^\| `{evidence}` \|.*\| (\d+) \| (\d+) \|$", text, re.MULTILINE).groups()[column]
            assert counted[evidence] == int(stated)


@pytest.mark.parametrize("year", YEARS)
def test_a_code_in_force_has_its_whole_path_in_force(year):
    for tree in (functional(year), economic(year), economic(year, GOVERNMENT)):
        for level, depth in (("类", 1), ("款", 2), ("项", 3)):
            assert all(len(tree.path(code.code)) == depth for code in tree.codes(level)), year


def test_the_classes_of_2024():
    assert [code.code for code in functional(2024).classes()] == [str(code) for code in CLASSES_2024]


def test_the_classes_of_2024_are_those_of_the_published_form(shared_folder: Path):
    table = (shared_folder / "seeds/budget-2024-unit.txt").read_text(encoding="utf-8").split("表 1")[1].split("表 2")[0]
    printed = re.findall(r"\b(2\d\d) ([\u4e00-\u9fff]+)", table)
    assert [(code.code, code.name) for code in functional(2024).classes()] == printed


def test_the_economic_tree_is_that_of_departments_unless_asked_for():
    assert {code.code[0] for code in economic(2024).classes()} == {"3"}
    assert {code.code[0] for code in economic(2024, GOVERNMENT).classes()} == {"5"}
    assert economic(2024).find("30101").name == "基本工资"


def test_children_and_path():
    tree = functional(2024)
    assert [code.name for code in tree.path("2010301")] == [
        "一般公共服务支出",
        "政府办公厅（室）及相关机构事务",
        "行政运行",
    ]
    assert "2010301" in [code.code for code in tree.children("20103")]
    assert tree.children("2010301") == ()
    assert tree.path("2010377") == ()


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("20805", 2019, "行政事业单位离退休"),
        ("20805", 2020, "行政事业单位养老支出"),
        ("2080501", 2020, "行政单位离退休"),
        ("2080504", 2020, None),
        ("2080504", 2019, "未归口管理的行政单位离退休"),
        ("21301", 2020, "农业农村"),
        ("234", 2019, None),
        ("234", 2020, "抗疫特别国债安排的支出"),
        ("2050302", 2020, "中等职业教育"),
        ("2029901", 2020, "其他外交支出"),
        ("2029901", 2021, None),
        ("2029999", 2020, None),
        ("2029999", 2021, "其他外交支出"),
        ("224", 2018, None),
        ("224", 2019, "灾害防治及应急管理支出"),
        ("21305", 2020, "扶贫"),
        ("21305", 2024, "巩固脱贫攻坚成果衔接乡村振兴"),
    ],
)
def test_names_by_year(code, year, name):
    found = functional(year).find(code)
    assert (found.name if found else None) == name


def test_where_versions_overlap_the_current_name_comes_first_and_both_are_accepted():
    tree = functional(2024)
    assert tree.find("2010305").name == "专项业务及机关事务管理"
    assert tree.names("2010305") == ("专项业务及机关事务管理", "专项业务活动")
    assert explain(tree, "2010305", "项", "专项业务活动") is None


def test_open_ended_codes_hold_in_years_beyond_the_data():
    assert functional(2027).find("2010301").name == "行政运行"
    assert functional(2027).find("20805").name == "行政事业单位养老支出"


def test_years_before_the_data_are_taken_as_its_first():
    assert functional(FLOOR - 3).find("20805").name == functional(FLOOR).find("20805").name


def test_years_elsewhere():
    assert functional(2024).years_elsewhere("2080504") == ((2018, 2019),)
    assert functional(2024).years_elsewhere("2010301") == ()


@pytest.mark.parametrize(
    ("code", "level", "name", "problem"),
    [
        ("2010301", "项", "行政运行", None),
        ("2010301", "项", None, None),
        ("20103", "项", None, CodeProblem.WRONG_LEVEL),
        ("201030", "项", None, CodeProblem.WRONG_LEVEL),
        ("201030a", "项", None, CodeProblem.WRONG_LEVEL),
        ("２０１０３０１", "项", None, CodeProblem.WRONG_LEVEL),
        ("", "项", None, CodeProblem.WRONG_LEVEL),
        ("2010377", "项", None, CodeProblem.UNKNOWN),
        ("2080504", "项", None, CodeProblem.OTHER_YEARS),
        ("2010309", "项", "其他政府办公厅（室）及相关机构事务支出", CodeProblem.OTHER_NAME),
    ],
)
def test_problems(code, level, name, problem):
    assert problem_of(functional(2024), code, level, name) is problem


def test_an_unknown_code_is_called_unlisted_with_its_neighbours():
    sentence = explain(functional(2024), "2010377", "项")
    assert "“2010377”不在 2024 年支出功能分类科目表中" in sentence
    assert "2010399 其他政府办公厅（室）及相关机构事务支出" in sentence
    assert "补入科目表" in sentence


def test_a_code_of_another_level_names_its_level_and_what_is_below():
    sentence = explain(functional(2024), "20103", "项")
    assert "是款级科目" in sentence
    assert "这里要填项级科目，7 位数字，例如 2010301 行政运行" in sentence


def test_a_code_of_other_years_names_the_years():
    assert "只用于 2019 年及以前，2024 年不用" in explain(functional(2024), "2080504", "项")
    assert "只用于 2021 年及以后，2020 年不用" in explain(functional(2020), "2029999", "项")


def test_a_name_of_another_code_is_answered_with_both():
    sentence = explain(functional(2024), "2010309", "项", "其他政府办公厅（室）及相关机构事务支出")
    assert "科目名称是“参事事务”" in sentence
    assert "这个名称的科目：2010399" in sentence


def test_brackets_and_line_breaks_make_no_other_name():
    assert same_name("维修(护)\n费", "维修（护）费")
    assert explain(economic(2024), "30213", "款", "维修(护) 费") is None
    assert "“维修（护）费”" in explain(economic(2024), "30213", "款", "维修（户）费")


def test_an_unverified_code_carries_a_reservation():
    assert functional(2024).find("2013804").evidence is Evidence.UNVERIFIED
    assert "该科目未经官方文本核实" in note(functional(2024), "2013804")
    assert note(functional(2024), "201") is None
    assert note(functional(2024), "2010377") is None


def test_no_sentence_scolds():
    sentences = [
        explain(functional(2024), code, "项", "名") for code in ("x", "20103", "2010377", "2080504", "2010309")
    ]
    assert not [sentence for sentence in sentences if re.search("非法|无效|请", sentence)]


def test_the_module_imports_no_django():
    program = "import sys, budgetportal.classification.codes; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
