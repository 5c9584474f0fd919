"""What makes a filing impossible to store or print: every rule where it fires and where it just does not."""

import dataclasses
import json
import random
from dataclasses import replace
from decimal import Decimal

import pytest

from budgetportal.classification.codes import Evidence, functional
from budgetportal.disclosure.budget import Comparison
from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.filing import GlossaryEntry, Target
from budgetportal.disclosure.intake import take
from budgetportal.disclosure.places import where
from budgetportal.disclosure.soundness import MOST_PROBLEMS, notes, problems
from budgetportal.disclosure.terms import AmountUnit, Category, OfficialItem, Operator, Source
from tests.disclosure.examples import (
    OFFICE,
    WORK,
    basic,
    filing,
    income,
    indicator,
    official,
    performance,
    project,
    small_filing,
    spent,
    unit_performance,
    with_row,
)
from tests.disclosure.published_filings import BUDGETS, published_bytes
from tests.disclosure.strategies import random_filing

FORBIDDEN = ("非法", "无效", "请")


def found(whole):
    """The messages by place; every place has words and no message scolds."""
    listed = problems(whole)
    for problem in listed:
        assert not any(word in problem.message for word in FORBIDDEN)
        assert problem.message
    return {problem.place: problem.message for problem in listed}


def test_the_small_filing_is_sound():
    assert problems(small_filing()) == []


@pytest.mark.parametrize("seed", range(60))
def test_random_filings_are_sound(seed):
    assert problems(random_filing(random.Random(seed), AmountUnit.YUAN if seed % 2 else AmountUnit.WAN)) == []


@pytest.mark.parametrize("name", BUDGETS)
def test_the_published_filings_are_sound(shared_folder, name):
    data = published_bytes(shared_folder, name)
    if json.loads(data)["edition"] not in EDITIONS:
        pytest.skip("its edition is not declared")
    taken, listed = take(data)
    assert listed == []
    assert taken is not None
    assert write_filing(taken) == data


class TestWhole:
    def test_an_unknown_edition_is_told_with_those_that_are_known(self):
        message = found(filing(edition="xinjiang-budget-1999"))["edition"]
        assert "xinjiang-budget-1999" in message
        assert all(name in message for name in EDITIONS)

    def test_with_an_unknown_edition_the_other_rules_still_speak(self):
        whole = filing(edition="x", income=(income("1.00", "9999999"),))
        assert set(found(whole)) == {"edition", "income[0].function"}

    @pytest.mark.parametrize("year", [0, 24, 2017, 2101, 20240])
    def test_a_year_out_of_range(self, year):
        assert str(year) in found(filing(fiscal_year=year))["fiscal_year"]

    @pytest.mark.parametrize("year", [2018, 2024, 2100])
    def test_a_year_in_range(self, year):
        assert found(filing(fiscal_year=year)) == {}

    def test_a_unit_above_itself(self):
        unit = small_filing().unit
        assert unit.code in found(filing(unit=replace(unit, parent=unit.code)))["unit.parent"]

    def test_a_unit_below_another(self):
        assert found(filing(unit=replace(small_filing().unit, parent="650100"))) == {}


