"""Sharing out known sums where the tables do not say who has which part: the simplest way that adds up."""

from __future__ import annotations

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
