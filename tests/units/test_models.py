"""What units, people and roles may be, in forms and in the database."""

import threading

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from budgetportal.units.models import Membership, Person, Role, Unit


def refuses(**changes):
    return pytest.raises(IntegrityError, **changes)


def test_a_unit_below_cannot_become_the_parent(office):
    office.bureau.parent = office.second
    with pytest.raises(ValidationError, match="“第二服务中心”在本单位之下"):
        office.bureau.full_clean()


def test_a_unit_cannot_be_its_own_parent(office):
    office.first.parent = office.first
    with pytest.raises(ValidationError, match="上级单位不能是本单位"):
        office.first.full_clean()


@pytest.mark.parametrize("below", ["bureau", "department", "second"])
def test_the_database_refuses_a_ring_in_bulk_updates(office, below):
    with refuses(match="上级单位不能是本单位或其下级单位"):
        Unit.objects.filter(pk=office.bureau.pk).update(parent=getattr(office, below))


def test_the_database_refuses_a_ring_in_raw_sql(office):
    with refuses(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE units_unit SET parent_id = CASE id WHEN %(a)s THEN %(b)s ELSE %(a)s END WHERE id IN (%(a)s, %(b)s)",
            {"a": office.first.pk, "b": office.second.pk},
        )


@pytest.mark.django_db(transaction=True)
def test_two_transactions_cannot_close_a_ring_together(office):
    both_began = threading.Barrier(2, timeout=10)
    refused = []

    def move(unit, parent):
        try:
            with transaction.atomic():
                Unit.objects.filter(pk=unit.pk).first()
                both_began.wait()
                Unit.objects.filter(pk=unit.pk).update(parent=parent)
        except IntegrityError:
            refused.append(unit)
        finally:
            connection.close()

    pairs = [(office.first, office.second), (office.second, office.first)]
    threads = [threading.Thread(target=move, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(refused) == 1


def test_a_unit_may_move(office):
    Unit.objects.filter(pk=office.first.pk).update(parent=office.bureau)
    office.first.refresh_from_db()
    assert office.first.parent == office.bureau


@pytest.mark.parametrize("region", ["65010", "6501044", "65010a", "６５０１０４", "650104\n"])
def test_a_region_has_six_digits(office, region):
    office.first.region = region
    with pytest.raises(ValidationError, match="行政区划代码是六位数字"):
        office.first.full_clean()


@pytest.mark.parametrize("region", ["65010", "65010a", "６５０１０４"])
def test_the_database_refuses_another_region(office, region):
    with refuses():
        Unit.objects.filter(pk=office.first.pk).update(region=region)


def test_a_code_is_used_once(office):
    with pytest.raises(ValidationError, match="已有单位使用这个编码"):
        Unit(code=office.first.code, name="另一单位", region="100000").full_clean()
    with refuses():
        office.unit(office.first.code, "另一单位")


def test_a_code_does_not_change(office):
    with refuses(match="单位编码一经录入不再改变"):
        Unit.objects.filter(pk=office.first.pk).update(code="100000-009")


def test_a_code_has_no_blanks_or_signs_that_addresses_cannot_hold(office):
    with pytest.raises(ValidationError, match="单位编码只用数字、字母"):
        Unit(code="100000/1", name="另一单位", region="100000").full_clean()


def test_a_unit_with_units_below_is_not_deleted(office):
    with pytest.raises(IntegrityError):
        office.department.delete()


def test_a_role_is_held_once(office, accountant):
    again = Membership(person=accountant, unit=office.first, role=Role.ACCOUNTANT)
    with pytest.raises(ValidationError, match="已有这个角色"):
        again.full_clean()
    with refuses():
        Membership.objects.bulk_create([again])


def test_the_database_refuses_an_unknown_role(office, accountant):
    with refuses():
        accountant.memberships.update(role="boss")


@pytest.mark.parametrize("role", Role.values)
def test_an_administrator_holds_no_role(office, administrator, role):
    membership = Membership(person=administrator, unit=office.first, role=role)
    with pytest.raises(ValidationError, match="系统管理员管理单位和人员，不能同时在单位担任角色"):
        membership.full_clean()
    with refuses(match="系统管理员不能同时"):
        Membership.objects.bulk_create([membership])


def test_a_person_with_a_role_becomes_no_administrator(accountant):
    accountant.is_system_administrator = True
    with pytest.raises(ValidationError, match="撤去其中一项"):
        accountant.full_clean()
    with refuses(match="系统管理员不能同时"):
        Person.objects.filter(pk=accountant.pk).update(is_system_administrator=True)


@pytest.mark.parametrize("role", ["accountant", "reviewer", "publisher", "bureau"])
def test_an_auditor_does_not_write(office, role):
    auditor = office.person("shenji", (Role.AUDITOR, office.bureau))
    membership = Membership(person=auditor, unit=office.first, role=role)
    with pytest.raises(ValidationError, match="审计只查看"):
        membership.full_clean()
    with refuses(match="审计不能与"):
        Membership.objects.bulk_create([membership])


def test_a_person_may_write_in_several_ways(office):
    office.person("duoren", (Role.ACCOUNTANT, office.first), (Role.REVIEWER, office.second))


def test_every_change_of_a_role_is_kept(office, accountant):
    accountant.memberships.all().update(role=Role.REVIEWER)
    accountant.memberships.all().delete()
    events = apps.get_model("units", "MembershipEvent").objects
    assert list(events.order_by("pgh_id").values_list("pgh_label", "role")) == [
        ("insert", "accountant"),
        ("update", "reviewer"),
        ("delete", "reviewer"),
    ]


def test_createsuperuser_makes_an_administrator_of_people_not_of_everything(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "Kang-jian-2024")
    call_command("createsuperuser", interactive=False, username="xitong", email="xitong@example.invalid")
    person = Person.objects.get(username="xitong")
    assert person.is_system_administrator
    assert person.is_staff
    assert not person.is_superuser


def test_accounts_open_the_admin_unless_said_otherwise(db):
    assert Person.objects.create_user("ren").is_staff
    assert not Person.objects.create_user("jiekou", is_staff=False).is_staff


def test_the_migrations_are_complete(db):
    call_command("makemigrations", "units", check=True, dry_run=True)