class TestCodes:
    @pytest.mark.parametrize(
        ("table", "row"),
        [("income", income("1.00", "2010377")), ("expenditure", spent("1.00", function="2010377")),
         ("projects", project(amounts={"302": "1.00"}, function="2010377"))],
    )  # fmt: skip
    def test_an_unknown_function(self, table, row):
        message = found(with_row(small_filing(), table, row))
        n = len(getattr(small_filing(), table))
        assert list(message) == [f"{table}[{n}].function"]
        assert "2010377" in message[f"{table}[{n}].function"]

    def test_a_function_of_other_years_only(self):
        early, late = functional(2018), functional(2024)
        code = next(one.code for one in early.codes("项") if late.find(one.code) is None)
        assert found(filing(fiscal_year=2018, income=(income("1.00", code),))) == {}
        assert "2024 年不用" in found(filing(income=(income("1.00", code),)))["income[0].function"]

    def test_an_unknown_economic_code(self):
        whole = filing(basic_by_economic=(basic("1.00", "30101"), basic("1.00", "30177")))
        assert list(found(whole)) == ["basic_by_economic[1].economic"]

    def test_a_code_of_the_government_tree_is_no_code_of_the_department_tree(self):
        assert "50101" in found(filing(basic_by_economic=(basic("1.00", "50101"),)))["basic_by_economic[0].economic"]

    @pytest.mark.parametrize("topic", ["general.function.2010377", "fund.function.2120877", "purpose.general.299"])
    def test_an_unknown_code_in_a_topic(self, topic):
        whole = filing(comparisons=(Comparison(topic="operating"), Comparison(topic=topic, reason="增加")))
        assert topic.rpartition(".")[2] in found(whole)["comparisons[1].topic"]

    def test_a_topic_may_name_a_function_that_was_gone_after_last_year(self):
        gone = {
            (year, one.code)
            for year in range(2019, 2027)
            for one in functional(year - 1).codes("项")
            if functional(year).find(one.code) is None
        }
        year, code = min(gone)
        topic = Comparison(topic=f"general.function.{code}", prior=Decimal("1.00"))
        assert found(filing(fiscal_year=year, comparisons=(topic,))) == {}
        assert "comparisons[0].topic" in found(filing(fiscal_year=year + 1, comparisons=(topic,)))

    def test_topics_without_a_code(self):
        topics = (
            "income.general",
            "expenditure.basic",
            "fund.total",
            "official.total",
            "operating",
            "purpose.general.201",
        )
        assert found(filing(comparisons=tuple(Comparison(topic=topic) for topic in topics))) == {}

    def test_thousands_of_unknown_codes_end_soon(self):
        rows = tuple(income("1.00", f"9{n:06}") for n in range(5_000))
        listed = problems(filing(income=rows))
        assert len(listed) == MOST_PROBLEMS + 1
        assert "问题太多" in listed[-1].message

    def test_just_as_many_problems_as_are_listed(self):
        rows = tuple(income("1.00", f"9{n:06}") for n in range(MOST_PROBLEMS))
        listed = problems(filing(income=rows))
        assert [problem.place for problem in listed] == [f"income[{n}].function" for n in range(MOST_PROBLEMS)]


DUPLICATES = [
    ("glossary", GlossaryEntry(term="基本支出", definition="另一个解释"), "term", {"term": "项目支出"}),
    ("income", income("1.00"), "function", {"source": Source.FUND}),
    ("income", income("1.00"), "function", {"function": "2010350"}),
    ("expenditure", spent("1.00"), "function", {"category": Category.PROJECT}),
    ("expenditure", spent("1.00"), "function", {"source": Source.GENERAL_TRANSFER}),
    ("basic_by_economic", basic("1.00"), "economic", {"category": Category.PUBLIC}),
    ("projects", project(amounts={"302": "1.00"}), "name", {"name": "窗口服务保障（二期）"}),
    ("projects", project(amounts={"302": "1.00"}), "name", {"source": Source.GENERAL_TRANSFER}),
    ("official_expenses", official("1.00"), "item", {"item": OfficialItem.OVERSEAS}),
    ("comparisons", Comparison(topic="income.general"), "topic", {"topic": "income.fund"}),
]


class TestDuplicates:
    @pytest.mark.parametrize(("table", "row", "member", "other"), DUPLICATES)
    def test_two_rows_of_one_key_are_both_named(self, table, row, member, other):
        n = len(getattr(small_filing(), table))
        message = found(with_row(small_filing(), table, row))[f"{table}[{n}].{member}"]
        assert f"第 {n + 1} 行与第 1 行重复" in message
        assert "合并为一行" in message

    @pytest.mark.parametrize(("table", "row", "member", "other"), DUPLICATES)
    def test_a_row_that_differs_in_one_member_of_the_key_is_another(self, table, row, member, other):
        assert found(with_row(small_filing(), table, replace(row, **other))) == {}

    def test_three_rows_of_one_key_all_point_at_the_first(self):
        whole = filing(income=(income("9.00", WORK), income("1.00"), income("1.00"), income("1.00")))
        messages = found(whole)
        assert "第 3 行与第 2 行重复" in messages["income[2].function"]
        assert "第 4 行与第 2 行重复" in messages["income[3].function"]


