"""What published tables tell, put into a filing that is there; what they leave to be filled in."""

from dataclasses import replace

from budgetportal.disclosure.budget import Comparison
from budgetportal.disclosure.published.joining import joined, remaining
from budgetportal.disclosure.terms import Category, Source
from tests.disclosure.examples import WORK, filing, income, performance, project, small_filing, spent

TOLD = (project("甲", amounts={"302": "6.00"}), project("乙", amounts={"302": "4.00"}))


def stored():
    known = replace(TOLD[0], amounts={}, leader="信息科", performance=performance("6.00"))
    gone = project("丙", amounts={"302": "4.00"})
    own = project("丁", source=Source.OWN_BUSINESS, amount="1.00")
    fund = project("戊", source=Source.FUND, amount="2.00")
    carried = project("己", source=Source.CARRY_GENERAL, amount="3.00")
    return replace(small_filing(), projects=(known, gone, own, fund, carried), other_notes="另行说明。")


def test_rows_come_from_the_tables_and_words_stay():
    told = filing(income=(income("10.00"),), expenditure=(spent("10.00", Category.PROJECT, WORK),), projects=TOLD)
    whole = joined(stored(), told)
    assert (whole.income, whole.expenditure, whole.other_notes) == (told.income, told.expenditure, "另行说明。")
    assert [one.name for one in whole.projects] == ["甲", "乙", "丁", "戊"]
    first = whole.projects[0]
    assert (first.amounts, first.leader, first.performance) == (TOLD[0].amounts, "信息科", performance("6.00"))


def test_two_projects_of_one_name_keep_their_own_words():
    twice = (replace(TOLD[0], leader="一科"), replace(TOLD[0], leader="二科"))
    whole = joined(replace(small_filing(), projects=twice), replace(small_filing(), projects=(TOLD[0], TOLD[0])))
    assert [one.leader for one in whole.projects] == ["一科", "二科"]


def test_money_without_projects_is_said():
    rows = (spent("10.00", Category.PROJECT, WORK), spent("3.00", Category.PROJECT, WORK, source=Source.OWN_BUSINESS))
    said = remaining(filing(expenditure=rows, projects=TOLD))
    assert any("项目支出 13.00，各项目合计 10.00，还有 3.00 万元没有列出项目" in line for line in said)
    assert any(line.startswith("2 个项目") for line in said)
    assert not any("没有列出项目" in line for line in remaining(filing(expenditure=rows[:1], projects=TOLD)))


def test_what_is_there_is_not_asked_for():
    (listed,) = (line for line in remaining(filing()) if line.startswith("公开表没有的内容"))
    assert "与上年比较" in listed
    compared = replace(filing(), comparisons=(Comparison(topic="official.total"),))
    assert "与上年比较" not in "".join(remaining(compared))
