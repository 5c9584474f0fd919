"""Who reaches which units."""

import pytest
from django.contrib.auth.models import AnonymousUser

from budgetportal.units.access import has_role, reach_of, units_of
from budgetportal.units.models import Role


def names(units):
    return {unit.name for unit in units}


def test_a_member_reaches_the_unit_and_no_other(office, accountant):
    assert names(units_of(accountant, Role.ACCOUNTANT)) == {"第一服务中心"}
    assert has_role(accountant, office.first, Role.ACCOUNTANT)
    assert not has_role(accountant, office.second, Role.ACCOUNTANT)
    assert not has_role(accountant, office.first, Role.REVIEWER, Role.PUBLISHER)


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.REVIEWER, Role.PUBLISHER])
def test_a_role_in_a_department_is_no_role_in_its_units(office, role):
    person = office.person("bumen", (role, office.department))
    assert names(units_of(person, role)) == {"示例主管部门"}


@pytest.mark.parametrize("role", [Role.BUREAU, Role.AUDITOR])
def test_bureau_and_auditor_reach_the_whole_subtree(office, role):
    person = office.person("caizheng", (role, office.bureau))
    assert names(units_of(person, role)) == {"示例财政局", "示例主管部门", "第一服务中心", "第二服务中心"}
    assert not has_role(person, office.foreign, role)


def test_the_subtree_of_one_role_does_not_widen_another(office):
    person = office.person("jian", (Role.BUREAU, office.department), (Role.REVIEWER, office.bureau))
    assert names(units_of(person, Role.REVIEWER)) == {"示例财政局"}
    assert names(units_of(person, Role.BUREAU)) == {"示例主管部门", "第一服务中心", "第二服务中心"}
    assert names(units_of(person)) == {"示例财政局", "示例主管部门", "第一服务中心", "第二服务中心"}


def test_a_unit_that_moves_takes_its_reach_along(office):
    person = office.person("caizheng", (Role.BUREAU, office.department))
    office.second.parent = None
    office.second.save()
    assert not has_role(person, office.second, Role.BUREAU)


def test_nobody_without_a_role_reaches_anything(office, administrator):
    for person in (AnonymousUser(), administrator, office.person("xinren")):
        assert reach_of(person) == {}
        assert not units_of(person, *Role.values).exists()


def test_a_disabled_person_reaches_nothing(office, accountant):
    accountant.is_active = False
    assert not has_role(accountant, office.first, Role.ACCOUNTANT)


def test_two_queries_whatever_the_size_of_the_tree(office, django_assert_num_queries):
    for number in range(50):
        office.unit(f"300000-{number:03}", f"单位{number}", office.department)
    person = office.person("caizheng", (Role.BUREAU, office.bureau), (Role.BUREAU, office.department))
    with django_assert_num_queries(2):
        assert len(reach_of(person)[Role.BUREAU]) == 54