class TestSources:
    @pytest.mark.parametrize(
        ("table", "row"),
        [("income", income("1.00", source=Source.OWN_RESERVE)),
         ("expenditure", spent("1.00", source=Source.OWN_RESERVE)),
         ("projects", project("x", "1.00", source=Source.OWN_RESERVE))],
    )  # fmt: skip
    def test_a_source_that_the_edition_does_not_have(self, table, row):
        messages = found(filing(**{table: (row,)}))
        assert list(messages) == [f"{table}[0].source"]
        assert "用事业基金弥补收支差额" in messages[f"{table}[0].source"]
        assert "carry_general（" in messages[f"{table}[0].source"]

    def test_every_source_of_the_edition(self):
        sources = EDITIONS["xinjiang-budget-2024"].sources
        assert found(filing(income=tuple(income("1.00", source=source) for source in sources))) == {}

    @pytest.mark.parametrize("source", [Source.GENERAL_TRANSFER, Source.OWN_OTHER, Source.CARRY_GENERAL])
    def test_official_expenses_are_paid_from_three_sources_only(self, source):
        messages = found(filing(official_expenses=(official("1.00"), official("1.00", source=source))))
        assert list(messages) == ["official_expenses[1].source"]
        assert "可填：general" in messages["official_expenses[1].source"]

    def test_the_three_sources_of_official_expenses(self):
        rows = tuple(official("1.00", source=source) for source in (Source.GENERAL, Source.FUND, Source.SOE))
        assert found(filing(official_expenses=rows)) == {}


class TestCategories:
    @pytest.mark.parametrize("source", [Source.FUND, Source.SOE, Source.CARRY_GENERAL, Source.CARRY_OWN])
    def test_basic_where_a_table_splits_it(self, source):
        messages = found(filing(expenditure=(spent("1.00", Category.BASIC, source=source),)))
        assert list(messages) == ["expenditure[0].category"]
        assert "personnel" in messages["expenditure[0].category"]

    @pytest.mark.parametrize(
        "source", [Source.GENERAL, Source.GENERAL_TRANSFER, Source.OWN_OTHER, Source.FISCAL_ACCOUNT]
    )
    def test_basic_where_no_table_splits_it(self, source):
        assert found(filing(expenditure=(spent("1.00", Category.BASIC, source=source),))) == {}

    @pytest.mark.parametrize("category", [Category.PERSONNEL, Category.PUBLIC, Category.PROJECT])
    def test_split_where_a_table_splits_it(self, category):
        assert found(filing(expenditure=(spent("1.00", category, source=Source.FUND),))) == {}

    @pytest.mark.parametrize("category", [Category.BASIC, Category.PROJECT])
    def test_basic_by_economic_is_personnel_or_public(self, category):
        whole = filing(basic_by_economic=(basic("1.00", category=Category.PUBLIC), basic("1.00", category=category)))
        assert category.label in found(whole)["basic_by_economic[1].category"]


class TestProjects:
    def test_both_kinds_of_amounts(self):
        whole = filing(projects=(project(amount="1.00", amounts={"302": "1.00"}),))
        assert "只留一种" in found(whole)["projects[0].amount"]

    @pytest.mark.parametrize("source", [Source.GENERAL, Source.GENERAL_TRANSFER])
    @pytest.mark.parametrize("amount", [None, "1.00"])
    def test_a_general_project_needs_its_classes(self, source, amount):
        assert "按类填写" in found(filing(projects=(project(amount=amount, source=source),)))["projects[0].amounts"]

    @pytest.mark.parametrize("source", [Source.FUND, Source.OWN_OTHER, Source.CARRY_GENERAL])
    def test_another_project_needs_one_of_them(self, source):
        assert "没有金额" in found(filing(projects=(project(source=source),)))["projects[0].amount"]
        assert found(filing(projects=(project(amount="0.00", source=source),))) == {}
        assert found(filing(projects=(project(amounts={"302": "1.00"}, source=source),))) == {}


