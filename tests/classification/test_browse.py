"""The page on which staff look codes up."""

import re

import pytest
from django.test import Client

from budgetportal.units.models import Person

PAGE = "/admin/classification/"


@pytest.fixture
def staff(db):
    client = Client()
    client.force_login(Person.objects.create_user("chakan"))
    return client


def codes(answer):
    return re.findall(r'<th scope="row">(?:<a [^>]*>)?(\d+)', answer.content.decode())


def test_it_begins_with_the_classes(staff):
    answer = staff.get(PAGE, {"year": 2024})
    assert len(codes(answer)) == 30
    assert "2024 年支出功能分类科目，30 个" in answer.content.decode()


def test_a_class_leads_to_what_is_below_it(staff):
    answer = staff.get(PAGE, {"year": 2024, "under": "234"})
    assert codes(answer)[:2] == ["234", "23401"]
    assert all(code.startswith("234") for code in codes(answer))


@pytest.mark.parametrize(
    ("query", "expected"), [("2010301", ["2010301"]), ("参事事务", ["2010309"]), ("7777777", []), ("<script>", [])]
)
def test_search_by_code_and_by_name(staff, query, expected):
    answer = staff.get(PAGE, {"year": 2024, "q": query})
    assert codes(answer) == expected
    assert "<script>" not in answer.content.decode().split("<main", 1)[-1].replace("<script src", "")


def test_search_finds_the_other_name_of_a_code(staff):
    page = staff.get(PAGE, {"year": 2024, "q": "专项业务活动"})
    assert codes(page)[:1] == ["2010305"]
    assert "（也称：专项业务活动）" in page.content.decode()


def test_the_year_changes_the_names(staff):
    assert "行政事业单位离退休" in staff.get(PAGE, {"year": 2019, "q": "20805"}).content.decode()
    assert "行政事业单位离退休" not in staff.get(PAGE, {"year": 2024, "q": "20805"}).content.decode()


def test_the_economic_trees(staff):
    assert codes(staff.get(PAGE, {"year": 2024, "tree": "economic", "q": "维修（护）费"})) == ["30213"]
    assert codes(staff.get(PAGE, {"year": 2024, "tree": "government"}))[0] == "501"


def test_unverified_codes_say_so(staff):
    assert "未经官方文本核实</td>" in staff.get(PAGE, {"year": 2024, "q": "2013804"}).content.decode()


@pytest.mark.parametrize("bad", [{"year": "1066"}, {"year": "x"}, {"tree": "x"}, {"q": "长" * 101}, {"under": "../"}])
def test_what_is_not_on_offer_is_answered_with_the_form(staff, bad):
    answer = staff.get(PAGE, {"year": 2024} | bad)
    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()


def test_visitors_sign_in_first(db):
    answer = Client().get(PAGE)
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_it_asks_the_database_for_nothing_but_the_person(staff, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        staff.get(PAGE, {"year": 2024, "under": "213"})
