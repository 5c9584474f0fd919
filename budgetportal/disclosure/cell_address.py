"""How people name a cell of a sheet."""

from __future__ import annotations


def address(row: int, column: int) -> str:
    """The name of a cell as people see it: (11, 2) is C12."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"
