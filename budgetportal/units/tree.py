"""The tree of units, walked in the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection

BELOW = """
    WITH RECURSIVE below(root, id) AS (
        SELECT id, id FROM units_unit WHERE id = ANY(%s)
        UNION SELECT below.root, unit.id FROM units_unit unit JOIN below ON unit.parent_id = below.id
    ) SELECT root, id FROM below"""


def subtree(roots: Iterable[int]) -> Mapping[int, set[int]]:
    """Return for each root the primary keys of itself and of all units below it, in one query."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    if keys := list(roots):
        with connection.cursor() as cursor:
            cursor.execute(BELOW, [keys])
            for root, key in cursor.fetchall():
                found[root].add(key)
    return found
