"""Units as a tree, the people, and who works for which unit in which role."""

from typing import Any, ClassVar

import pghistory
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from budgetportal.units import triggers
from budgetportal.units.tree import subtree

ADMINISTRATOR_WORKS = "系统管理员管理单位和人员，不能同时在单位担任角色。撤去其中一项，或另设一个账号。"
AUDITOR_WRITES = "审计只查看，不能与填报、审核、公开或财政部门角色同属一人。撤去其中一项，或另设一个账号。"

CODE_FORMAT = RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z._-]*\Z", "单位编码只用数字、字母和 . _ -，以数字或字母开头。")
REGION_FORMAT = RegexValidator(r"^[0-9]{6}\Z", "行政区划代码是六位数字。")


def trackers() -> tuple[pghistory.RowEvent, ...]:
    """Return fresh trackers of every change; a tracker belongs to one model."""
    return pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()


class Role(models.TextChoices):
    """What a person does for a unit."""

    ACCOUNTANT = "accountant", "填报人"
    REVIEWER = "reviewer", "审核人"
    PUBLISHER = "publisher", "公开人"
    BUREAU = "bureau", "财政部门"
    AUDITOR = "auditor", "审计"


WRITING_ROLES = frozenset({Role.ACCOUNTANT, Role.REVIEWER, Role.PUBLISHER, Role.BUREAU})


class PersonManager(UserManager["Person"]):
    """Makes accounts that may open the admin; what they see there follows from their roles."""

    def create_user(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "Person":
        """Make an account without any role."""
        return super().create_user(username, email, password, **{"is_staff": True, **fields})

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "Person":
        """Make a system administrator 系统管理员: manages units and people, and nothing beyond that."""
        return self.create_user(username, email, password, **{"is_system_administrator": True, **fields})


@pghistory.track(*trackers(), exclude=["password", "last_login", "session_epoch"])
class Person(AbstractUser):
    """An account of the workplace; one person, one account."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=50, blank=True)
    is_system_administrator = models.BooleanField(
        "系统管理员", default=False, help_text="管理单位、人员和角色；不能填报、审核、公开或审计。"
    )

    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"
        ordering: ClassVar = ["username"]
        triggers: ClassVar = [triggers.ADMINISTRATOR_HAS_NO_ROLE]

    def __str__(self) -> str:
        """Return the person's name."""
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the name, or the account's name where none is entered."""
        return self.name or self.username

    get_short_name = get_full_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie sessions to the second factor as well as to the password: a new epoch ends them all."""
        inherited = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        return f"{inherited}.{self.session_epoch}"

    def needs_second_factor(self) -> bool:
        """Whether the person can write anything."""
        return self.is_system_administrator or self.memberships.filter(role__in=WRITING_ROLES).exists()

    def clean(self) -> None:
        """Keep the administration of people apart from the work on figures (三权分立)."""
        super().clean()
        if self.is_system_administrator and self.pk and self.memberships.exists():
            raise ValidationError({"is_system_administrator": ADMINISTRATOR_WORKS})


@pghistory.track(*trackers())
class Unit(models.Model):
    """A department 部门 or a unit 单位, at its place in the tree."""

    class Scope(models.TextChoices):
        """Whether the disclosure covers the unit alone or the department with its units."""

        UNIT = "unit", "单位"
        DEPARTMENT = "department", "部门"

    code = models.CharField(
        "单位编码",
        max_length=64,
        unique=True,
        validators=[CODE_FORMAT],
        error_messages={"unique": "已有单位使用这个编码。"},
        help_text="一经录入不再改变；单位更名时编码不变。",
    )
    name = models.CharField("单位名称", max_length=200)
    self_name = models.CharField("表内简称", max_length=200, blank=True, help_text="表格中的自称与名称不同时填写。")
    scope = models.CharField("范围", max_length=10, choices=Scope.choices, default=Scope.UNIT)
    region = models.CharField("行政区划代码", max_length=6, validators=[REGION_FORMAT])
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级单位"
    )
    authority = models.CharField("主管部门", max_length=200, blank=True)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering: ClassVar = ["code"]
        triggers: ClassVar = [triggers.TREE_HAS_NO_CYCLE, triggers.CODE_IS_STABLE]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(region__regex=r"^[0-9]{6}$"),
                name="unit_region_has_six_digits",
                violation_error_message="行政区划代码是六位数字。",
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=["unit", "department"]),
                name="unit_scope_is_known",
                violation_error_message="范围只能是单位或部门。",
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="unit_is_not_its_own_parent",
                violation_error_message="上级单位不能是本单位。",
            ),
            models.CheckConstraint(
                condition=~models.Q(code="") & ~models.Q(name=""),
                name="unit_has_code_and_name",
                violation_error_message="单位编码和单位名称都要填写。",
            ),
        ]

    def __str__(self) -> str:
        """Return the unit's name."""
        return self.name

    def clean(self) -> None:
        """Refuse a parent that lies below the unit."""
        if not self.pk or not self.parent_id:
            return
        if self.parent_id == self.pk:
            raise ValidationError({"parent": "上级单位不能是本单位。"})
        if self.parent_id in subtree([self.pk])[self.pk]:
            raise ValidationError({"parent": f"“{self.parent}”在本单位之下，不能作它的上级单位。选另一个上级单位。"})


@pghistory.track(*trackers())
class Membership(models.Model):
    """One role of one person in one unit."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships", verbose_name="人员")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name="单位")
    role = models.CharField("角色", max_length=10, choices=Role.choices)

    class Meta:
        verbose_name = "角色"
        verbose_name_plural = "角色"
        ordering: ClassVar = ["unit__code", "role", "person__username"]
        triggers: ClassVar = [triggers.ROLES_STAY_APART]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                name="membership_is_unique",
                violation_error_message="此人在该单位已有这个角色。",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="membership_role_is_known",
                violation_error_message="角色只能是填报人、审核人、公开人、财政部门或审计。",
            ),
        ]

    def __str__(self) -> str:
        """Return unit, role and person."""
        return f"{self.unit} {self.get_role_display()} {self.person}"

    def clean(self) -> None:
        """Keep administration, audit and work on figures with different people (三权分立)."""
        if not self.person_id:
            return
        if self.person.is_system_administrator:
            raise ValidationError(ADMINISTRATOR_WORKS)
        others = self.person.memberships.exclude(pk=self.pk)
        if separation_broken({self.role, *others.values_list("role", flat=True)}):
            raise ValidationError(AUDITOR_WRITES)


def separation_broken(roles: set[str]) -> bool:
    """Whether the roles of one person mix audit with writing."""
    return Role.AUDITOR in roles and not roles.isdisjoint(WRITING_ROLES)
