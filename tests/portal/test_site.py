"""What every page of the site has: inspection items, meta tags, security headers, Chinese error pages."""

import json
import logging
import re
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest
from django.core.checks import run_checks
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path

from budgetportal import urls
from budgetportal.portal import checks, regions
from tests.flushing import kept_for_a_module
from tests.portal import press

PROJECT = Path(__file__).resolve().parents[2]
ITEMS = {
    "site-owner": "主办单位",
    "site-contact": "联系方式",
    "site-id-code": "网站标识码",
    "icp-number": "ICP 备案号",
    "police-number": "公安备案号",
    "agency-mark": "党政机关",
    "report-fault": "我为政府网站找错",
    "site-map": "网站地图",
}
STATED = {
    "SITE_NAME": "示例市预决算公开平台",
    "SITE_DOMAIN": "budget.example.gov.cn",
    "SITE_OWNER": "示例市财政局",
    "SITE_CONTACT": "0991-0000000",
    "SITE_ID_CODE": "6501000001",
    "ICP_NUMBER": "新ICP备00000000号",
    "POLICE_NUMBER": "新公网安备00000000000000号",
}
PAGES = {
    "index": "/",
    "search": "/?q=中心&sort=unit",
    "nothing found": "/?q=没有",
    "unit": "/units/650101-001/",
    "site map": "/site-map/",
    "page": "/disclosures/650101-001/2024/budget/v2/",
    "corrected page": "/disclosures/650101-001/2024/budget/v1/",
    "not found": "/nothing/",
    "sign-in": "/accounts/login/",
}
OTHERS = {
    "PDF": "/disclosures/650101-001/2024/budget/v2/650101-001-2024-budget-v2.pdf",
    "robots": "/robots.txt",
    "health": "/healthz",
}


def broken(request):
    raise RuntimeError("password=hunter2")


class UrlsWithAFault:
    urlpatterns: ClassVar = [*urls.urlpatterns, path("broken/", broken)]
    handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture(scope="module")
def corrected(django_db_setup, django_db_blocker, tmp_path_factory):
    """The folder of a published budget and its correction, which all tests here read and none changes."""
    folder = tmp_path_factory.mktemp("artefacts")
    with kept_for_a_module(django_db_blocker, publish_twice, ARTEFACT_ROOT=folder, **STATED):
        yield folder


def publish_twice() -> None:
    press.publish(press.unit())
    press.publish(press.unit())


@pytest.fixture
def published(corrected, settings, db):
    settings.ARTEFACT_ROOT = corrected


@pytest.fixture
def stated(settings):
    for name, value in STATED.items():
        setattr(settings, name, value)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_every_page_has_the_inspection_items(client, stated, published, address):
    html = text_of(client.get(address, follow=True))
    shown = dict(re.findall(r'<li data-testid="([^"]+)">(.*?)</li>', html))
    assert list(shown) == list(ITEMS)
    for test_id, label in ITEMS.items():
        assert label in shown[test_id]
    values = [STATED[name] for name in ("SITE_OWNER", "SITE_CONTACT", "SITE_ID_CODE", "ICP_NUMBER", "POLICE_NUMBER")]
    assert all(value in item for value, item in zip(values, shown.values(), strict=False))
    assert f"site_code={STATED['SITE_ID_CODE']}" in shown["report-fault"]


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_every_page_has_the_tags_of_the_site(client, stated, published, address):
    html = text_of(client.get(address, follow=True))
    tags = dict(re.findall(r'<meta name="(Site\w+)" content="([^"]*)">', html))
    assert tags == {
        "SiteName": STATED["SITE_NAME"],
        "SiteDomain": STATED["SITE_DOMAIN"],
        "SiteIDCode": STATED["SITE_ID_CODE"],
    }
    assert '<html lang="zh-CN">' in html
    assert html.count("<h1") == 1
    assert re.search(r"<title>[^<]+ - 示例市预决算公开平台</title>", html)


@pytest.mark.parametrize(
    ("page", "column"), [("index", "公开目录"), ("unit", "乌鲁木齐市政务服务中心"), ("site map", "网站地图")]
)
def test_pages_that_list_name_their_column(client, published, page, column):
    html = text_of(client.get(PAGES[page]))
    tags = dict(re.findall(r'<meta name="(Column\w+)" content="([^"]*)">', html))
    assert tags["ColumnName"] == column
    assert tags["ColumnType"]


