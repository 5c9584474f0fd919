"""Sign-in, second factor, limits and the end of sessions."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from budgetportal.units.models import Role

PASSWORD = "Kang-jian-2024"
SECRET = "JBSWY3DPEHPK3PXP"
LOGIN, SET_UP, AUTHENTICATE = "/accounts/login/", "/accounts/2fa/totp/activate/", "/accounts/2fa/authenticate/"


def code_now(secret=SECRET, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def attempt(client, username, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


@pytest.fixture
def factor(accountant):
    TOTP.activate(accountant, SECRET)
    RecoveryCodes.activate(accountant)
    return accountant


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def test_the_admin_signs_in_at_the_one_door(db):
    answer = Client().get("/admin/login/?next=/admin/units/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(LOGIN)


def test_password_alone_where_no_second_factor_is_asked(accountant):
    client = Client()
    assert attempt(client, "tianbao")["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("username", ["tianbao", "nobody"])
def test_a_wrong_password_and_an_unknown_name_read_the_same(accountant, username):
    page = attempt(Client(), username, "wrong").content.decode()
    assert "用户名或密码不对，核对后再输入。" in page


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"])
def test_the_other_doors_are_shut(db, path):
    assert Client().get(path).status_code == 404


def test_no_name_leads_to_a_shut_door():
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_without_a_second_factor_every_admin_page_leads_to_its_set_up(required, accountant):
    client = Client()
    attempt(client, "tianbao")
    for page in ("/admin/", "/admin/units/unit/", "/admin/classification/", "/admin/password_change/"):
        for answer in (client.get(page), client.post(page)):
            assert answer.status_code == 302, page
            assert answer["Location"] == SET_UP, page


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.REVIEWER, Role.PUBLISHER, Role.BUREAU])
def test_every_role_that_writes_needs_a_second_factor(required, office, signed_in, role):
    assert signed_in(office.person("ren", (role, office.first))).get("/admin/")["Location"] == SET_UP


def test_an_administrator_needs_a_second_factor(required, administrator, signed_in):
    assert signed_in(administrator).get("/admin/")["Location"] == SET_UP


def test_an_auditor_needs_none(required, office, signed_in):
    assert signed_in(office.person("shenji", (Role.AUDITOR, office.bureau))).get("/admin/").status_code == 200


def test_from_the_password_to_the_set_up_and_into_the_admin(required, accountant):
    client = Client()
    attempt(client, "tianbao")
    page = client.get(SET_UP)
    assert "设置二次验证" in page.content.decode()
    answer = client.post(SET_UP, {"code": code_now(page.context["form"].secret)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert "尚有 10 个未用" in client.get(answer["Location"]).content.decode()
    assert client.get("/admin/").status_code == 200


def test_a_wrong_code_sets_nothing_up(required, accountant):
    client = Client()
    attempt(client, "tianbao")
    client.get(SET_UP)
    assert "验证码不对" in client.post(SET_UP, {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()


def test_with_a_factor_the_password_alone_opens_nothing(required, factor):
    client = Client()
    assert attempt(client, "tianbao")["Location"] == AUTHENTICATE
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert client.post(AUTHENTICATE, {"code": code_now()})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_off(factor, steps):
    client = Client()
    attempt(client, "tianbao")
    assert client.post(AUTHENTICATE, {"code": code_now(steps=steps)}).status_code == 302


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_code_of_another_time_is_refused(factor, steps):
    client = Client()
    attempt(client, "tianbao")
    assert "验证码不对" in client.post(AUTHENTICATE, {"code": code_now(steps=steps)}).content.decode()


def test_a_code_is_accepted_once(factor):
    code = code_now()
    for number, status in enumerate((302, 200)):
        client = Client()
        attempt(client, "tianbao")
        assert client.post(AUTHENTICATE, {"code": code}).status_code == status, number


def test_a_used_code_is_refused_for_as_long_as_the_clock_tolerance_would_let_it_pass(factor):
    code = code_now(steps=1)
    client = Client()
    attempt(client, "tianbao")
    assert client.post(AUTHENTICATE, {"code": code}).status_code == 302
    cache.delete(f"allauth.mfa.totp.used?user={factor.pk}&code={code}")  # as after its own 30 seconds
    client = Client()
    attempt(client, "tianbao")
    assert client.post(AUTHENTICATE, {"code": code}).status_code == 200


def test_a_recovery_code_opens_once(factor):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for status in (302, 200):
        client = Client()
        attempt(client, "tianbao")
        assert client.post(AUTHENTICATE, {"code": code}).status_code == status


def test_five_wrong_passwords_close_the_account_to_that_address_alone(accountant):
    for _ in range(5):
        assert "不对" in attempt(Client(), "tianbao", "wrong").content.decode()
    assert "输错的次数太多" in attempt(Client(), "tianbao").content.decode()
    assert attempt(Client(), "tianbao", REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_forged_address_header_does_not_reopen_it(accountant):
    pages = [
        attempt(Client(), "tianbao", "wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}").content.decode()
        for number in range(8)
    ]
    assert ["不对" in page for page in pages] == [True] * 5 + [False] * 3


def test_guesses_from_many_addresses_are_counted_together(accountant):
    pages = [
        attempt(Client(), "tianbao", "wrong", REMOTE_ADDR=f"198.51.100.{number}").content.decode()
        for number in range(52)
    ]
    assert sum("不对" in page for page in pages) == 50


def test_an_unknown_name_is_limited_in_the_same_way(accountant):
    pages = [attempt(Client(), "nobody", "wrong").content.decode() for _ in range(6)]
    assert "输错的次数太多" in pages[5]


def test_wrong_codes_are_limited(factor):
    client = Client()
    attempt(client, "tianbao")
    for _ in range(5):
        client.post(AUTHENTICATE, {"code": "000000"})
    assert "输错的次数太多" in client.post(AUTHENTICATE, {"code": code_now()}).content.decode()


def test_the_session_has_a_new_key_after_sign_in(accountant):
    client = Client()
    client.get(LOGIN)
    client.session.save()
    before = client.session.session_key
    attempt(client, "tianbao")
    assert client.session.session_key != before


def opened(client):
    return client.get("/admin/").status_code == 200


@pytest.fixture
def elsewhere(accountant):
    client = Client()
    attempt(client, "tianbao")
    assert opened(client)
    return client


def test_a_session_ends_when_the_person_is_disabled(accountant, elsewhere):
    accountant.is_active = False
    accountant.save()
    assert not opened(elsewhere)


def test_a_session_ends_when_the_password_changes(accountant, elsewhere):
    accountant.set_password("Xin-mima-2025")
    accountant.save()
    assert not opened(elsewhere)


def test_a_session_ends_when_a_factor_is_set_up_and_the_one_that_did_it_goes_on(
    accountant, elsewhere, django_capture_on_commit_callbacks
):
    own = Client()
    attempt(own, "tianbao")
    secret = own.get(SET_UP).context["form"].secret
    own.post(SET_UP, {"code": code_now(secret)})
    assert opened(own)
    assert not opened(elsewhere)


def test_a_session_ends_when_a_factor_is_taken_away(accountant, factor):
    client = Client()
    attempt(client, "tianbao")
    client.post(AUTHENTICATE, {"code": code_now()})
    assert opened(client)
    Authenticator.objects.filter(user=accountant).delete()
    assert not opened(client)


def test_the_use_of_a_factor_ends_nothing(factor):
    first, second = Client(), Client()
    for client, steps in ((first, 0), (second, 1)):
        attempt(client, "tianbao")
        client.post(AUTHENTICATE, {"code": code_now(steps=steps)})
    assert opened(first)


def test_a_copied_cookie_is_worth_nothing_after_sign_out(accountant, elsewhere):
    copy = Client()
    copy.cookies = elsewhere.cookies.copy()
    elsewhere.post("/accounts/logout/")
    assert not opened(copy)


def test_the_password_change_ends_all_sessions(accountant, elsewhere):
    own = Client()
    attempt(own, "tianbao")
    new = "Xin-mima-2025"
    answer = own.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert not opened(elsewhere)
    assert attempt(Client(), "tianbao", new).status_code == 302


def test_after_some_minutes_the_password_is_asked_for_again_before_the_factor_changes(accountant, factor, monkeypatch):
    client = Client()
    attempt(client, "tianbao")
    client.post(AUTHENTICATE, {"code": code_now()})
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    later = time.time() + 301
    monkeypatch.setattr("time.time", lambda: later)
    assert "reauthenticate" in client.get("/accounts/2fa/recovery-codes/")["Location"]


def test_a_disabled_person_is_told_so_only_with_the_right_password(accountant):
    accountant.is_active = False
    accountant.save()
    assert attempt(Client(), "tianbao")["Location"] == "/accounts/inactive/"
    assert "不对" in attempt(Client(), "tianbao", "wrong").content.decode()
