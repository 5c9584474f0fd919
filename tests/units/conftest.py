"""A bureau with a department and two units below it, and people with roles in them."""

import pytest
from django.test import Client

from budgetportal.units.models import Membership, Person, Role, Unit


class Office:
    """The tree bureau - department - (first, second), and somebody else's unit beside it."""

    def __init__(self):
        self.bureau = self.unit("100000-czj", "示例财政局", scope=Unit.Scope.DEPARTMENT)
        self.department = self.unit("100000-bm", "示例主管部门", self.bureau, scope=Unit.Scope.DEPARTMENT)
        self.first = self.unit("100000-001", "第一服务中心", self.department)
        self.second = self.unit("100000-002", "第二服务中心", self.department)
        self.foreign = self.unit("200000-001", "外地服务中心")

    def unit(self, code, name, parent=None, **fields):
        return Unit.objects.create(code=code, name=name, parent=parent, region=code[:6], **fields)

    def person(self, username, *roles, **fields):
        person = Person.objects.create_user(username, None, "Kang-jian-2024", **fields)
        Membership.objects.bulk_create(Membership(person=person, unit=unit, role=role) for role, unit in roles)
        return person


@pytest.fixture
def office(db):
    return Office()


@pytest.fixture
def administrator(db):
    return Person.objects.create_superuser("xitong", None, "Kang-jian-2024")


@pytest.fixture
def signed_in():
    def sign_in(person):
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def accountant(office):
    return office.person("tianbao", (Role.ACCOUNTANT, office.first))
