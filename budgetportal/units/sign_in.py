"""Sign-in: closed to newcomers, limited by account and address."""

import time
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context, ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by system administrators alone; wrong passwords are counted where they come from.

    Five wrong passwords for an account from one address close it to that address only, so that nobody can be shut out
    from elsewhere; a wider limit counts the attempts from all addresses together. Both are in ACCOUNT_RATE_LIMITS.
    """

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "incorrect_password": "密码不对，核对后再输入。",
        "enter_current_password": "当前密码不对，核对后再输入。",
        "username_password_mismatch": "用户名或密码不对，核对后再输入。",
        "too_many_login_attempts": "输错的次数太多，15 分钟后再试。",
        "rate_limited": "操作过于频繁，过一会儿再试。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody signs up."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again only where this session's sign-in is some minutes old."""
        methods = get_authentication_records(context.request, context.request.user)
        if methods and time.time() - methods[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)  # type: ignore[no-any-return]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt for the account at this address, then for the account at all addresses."""
        super().pre_authenticate(request, **credentials)
        account = super()._get_login_attempts_cache_key(request, **credentials)
        if not ratelimit.consume(request, action="login_failed_everywhere", key=account):
            raise self.validation_error("too_many_login_attempts")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)}:{account}"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What the second factor says to a person."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "验证码不对，或已经用过。等应用显示下一个验证码再输入。",
    }
