"""What the database itself refuses, also to bulk updates and raw SQL."""

import pgtrigger

# The lock makes two transactions that would close a ring together wait for each other.
TREE_HAS_NO_CYCLE = pgtrigger.Trigger(
    name="tree_has_no_cycle",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),  # type: ignore[no-untyped-call]
    condition=pgtrigger.Q(new__parent__isnull=False),
    func="""
        PERFORM pg_advisory_xact_lock(hashtext('units_unit.parent'));
        IF EXISTS (
            WITH RECURSIVE above(id, parent_id) AS (
                SELECT id, parent_id FROM units_unit WHERE id = NEW.parent_id
                UNION SELECT unit.id, unit.parent_id FROM units_unit unit JOIN above ON unit.id = above.parent_id
            ) SELECT 1 FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION '上级单位不能是本单位或其下级单位。' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

CODE_IS_STABLE = pgtrigger.Trigger(
    name="code_is_stable",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("code"),  # type: ignore[no-untyped-call]
    condition=pgtrigger.Q(old__code__df=pgtrigger.F("new__code")),
    func="RAISE EXCEPTION '单位编码一经录入不再改变。' USING ERRCODE = 'check_violation';",
)

# Person and membership lock the person's row first, so that the two rules cannot be passed side by side.
ADMINISTRATOR_HAS_NO_ROLE = pgtrigger.Trigger(
    name="administrator_has_no_role",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("is_system_administrator"),  # type: ignore[no-untyped-call]
    condition=pgtrigger.Q(new__is_system_administrator=True),
    func="""
        IF EXISTS (SELECT 1 FROM units_membership WHERE person_id = NEW.id) THEN
            RAISE EXCEPTION '系统管理员不能同时在单位担任角色。' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

ROLES_STAY_APART = pgtrigger.Trigger(
    name="roles_stay_apart",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("role", "person_id"),  # type: ignore[no-untyped-call]
    func="""
        PERFORM 1 FROM units_person WHERE id = NEW.person_id FOR UPDATE;
        IF EXISTS (SELECT 1 FROM units_person WHERE id = NEW.person_id AND is_system_administrator) THEN
            RAISE EXCEPTION '系统管理员不能同时在单位担任角色。' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (
            SELECT 1 FROM units_membership
            WHERE person_id = NEW.person_id AND id <> NEW.id AND (role = 'auditor') <> (NEW.role = 'auditor')
        ) THEN
            RAISE EXCEPTION '审计不能与填报、审核、公开或财政部门角色同属一人。' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
