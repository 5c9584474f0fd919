"""What the database itself refuses about what is published, also to bulk updates and raw SQL."""

import pgtrigger


def unchangeable(thing: str) -> list[pgtrigger.Trigger]:
    """Return fresh triggers that refuse UPDATE, DELETE and TRUNCATE; row triggers alone would let TRUNCATE pass."""
    refusal = f"RAISE EXCEPTION '{thing}一经记载不能修改或删除。' USING ERRCODE = 'restrict_violation';"
    return [
        pgtrigger.Trigger(
            name="unchangeable",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=refusal,
        ),
        pgtrigger.Trigger(
            name="not_truncated",
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            func=refusal,
        ),
    ]
