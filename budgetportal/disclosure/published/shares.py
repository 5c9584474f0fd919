"""Sharing out known sums where the tables do not say who has which part: the simplest way that adds up."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

from budgetportal.disclosure.amounts import ZERO

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def shared(rows: Mapping[Row, Decimal], columns: Mapping[Column, Decimal]) -> dict[tuple[Row, Column], Decimal]:
    """Cells that add up to the rows and to the columns: each row takes from the columns in their order.

    What the columns do not cover stands with the last of them.
    """
    left = {column: amount for column, amount in columns.items() if amount} or dict(columns)
    found: dict[tuple[Row, Column], Decimal] = {}
    for row, amount in rows.items():
        rest = amount
        for column in left:
            taken = min(rest, left[column])
            if taken > 0:
                found[row, column] = taken
                rest -= taken
                left[column] -= taken
        if rest and left:
            last = list(left)[-1]
            found[row, last] = found.get((row, last), ZERO) + rest
    return found


def transported(
    rows: Mapping[Row, Decimal], columns: Mapping[Column, Decimal], most: Mapping[tuple[Row, Column], Decimal]
) -> dict[tuple[Row, Column], Decimal]:
    """Cells that add up to the rows and to the columns, none above its ``most``, as far as that can be done.

    The shortest road from a row with a rest to a column with room is filled until there is none (Edmonds and Karp).
    """
    found: dict[tuple[Row, Column], Decimal] = defaultdict(Decimal)
    rests, rooms = dict(rows), dict(columns)
    while road := _road(rests, rooms, most, found):
        row, column = road[0][0], road[-1][1]
        steps = [most[cell] - found[cell] if n % 2 == 0 else found[cell] for n, cell in enumerate(road)]
        amount = min(rests[row], rooms[column], *steps)
        for n, cell in enumerate(road):
            found[cell] += -amount if n % 2 else amount
        rests[row] -= amount
        rooms[column] -= amount
    return {cell: amount for cell, amount in found.items() if amount}


def _road(
    rests: Mapping[Row, Decimal],
    rooms: Mapping[Column, Decimal],
    most: Mapping[tuple[Row, Column], Decimal],
    found: Mapping[tuple[Row, Column], Decimal],
) -> list[tuple[Row, Column]]:
    """Cells from a row with a rest to a column with room: into the first, out of the second, into the third …"""
    known_rows: dict[Row, list[tuple[Row, Column]]] = {row: [] for row, rest in rests.items() if rest > 0}
    known_columns: set[Column] = set()
    waiting = deque(known_rows)
    while waiting:
        row = waiting.popleft()
        for column, room in rooms.items():
            if column in known_columns or most.get((row, column), ZERO) <= found.get((row, column), ZERO):
                continue
            known_columns.add(column)
            road = [*known_rows[row], (row, column)]
            if room > 0:
                return road
            for other in rests:
                if other not in known_rows and found.get((other, column), ZERO) > 0:
                    known_rows[other] = [*road, (other, column)]
                    waiting.append(other)
    return []


def is_open(rows: Mapping[Row, Decimal], columns: Mapping[Column, Decimal]) -> bool:
    """Whether there is more than one way."""
    return min(sum(1 for amount in one.values() if amount) for one in (rows, columns)) > 1


def placed(amount: Decimal, rooms: dict[Row, Decimal]) -> Row | None:
    """The room that an undivided amount goes to, which it then takes up: one it fills, one it fits, the largest."""
    if not rooms:
        return None
    order = list(rooms)
    best = min(order, key=lambda room: (rooms[room] != amount, rooms[room] < amount, -rooms[room], order.index(room)))
    rooms[best] -= amount
    return best
