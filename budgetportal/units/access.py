"""Who reaches which units in which role. Whatever a person does not reach does not exist for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest

from budgetportal.units.models import Membership, Person, Role, Unit
from budgetportal.units.tree import subtree

if TYPE_CHECKING:
    Visitor = Person | AnonymousUser

WIDE_ROLES = frozenset({Role.BUREAU, Role.AUDITOR})  # reach the whole subtree below their unit
Reach = Mapping[str, frozenset[int]]  # role -> primary keys of units


def reach_of(person: "Visitor") -> Reach:
    """Return the units that a person reaches in each role; at most two queries."""
    if not isinstance(person, Person) or not person.is_active:
        return {}
    held = list(Membership.objects.filter(person=person).order_by().values_list("role", "unit_id"))
    below = subtree(unit for role, unit in held if role in WIDE_ROLES)
    reached: defaultdict[str, set[int]] = defaultdict(set)
    for role, unit in held:
        reached[role] |= below[unit] if role in WIDE_ROLES else {unit}
    return {role: frozenset(units) for role, units in reached.items()}


def reach_in(request: HttpRequest) -> Reach:
    """Return `reach_of` the signed-in person, read once a request: a role taken away is gone at the next one."""
    if not hasattr(request, "unit_reach"):
        request.unit_reach = reach_of(request.user)  # type: ignore[attr-defined]
    return request.unit_reach  # type: ignore[attr-defined,no-any-return]


def reached_units(reach: Reach, roles: Iterable[str]) -> frozenset[int]:
    """Return the primary keys of the units reached in any of the roles."""
    return frozenset().union(*(reach.get(role, frozenset()) for role in roles))


def units_of(person: "Visitor", *roles: str) -> QuerySet[Unit]:
    """Return the units that a person reaches in any of the roles; without roles, in whichever."""
    return Unit.objects.filter(pk__in=reached_units(reach_of(person), roles or Role.values))


def has_role(person: "Visitor", unit: Unit, *roles: str) -> bool:
    """Whether a person reaches the unit in any of the roles."""
    return unit.pk in reached_units(reach_of(person), roles)
