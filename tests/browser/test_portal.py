"""The public site as readers use it: wide and narrow, by keyboard, without JavaScript, printed, read aloud."""

import re

import pytest

from tests.browser.accessibility import serious_findings
from tests.portal import press
from tests.portal.conftest import artefact_root  # noqa: F401  (fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = {
    "index": "/",
    "nothing found": "/?q=没有",
    "wrong condition": "/?fiscal_year=1999",
    "unit": "/units/650101-001/",
    "site map": "/site-map/",
    "page": "/disclosures/650101-001/2024/budget/",
    "corrected page": "/disclosures/650101-001/2024/budget/v1/",
    "not found": "/nothing/",
    "sign-in": "/accounts/login/",
}


@pytest.fixture
def site(live_server):
    """A site with a corrected budget of one unit, and enough of others for a second page."""
    unit = press.unit(authority="乌鲁木齐市人民政府办公厅")
    press.publish(unit)
    press.publish(unit)
    press.publish(
        press.unit("652301-001", "昌吉回族自治州档案馆（昌吉回族自治州地方志编纂委员会办公室）"), 2023, "final"
    )
    press.publish_many(20)
    return live_server.url


@pytest.fixture
def page(chromium_page):
    complaints = []
    chromium_page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    chromium_page.on("pageerror", lambda error: complaints.append(str(error)))
    yield chromium_page
    assert [text for text in complaints if "404 (Not Found)" not in text] == []


def is_in_one_screen_width(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def body_size(page):
    return float(page.evaluate("getComputedStyle(document.body).fontSize").removesuffix("px"))


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_fits_and_axe_finds_nothing_serious(page, site, width, tmp_path):
    page.set_viewport_size({"width": width, "height": 844})
    for name, address in PAGES.items():
        page.goto(site + address)
        assert is_in_one_screen_width(page), name
        assert serious_findings(page) == [], name
        page.screenshot(path=tmp_path / f"{name}-{width}.png")


@pytest.mark.parametrize("width", [320, 640])  # 1280 px at zoom 400 % and 200 %
def test_pages_reflow_when_zoomed(page, site, width):
    page.set_viewport_size({"width": width, "height": 512})
    for name, address in PAGES.items():
        page.goto(site + address)
        assert is_in_one_screen_width(page), name


def test_from_the_list_to_the_figures_in_three_clicks(page, site):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + "/")
    page.get_by_label("单位名称或编码").fill("政务服务")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="网页 2024 年乌鲁木齐市政务服务中心单位预算").click()
    page.get_by_role("link", name=re.compile("表 1")).first.click()
    assert re.search(r"/artefacts/[0-9a-f]{64}/index\.html#", page.url)
    assert "412.33" in page.inner_text("main")


def test_unit_year_page(page, site):
    page.goto(site + "/?sort=unit")
    page.get_by_role("link", name="乌鲁木齐市政务服务中心", exact=True).click()
    page.get_by_role("link", name="2024 年单位预算", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("乌鲁木齐市政务服务中心")


def test_a_corrected_version_leads_to_the_current_one(page, site):
    page.goto(site + "/units/650101-001/")
    page.get_by_role("link", name="网页 2024 年单位预算第 1 版").click()
    assert "已更正" in page.inner_text("main")
    page.get_by_role("link", name="查看现行版本").click()
    assert "第 2 版" in page.inner_text("main")


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(page, site):
    page.goto(site + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    seen = []
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen.append(page.evaluate("document.activeElement.name || document.activeElement.innerText"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for reached in ("公开目录", "q", "fiscal_year", "kind", "查找", "大", "打印", "年度", "下一页", "我为政府网站找错"):
        assert reached in seen
    page.goto(site + "/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_text_grows_and_stays_so(page, site):
    page.goto(site + "/")
    before = body_size(page)
    page.get_by_role("button", name="字号：大").click()
    assert body_size(page) >= before * 1.2
    page.goto(site + PAGES["page"])
    assert body_size(page) >= before * 1.2
    assert page.get_by_role("button", name="字号：大").get_attribute("aria-pressed") == "true"
    page.set_viewport_size({"width": 390, "height": 844})
    for address in PAGES.values():
        page.goto(site + address)
        assert is_in_one_screen_width(page), address
    page.get_by_role("button", name="字号：小").click()
    assert body_size(page) < before


def test_the_print_button_prints(page, site):
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(site + PAGES["page"])
    page.get_by_role("button", name="打印").click()
    assert page.evaluate("window.printed") is True


def test_on_paper_the_page_is_without_what_is_clicked(page, site):
    page.goto(site + PAGES["page"])
    page.emulate_media(media="print")
    for selector in (".site-navigation", ".site-tools", ".disclosure-downloads"):
        assert not page.locator(selector).first.is_visible()
    assert page.locator("table").first.is_visible()


def test_without_javascript_everything_is_there_but_the_aids(chromium, site):
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(site + "/")
    assert not page.get_by_role("button", name="打印").is_visible()
    page.get_by_label("年度").select_option("2024")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="网页 2024 年乌鲁木齐市政务服务中心单位预算").click()
    assert page.locator("table").first.is_visible()
    context.close()


def test_rows_stay_rows_where_they_look_like_cards(page, site):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + "/")
    table = page.get_by_role("table")
    assert table.get_by_role("row").count() == 21
    first = table.get_by_role("row").nth(1)
    assert first.get_by_role("rowheader").count() == 1
    assert first.get_by_role("cell").count() == 6


def test_sorting_says_what_it_did(page, site):
    page.goto(site + "/")
    page.get_by_role("link", name="年度", exact=True).click()
    assert page.get_by_role("columnheader", name="年度").get_attribute("aria-sort") == "ascending"
    page.get_by_role("link", name="年度", exact=True).click()
    assert page.get_by_role("columnheader", name="年度").get_attribute("aria-sort") == "descending"