UNSOUND = [
    (indicator(level2=None), "level2", "二级指标"),
    (indicator(level3=None), "level3", "三级指标"),
    (indicator(level2=None, level3=None), "level3", "三级指标"),
]
SOUND = [
    indicator(),
    indicator(target=None),
    indicator(level3=None, target=None),
    indicator(level2=None, level3=None, target=None),
    indicator(target=Target(op=Operator.TEXT, value="按期完成")),
]


class TestIndicators:
    @pytest.mark.parametrize(("row", "member", "word"), UNSOUND)
    def test_a_level_without_the_one_above(self, row, member, word):
        goals = performance("1.00", indicators=(indicator(), row))
        whole = filing(
            projects=(project(amounts={"302": "1.00"}, performance=goals),),
            unit_performance=unit_performance("1.00", "0.00", indicators=(row,)),
        )
        messages = found(whole)
        places = [f"projects[0].performance.indicators[1].{member}", f"unit_performance.indicators[0].{member}"]
        assert list(messages) == places
        assert all(word in message for message in messages.values())

    @pytest.mark.parametrize("row", SOUND)
    def test_rows_that_end_early(self, row):
        whole = filing(unit_performance=unit_performance("1.00", "0.00", indicators=(row,)))
        assert found(whole) == {}


class TestWording:
    def test_an_unknown_section(self):
        message = found(filing(wording={"chapter.nine": "甲"}))["wording.chapter.nine"]
        assert "chapter.nine" in message
        assert EDITIONS["xinjiang-budget-2024"].wording_keys[0] in message

    def test_every_section_of_the_edition(self):
        keys = [key.replace("*", "2010301") for key in EDITIONS["xinjiang-budget-2024"].wording_keys]
        assert keys
        assert found(filing(wording=dict.fromkeys(keys, "自行表述"))) == {}


class TestNotes:
    @staticmethod
    def unverified():
        return next(one.code for one in functional(2024).codes("项") if one.evidence is Evidence.UNVERIFIED)

    def test_a_code_that_no_official_text_backs_is_noted_once_and_is_no_problem(self):
        code = self.unverified()
        whole = filing(income=(income("1.00"), income("1.00", code)), expenditure=(spent("1.00", function=code),))
        assert [note.place for note in notes(whole)] == ["income[1].function"]
        assert code in notes(whole)[0].message
        assert problems(whole) == []

    def test_other_codes_are_not_noted(self):
        assert [note for note in notes(filing(income=(income("1.00", "2010350"),))) if "2010350" in note.message] == []


class TestIntake:
    def test_a_sound_file(self):
        taken, listed = take(write_filing(small_filing()))
        assert (taken, listed) == (small_filing(), [])

    def test_an_unsound_file(self):
        taken, listed = take(write_filing(filing(fiscal_year=1999)))
        assert taken is None
        assert [problem.place for problem in listed] == ["fiscal_year"]

    def test_a_file_that_cannot_be_read(self):
        taken, listed = take(b"{")
        assert taken is None
        assert len(listed) == 1


def test_problems_of_several_rules_come_together_and_each_place_has_words():
    whole = dataclasses.replace(
        small_filing(),
        fiscal_year=2024,
        income=(income("1.00", OFFICE), income("1.00", OFFICE), income("1.00", "9999999")),
        official_expenses=(official("1.00", source=Source.OWN_OTHER),),
        wording={"x": "甲"},
    )
    listed = problems(whole)
    assert {problem.place for problem in listed} == {
        "income[1].function", "income[2].function", "official_expenses[0].source", "wording.x",
    }  # fmt: skip
    assert where(listed[0].place).startswith("收入 第")
