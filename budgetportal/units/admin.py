"""Units, people and roles: for system administrators, who have no part in the figures."""

from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest

from budgetportal.units.admin_scope import HiddenAdmin
from budgetportal.units.models import AUDITOR_WRITES, Membership, Person, Unit, separation_broken


def is_administrator(request: HttpRequest) -> bool:
    """Whether the signed-in person is a system administrator."""
    return isinstance(request.user, Person) and request.user.is_active and request.user.is_system_administrator


class AdministratorPermissions:
    """Everything for system administrators, nothing for anybody else."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the class in the index."""
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """See the rows."""
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """Add a row."""
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """Change a row."""
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """Delete a row."""
        return is_administrator(request)


@admin.register(Unit)
class UnitAdmin(AdministratorPermissions, HiddenAdmin):
    """单位."""

    list_display = ("code", "name", "scope", "region", "parent")
    list_display_links = ("code", "name")
    list_filter = ("scope",)
    list_select_related = ("parent",)
    search_fields = ("code", "name", "region")
    autocomplete_fields = ("parent",)
    fields = ("code", "name", "self_name", "scope", "region", "parent", "authority")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:  # noqa: ARG002
        """Keep the code as it was entered."""
        return ("code",) if obj else ()


class MembershipFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The roles of one person, held against each other."""

    def clean(self) -> None:
        """Refuse audit together with writing, also among rows that are added at once."""
        super().clean()
        kept = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        if separation_broken({row["role"] for row in kept if row.get("role") and not row.get("DELETE")}):
            raise ValidationError(AUDITOR_WRITES)


class MembershipInline(AdministratorPermissions, admin.TabularInline):  # type: ignore[type-arg]
    """The roles of a person."""

    model = Membership
    formset = MembershipFormSet
    autocomplete_fields = ("unit",)
    extra = 0
    fields = ("unit", "role")


class PersonForm(UserChangeForm):  # type: ignore[type-arg]
    """Changes an account; nobody shuts the door on themselves."""

    own_key: ClassVar[int | None] = None  # of the person who is signed in

    def clean(self) -> dict[str, Any]:
        """Refuse to take the administrator's rights from the account that is in use."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk == self.own_key and not (
            cleaned.get("is_active") and cleaned.get("is_staff") and cleaned.get("is_system_administrator")
        ):
            raise ValidationError("不能停用自己的账号，也不能撤去自己的系统管理员身份。由另一位系统管理员来做。")
        return cleaned


@admin.register(Person)
class PersonAdmin(AdministratorPermissions, HiddenAdmin, UserAdmin):  # type: ignore[type-arg]
    """人员."""

    form = PersonForm
    add_form = AdminUserCreationForm
    inlines = (MembershipInline,)
    list_display = ("username", "name", "roles", "is_system_administrator", "has_factor", "is_active", "last_login")
    list_filter = ("is_active", "is_system_administrator", "memberships__role")
    search_fields = ("username", "name")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined", "has_factor")
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "email")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_system_administrator")}),
        ("登录", {"fields": ("has_factor", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "name", "usable_password", "password1", "password2")}),)
    actions = ("reset_second_factor",)

    class Media:
        css: ClassVar = {"all": ["units/admin.css"]}

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """Accounts are disabled, not deleted: the records name them."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """Fetch roles and second factors with the people, not one by one."""
        factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
        people: QuerySet[Person] = super().get_queryset(request).annotate(factor=Exists(factors))
        return people.prefetch_related("memberships__unit")

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        """Offer roles once the account exists, and not to administrators."""
        return self.inlines if obj and not obj.is_system_administrator else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Tell the form whose account is in use."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"own_key": request.user.pk}) if obj else form

    @admin.display(description="角色")
    def roles(self, person: Person) -> str:
        """Return unit and role of each membership."""
        return "；".join(f"{held.unit.name} {held.get_role_display()}" for held in person.memberships.all())

    @admin.display(description="二次验证", boolean=True)
    def has_factor(self, person: Person) -> bool:
        """Whether the person has a second factor."""
        return bool(getattr(person, "factor", False))

    @admin.action(description="解除所选人员的二次验证，结束其会话")
    def reset_second_factor(self, request: HttpRequest, people: QuerySet[Person]) -> None:
        """Take the factors away from people who lost their device; they set up a new one at the next sign-in."""
        keys = [person.pk for person in people if person != request.user]
        Authenticator.objects.filter(user__in=keys).delete()
        messages.success(request, f"已解除 {len(keys)} 人的二次验证，下次登录时重新设置。")


@admin.register(Membership)
class MembershipAdmin(AdministratorPermissions, HiddenAdmin):
    """角色."""

    list_display = ("unit", "role", "person")
    list_display_links = ("unit", "role")
    list_filter = ("role",)
    list_select_related = ("unit", "person")
    search_fields = ("unit__code", "unit__name", "person__username", "person__name")
    autocomplete_fields = ("unit", "person")
