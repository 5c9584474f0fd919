"""Names of sheets, as Excel allows them."""

from __future__ import annotations

LONGEST = 31  # characters that Excel allows
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
UNNAMED = "表"


class SheetNames:
    """Gives each sheet a name of its own; Excel tells names apart without regard to case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, wanted: str) -> str:
        """The wanted name without what Excel forbids, cut, and numbered where it is taken: 绩效表(2)."""
        plain = " ".join(wanted.translate(FORBIDDEN).split()) or UNNAMED
        name, count = plain[:LONGEST], 1
        while name.lower() in self._taken:
            count += 1
            mark = f"({count})"
            name = plain[: LONGEST - len(mark)] + mark
        self._taken.add(name.lower())
        return name
