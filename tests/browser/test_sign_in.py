"""Sign-in as a person does it: password, second factor, admin, sign-out; on a wide and on a narrow screen."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from budgetportal.units.models import Membership, Person, Role, Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "Kang-jian-2024"


@pytest.fixture
def accountant(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    person = Person.objects.create_user("tianbao", None, PASSWORD)
    unit = Unit.objects.create(code="100000-001", name="第一服务中心", region="100000")
    Membership.objects.create(person=person, unit=unit, role=Role.ACCOUNTANT)
    return person


@pytest.fixture
def page(chromium_page):
    complaints = []
    chromium_page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield chromium_page
    assert [text for text in complaints if "Content Security Policy" in text] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_password_into_the_admin_and_out(page, live_server, accountant, width):
    page.set_viewport_size({"width": width, "height": 850})
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("用户名").fill("tianbao")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="设置二次验证").wait_for()
    assert page.evaluate("document.querySelector('.square-code').naturalWidth") > 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    secret = page.locator(".secret").inner_text()
    page.get_by_label("验证码").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="启用").click()

    assert page.get_by_label("未用的恢复码").locator("li").count() == 10
    page.get_by_role("link", name="已保管好，进入工作台").click()
    assert page.url == f"{live_server.url}/admin/"

    page.get_by_role("button", name="退出").click()
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("heading", name="登录工作台").wait_for()


def test_the_page_of_codes_by_keyboard_and_in_one_screen_width(page, live_server, accountant, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    page.set_viewport_size({"width": 390, "height": 850})
    page.goto(f"{live_server.url}/admin/classification/")
    page.get_by_label("用户名").fill("tianbao")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("年度").select_option("2024")
    page.get_by_label("编码或名称").fill("参事事务")
    page.keyboard.press("Enter")
    page.get_by_role("table", name="2024 年支出功能分类科目，1 个").wait_for()
    assert page.get_by_role("rowheader", name="2010309").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
