"""Which one entry explains the sums that do not agree, so that one slip is one finding, at its cell.

A *balance* is a sum of entries that ought to be 0: what was received against what was spent of one function, what was
spent against its projects. Most entries stand in more than one. Where balances are open, the one change of an entry
that closes all it stands in, and opens none, is what went wrong; of several such, the one that closes the most. Where
two entries stand alone against each other nothing tells which is wrong, and the first named is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

UNLIKELY = 2  # how unlikely it is that an amount was meant to be below 0
Balance = tuple[str, ...]  # the rule's number, and what it is the balance of: ("B13", "2010301", "general")
Terms = Mapping[Balance, int]  # the balances that an entry stands in, and on which side: 1 or -1


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount that was entered: its cell, and the balances that it stands in.

    ``trust`` is what else speaks of it: 1 where another entry says the same, -1 where another contradicts it.
    """

    place: str
    amount: Decimal
    terms: Terms
    trust: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """Another code, source or category of a row: the cell, its new value, and what that changes in each balance."""

    place: str
    value: Any
    changes: Mapping[Balance, Decimal]


def moved(place: str, value: Any, amount: Decimal, old: Terms, new: Terms) -> Move:
    """The move of a row's amount from some balances to others."""
    changes = {balance: amount * (new.get(balance, 0) - old.get(balance, 0)) for balance in {**old, **new}}
    return Move(place, value, {balance: by for balance, by in changes.items() if by})


@dataclass(frozen=True, slots=True)
class Fix:
    """What would put things right: the cell, its right value, the balances that it closes with their gaps."""

    place: str
    value: Any
    closes: Mapping[Balance, Decimal]
    is_move: bool = False
    is_believed: bool = True  # nothing that follows is told; a row that should be 0 is likelier one that others lack

    @property
    def lead(self) -> Balance:
        """The balance that the finding is told as."""
        return next(iter(self.closes))


def gaps_of(entries: Iterable[Entry]) -> dict[Balance, Decimal]:
    """The balances that are not 0."""
    sums: defaultdict[Balance, Decimal] = defaultdict(Decimal)
    for entry in entries:
        for balance, sign in entry.terms.items():
            sums[balance] += sign * entry.amount
    return {balance: gap for balance, gap in sums.items() if gap}


def explain(gaps: Mapping[Balance, Decimal], entries: Sequence[Entry], moves: Iterable[Move]) -> list[Fix]:
    """The changes that close the open balances, each balance by one; what nothing closes wholly comes last, alone."""
    left = dict(gaps)
    fixes = [*_moved(moves, gaps), *_changed(entries, gaps)]
    found: list[Fix] = []
    while left:
        able = [fix for fix in fixes if fix.closes.keys() <= left.keys()]
        best = max(able, key=lambda fix: len(fix.closes), default=None) or _alone(left, entries)
        found.append(best)
        for balance in best.closes:
            del left[balance]
    return found


def _moved(moves: Iterable[Move], gaps: Mapping[Balance, Decimal]) -> list[Fix]:
    """Moves that close every balance they touch."""
    good = [move for move in moves if all(gaps.get(key) == -by for key, by in move.changes.items())]
    return [Fix(move.place, move.value, _ordered(move.changes, gaps), is_move=True) for move in good if move.changes]


def _changed(entries: Sequence[Entry], gaps: Mapping[Balance, Decimal]) -> list[Fix]:
    """Other amounts that close every balance they stand in, the likeliest first."""
    found = []
    for n, entry in enumerate(entries):
        wrong = {sign * gaps.get(balance, 0) for balance, sign in entry.terms.items()}
        if len(wrong) == 1 and (by := Decimal(wrong.pop())):
            value = entry.amount - by
            doubt = _doubt(entry, value)
            fix = Fix(entry.place, value, _ordered(entry.terms, gaps), is_believed=bool(value) and doubt < UNLIKELY)
            found.append((entry.trust, doubt, n, fix))
    return [fix for *_, fix in sorted(found, key=lambda one: one[:3])]


def _doubt(entry: Entry, value: Decimal) -> int:
    """How unlikely it is that this amount was meant: the same digits in another order are a slip of the hand."""
    if value < 0 <= entry.amount:
        return UNLIKELY
    digits = [sorted(f"{abs(amount):f}".replace(".", "").strip("0")) for amount in (entry.amount, value)]
    return 0 if digits[0] == digits[1] else 1


def _alone(left: Mapping[Balance, Decimal], entries: Sequence[Entry]) -> Fix:
    """A balance that no single change explains: told at its first entry, which is not thought to be wrong."""
    balance, gap = next(iter(left.items()))
    own = min((entry for entry in entries if balance in entry.terms), key=lambda entry: entry.trust)
    return Fix(own.place, own.amount, {balance: gap}, is_believed=False)


def _ordered(keys: Iterable[Balance], gaps: Mapping[Balance, Decimal]) -> dict[Balance, Decimal]:
    """The gaps that are closed, in the order of the rules."""
    wanted = set(keys)
    return {balance: gap for balance, gap in gaps.items() if balance in wanted}
