"""The list of disclosures: what it shows, how it is narrowed down, sorted and paged."""

import re

import pytest

from budgetportal.units.models import Unit
from tests.portal import press

pytestmark = pytest.mark.django_db


def rows(response):
    return [row.record for row in response.context["table"].paginated_rows]


def names(response):
    return [record.unit.name for record in rows(response)]


def test_it_lists_what_is_public_with_its_links(client):
    version = press.publish(press.unit())
    html = client.get("/").content.decode()
    assert "乌鲁木齐市政务服务中心" in html
    assert "新疆 650100" in html
    assert 'href="/disclosures/650101-001/2024/budget/"' in html
    assert f'href="/disclosures/650101-001/2024/budget/v1/{press.artefact_of(version, "pdf").file_name}"' in html
    assert "第 1 版" in html


def test_an_empty_site_says_so(client):
    html = client.get("/").content.decode()
    assert "目前还没有公开的文本" in html
    assert "<table" not in html


def test_an_empty_answer_says_what_to_do(client):
    press.publish(press.unit())
    assert "没有找到符合条件的公开文本" in client.get("/?q=水利").content.decode()


def test_only_the_current_version_of_each_is_listed(client):
    unit = press.unit()
    press.publish(unit)
    press.publish(unit)
    press.publish(unit, 2023)
    assert sorted((row.fiscal_year, row.number) for row in rows(client.get("/"))) == [(2023, 1), (2024, 2)]


def test_what_is_not_finished_is_not_listed(client):
    unit = press.unit()
    press.make(press.approve(unit), ["page"])
    press.approve(unit, 2023)
    assert client.get("/").context["table"].paginator.count == 0


def test_until_the_correction_stands_the_old_version_is_current(client):
    unit = press.unit()
    press.publish(unit)
    press.make(press.approve(unit), ["page", "pdf"])  # the version before it is not marked yet
    assert [row.number for row in rows(client.get("/"))] == [1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=政务", ["乌鲁木齐市政务服务中心"]),
        ("q=市 中心", ["乌鲁木齐市政务服务中心"]),
        ("q=650101", ["乌鲁木齐市政务服务中心"]),
        ("q=６５０１０１", ["乌鲁木齐市政务服务中心"]),
        ("q=%25", []),
        ("fiscal_year=2023", ["昌吉市档案馆"]),
        ("kind=final", ["昌吉市档案馆"]),
        ("kind=budget&q=档案", []),
    ],
)
def test_it_is_narrowed_down(client, query, found):
    press.publish(press.unit())
    press.publish(press.unit("652301-001", "昌吉市档案馆"), 2023, "final")
    assert names(client.get(f"/?{query}")) == found


@pytest.mark.parametrize("query", ["fiscal_year=abc", "kind=secret", "q=%00", f"q={'长' * 101}"])
def test_a_condition_that_cannot_be_is_named_and_finds_nothing(client, query):
    press.publish(press.unit())
    response = client.get(f"/?{query}")
    assert response.status_code == 200
    assert response.context["filter"].form.errors
    assert 'class="errorlist"' in response.content.decode()


def test_only_years_with_something_public_are_offered(client):
    press.publish(press.unit(), 2022)
    press.approve(press.unit(), 2019)
    html = client.get("/").content.decode()
    assert re.findall(r'<option value="(\d+)"', html) == ["2022"]


@pytest.mark.parametrize("column", ["unit", "region", "fiscal_year", "kind", "number", "published_at"])
def test_every_column_orders_both_ways_without_skipping_or_repeating(client, column):
    press.publish_many(23)
    for sign in ("", "-"):
        pages = [rows(client.get(f"/?sort={sign}{column}&page={page}")) for page in (1, 2)]
        keys = [record.pk for page in pages for record in page]
        assert [len(page) for page in pages] == [20, 3]
        assert len(set(keys)) == 23


def test_it_orders_by_year(client):
    press.publish_many(8)
    years = [record.fiscal_year for record in rows(client.get("/?sort=fiscal_year"))]
    assert years == sorted(years)
    assert 'aria-sort="ascending"' in client.get("/?sort=fiscal_year").content.decode()
    assert [r.fiscal_year for r in rows(client.get("/?sort=-fiscal_year"))] == sorted(years, reverse=True)


@pytest.mark.parametrize(
    "query", ["page=99", "page=abc", f"page={'9' * 30}", "sort=content", "sort=", "per_page=100000"]
)
def test_no_address_breaks_it_or_asks_for_more(client, query):
    press.publish_many(21)
    response = client.get(f"/?{query}")
    assert response.status_code == 200
    assert 1 <= len(rows(response)) <= 20


def test_search_and_order_stay_when_the_page_turns(client):
    press.publish_many(21)
    html = client.get("/?q=服务&sort=unit").content.decode()
    assert re.search(r'href="\?q=%E6%9C%8D%E5%8A%A1&amp;sort=unit&amp;page=2"', html)


@pytest.mark.parametrize("count", [5, 50])
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, count):
    press.publish_many(count)
    with django_assert_num_queries(3):  # the years on offer, the number of rows, the rows
        client.get("/")


def test_a_name_is_text_wherever_it_stands(client):
    press.publish(press.unit(name="<script>alert(1)</script>中心"))
    for address in ("/", "/site-map/", "/units/650101-001/"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;中心" in html


@pytest.mark.parametrize("address", ["/", "/site-map/"])
def test_nothing_is_changed_here(client, address):
    assert client.post(address).status_code == 405


class TestUnit:
    def test_it_shows_years_and_versions(self, client):
        unit = press.unit()
        press.publish(unit)
        press.publish(unit, reason="三公经费预算数填写有误。")
        press.publish(unit, 2023, "final")
        html = client.get("/units/650101-001/").content.decode()
        assert html.index("2024 年单位预算") < html.index("2023 年部门决算")
        assert html.index("第 2 版") < html.index("第 1 版")
        assert html.count("已更正") == 1
        assert html.count("现行") == 2
        assert "三公经费预算数填写有误。" in html

    def test_a_unit_without_anything_public_is_not_there(self, client):
        press.make(press.approve(press.unit()), ["page"])
        assert client.get("/units/650101-001/").status_code == 404
        assert client.get("/units/none/").status_code == 404

    @pytest.mark.parametrize("count", [2, 12])
    def test_the_number_of_queries_does_not_grow(self, client, django_assert_num_queries, count):
        for year in range(count):
            press.list_only(press.unit(), 2010 + year)
        with django_assert_num_queries(1):
            client.get("/units/650101-001/")


class TestSiteMap:
    def test_it_lists_public_units_below_their_departments(self, client):
        department = Unit.objects.create(
            code="650101", name="乌鲁木齐市政府办公厅", region="650100", scope="department"
        )
        press.publish(press.unit(parent=department))
        press.unit("650101-009", "没有公开的中心", parent=department)
        html = client.get("/site-map/").content.decode()
        assert html.index("乌鲁木齐市政府办公厅") < html.index("乌鲁木齐市政务服务中心")
        assert "没有公开的中心" not in html

    @pytest.mark.parametrize("count", [5, 50])
    def test_the_number_of_queries_does_not_grow(self, client, django_assert_num_queries, count):
        press.publish_many(count)
        with django_assert_num_queries(2):
            client.get("/site-map/")
