"""The second factor: who must have one, each code once, and what ends when a factor changes."""

from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.cache import cache
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from budgetportal.units.models import Person

SET_UP_FIRST = "进入工作台前，先设置二次验证。"


class SecondFactorMiddleware:
    """Sends people who can write, and have no second factor yet, to set one up before any page of the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or lead to the set-up page."""
        if settings.SECOND_FACTOR_REQUIRED and self.is_missing(request):
            messages.warning(request, SET_UP_FIRST)
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def is_missing(self, request: HttpRequest) -> bool:
        """Whether the page is the admin's, and the person needs a second factor and has none."""
        if not request.path.startswith(reverse("admin:index")) or not isinstance(request.user, Person):
            return False
        return not is_mfa_enabled(request.user) and request.user.needs_second_factor()


class CodeOnce:
    """Refuses a code that was accepted before, for as long as the tolerated clock skew would let it pass again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]  # type: ignore[attr-defined]
        code.label = "验证码"
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}

    def clean_code(self) -> str:
        """Check the code, then mark it as used."""
        code: str = super().clean_code()  # type: ignore[misc]
        window = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"second-factor-used:{self.user.pk}:{code.strip()}", True, timeout=window):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(CodeOnce, base_forms.AuthenticateForm):  # type: ignore[misc]
    """The second step of the sign-in."""


class ReauthenticateForm(CodeOnce, base_forms.ReauthenticateForm):  # type: ignore[misc]
    """The confirmation before a change of the account."""


class ActivateTOTPForm(CodeOnce, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The set-up of the authenticator app."""


def end_sessions(person_key: int) -> None:
    """End all sessions of a person but the one that asks for it."""
    Person.objects.filter(pk=person_key).update(session_epoch=F("session_epoch") + 1)
    request = context.request
    own = getattr(request, "user", None)
    if isinstance(own, Person) and own.pk == person_key:
        own.refresh_from_db(fields=["session_epoch"])
        update_session_auth_hash(request, own)


def on_factor_saved(instance: Authenticator, created: bool, **_kwargs: Any) -> None:
    """End the other sessions when a factor is added; the mere use of one also saves its row."""
    if created:
        end_sessions(instance.user_id)


def on_factor_deleted(instance: Authenticator, **_kwargs: Any) -> None:
    """End the other sessions when a factor is taken away."""
    end_sessions(instance.user_id)