@pytest.mark.parametrize("address", [*PAGES.values(), *OTHERS.values()], ids=[*PAGES, *OTHERS])
def test_every_answer_has_the_security_headers(client, published, address):
    response = client.get(address, follow=True)
    policy = response["Content-Security-Policy"]
    for rule in (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ):
        assert rule in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_no_page_has_script_or_style_inside(client, published, address):
    html = text_of(client.get(address, follow=True))
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_every_file_and_address_on_a_page_is_there(client, published, address):
    html = text_of(client.get(address, follow=True))
    own = set(re.findall(r'(?:href|src)="(/[^"]*)"', html))
    assert len(own) > 5
    for link in own:
        assert client.get(link.replace("&amp;", "&"), follow=True).status_code == 200, link


def test_a_static_file_has_a_new_address_when_it_changes(tmp_path, settings):
    from budgetportal.portal.templatetags import site

    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "some.css").write_text("a")
    before = site.asset("some.css")
    site._digest.cache_clear()
    (tmp_path / "some.css").write_text("b")
    assert site.asset("some.css") != before
    assert before.startswith("/static/some.css?v=")
    site._digest.cache_clear()


def test_robots_are_kept_out_of_the_workplace(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /admin/" in text_of(response)


# ---- errors


def test_a_missing_page_says_so_in_chinese_with_a_reference(client, db):
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert "没有这个页面" in text_of(response)
    assert re.search(r"参考号：<code>[0-9A-F]{12}</code>", text_of(response))
    assert response["Cache-Control"] == "no-store"


def test_a_fault_shows_a_reference_and_nothing_else(db, settings, caplog):
    settings.ROOT_URLCONF = UrlsWithAFault
    with caplog.at_level(logging.ERROR):
        response = Client(raise_request_exception=False).get("/broken/")
    assert response.status_code == 500
    assert "hunter2" not in text_of(response)
    assert "RuntimeError" not in text_of(response)
    reference = re.search(r"参考号：<code>([0-9A-F]{12})</code>", text_of(response))[1]
    logged = [record for record in caplog.records if getattr(record, "reference", "") == reference]
    assert len(logged) == 1
    assert logged[0].exc_info


def test_a_form_from_elsewhere_is_refused_in_chinese(db):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert "内容没有提交" in text_of(response)


def test_a_host_that_is_not_ours_is_refused_in_chinese(client):
    response = client.get("/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    assert "看不懂这个请求" in text_of(response)


@pytest.mark.parametrize("name", ["not_found", "bad_request", "server_error", "form_refused"])
def test_error_pages_ask_no_database(name):
    """Without the mark `django_db` any query fails the test."""
    assert "ABC" in render_to_string(f"portal/errors/{name}.html", {"reference": "ABC"})


@pytest.mark.parametrize("name", ["not_found", "bad_request", "server_error", "form_refused"])
def test_error_pages_say_what_to_do_without_blame(name):
    html = render_to_string(f"portal/errors/{name}.html", {"reference": "ABC"})
    assert not re.search("非法|无效|请(?!求)", html)


# ---- settings


@pytest.mark.parametrize("code", ["", "650100000", "65010000011", "６５０１０００００１", "650100 001"])
def test_a_site_without_its_code_is_not_deployed(settings, stated, code):
    settings.SITE_ID_CODE = code
    assert [message.id for message in checks.check_id_code()] == ["portal.E001"]


@pytest.mark.parametrize("name", ["SITE_OWNER", "SITE_CONTACT", "ICP_NUMBER", "POLICE_NUMBER"])
def test_what_the_footer_lacks_is_named(settings, stated, name):
    setattr(settings, name, "")
    (message,) = checks.check_stated()
    assert name in message.msg


def test_a_site_that_states_all_passes(stated):
    assert checks.check_id_code() == checks.check_stated() == []


def test_the_deployment_check_asks_for_the_code(settings):
    settings.SITE_ID_CODE = ""
    assert "portal.E001" in [message.id for message in run_checks(include_deployment_checks=True)]
    assert "portal.E001" not in [message.id for message in run_checks()]


def test_a_region_has_the_name_of_its_province():
    assert regions.region_name("650100") == "新疆 650100"
    assert regions.region_name("990000") == "990000"


def test_the_address_of_a_published_page_does_not_hang_on_collected_files(tmp_path):
    """A page is rendered once and stands for years: the addresses in it are the same wherever it is rendered."""
    code = (
        "import django; django.setup(); from budgetportal.portal.templatetags.site import asset; import json;"
        "print(json.dumps([asset('portal/site.css'), asset('rendering/disclosure.css')]))"
    )
    found = set()
    for hashed in ("0", "1"):
        environment = {
            "DJANGO_SETTINGS_MODULE": "budgetportal.settings",
            "HASHED_STATIC_FILES": hashed, "STATIC_ROOT": str(tmp_path),
        }  # fmt: skip
        run = subprocess.run(
            [sys.executable, "-c", code], env=environment, cwd=PROJECT, capture_output=True, check=True
        )
        found.add(tuple(json.loads(run.stdout)))
    assert len(found) == 1
