"""Codes that a finance bureau adds."""

import pytest

from budgetportal.classification import codes
from budgetportal.classification.apps import tables_can_be_read
from budgetportal.classification.codes import Evidence, economic, explain, functional
from budgetportal.classification.versions import SUPPLEMENT_VARIABLE, SupplementError

HEADER = "code,name,valid_from_year,valid_to_year,fund_kind"


def forget() -> None:
    for cached in (codes._versions, functional, economic):
        cached.cache_clear()


@pytest.fixture
def supplement(tmp_path, monkeypatch):
    def write(*lines, header=HEADER, encoding="utf-8"):
        path = tmp_path / "supplement.csv"
        path.write_text("\n".join([header, *lines, ""]), encoding=encoding)
        monkeypatch.setenv(SUPPLEMENT_VARIABLE, str(path))
        forget()

    yield write
    monkeypatch.delenv(SUPPLEMENT_VARIABLE, raising=False)
    forget()


def test_it_adds_codes_to_both_trees(supplement):
    supplement("20141,数据事务,2024,,一般公共预算", "2014101,行政运行,2024,,一般公共预算", "30298,示例款,2025,,")
    assert [code.code for code in functional(2024).path("2014101")] == ["201", "20141", "2014101"]
    assert functional(2024).find("20141").evidence is Evidence.PUBLISHED
    assert functional(2024).find("20141").fund_kinds == {"一般公共预算"}
    assert explain(functional(2023), "20141", "款").startswith("“20141 数据事务”只用于 2024 年及以后")
    assert economic(2025).find("30298").name == "示例款"


def test_without_it_the_code_is_unlisted():
    assert functional(2024).find("20141") is None


def test_its_name_is_preferred_and_the_other_still_accepted(supplement):
    supplement("2013804,经营主体管理,2024,,一般公共预算")
    assert functional(2024).names("2013804")[0] == "经营主体管理"
    assert "市场主体管理" in functional(2024).names("2013804")


def test_a_row_with_the_same_first_year_takes_the_place_of_ours(supplement):
    supplement("2010305,专项业务活动,2018,2023,一般公共预算")
    assert functional(2024).names("2010305") == ("专项业务及机关事务管理",)
    assert functional(2023).find("2010305").name == "专项业务活动"


def test_a_file_with_a_byte_order_mark_as_excel_writes_it(supplement):
    supplement("20141,数据事务,2024,,一般公共预算", encoding="utf-8-sig")
    assert functional(2024).find("20141").name == "数据事务"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["2014199,其他,2024,,"], "上级科目 20141 不存在"),
        (["20141,数据事务,24,,"], "第 2 行.*年份“24”应是四位数字"),
        (["20141,,2024,,"], "没有名称"),
        (["201411,数据事务,2024,,"], "3、5 或 7 位数字"),
        (["40101,数据事务,2024,,"], "以 2、3 或 5 开头"),
        (["20141,数据事务,2024,,", "20141,数据事务,2024,,"], "第 3 行与前面的行重复"),
        (["20141"], "第 2 行"),
    ],
)
def test_faults_are_named_and_stop_the_start(supplement, lines, said):
    supplement(*lines)
    with pytest.raises(SupplementError, match=said):
        functional(2024)
    assert [error.id for error in tables_can_be_read()] == ["classification.E001"]


def test_a_missing_column_is_named(supplement):
    supplement("20141,数据事务", header="code,name")
    with pytest.raises(SupplementError, match="缺少列 valid_from_year、valid_to_year"):
        functional(2024)


def test_a_missing_file_is_named(monkeypatch, supplement):
    monkeypatch.setenv(SUPPLEMENT_VARIABLE, "/nowhere/codes.csv")
    forget()
    with pytest.raises(SupplementError, match=r"/nowhere/codes\.csv 读不出来"):
        functional(2024)


def test_another_encoding_is_said(supplement):
    supplement("20141,数据事务,2024,,", encoding="gb18030")
    with pytest.raises(SupplementError, match="UTF-8"):
        functional(2024)
