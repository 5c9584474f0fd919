"""Small calculations as accountants type them into a cell: ``=3500*12*5/10000``, ``＝（１＋２）×３．５``.

Numbers, + - × ÷, brackets and signs; no names, no references, no powers. Done exactly; rounding is the caller's.
The browser follows the same rules in ``static/filings/entry/calculation.js``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from budgetportal.disclosure.typed_amounts import digits_of, plain_signs

MARK = "="
MOST_CHARACTERS, MOST_DEPTH = 200, 20  # depth: brackets within each other
NAMED = 12  # characters of a wrong part that a message repeats
TIMES, OVER = "*×✕∗", "/÷∕"
BRACKETS = {"": "算式里的“(”没有对应的“)”；补上“)”，或删去“(”", ")": "算式里多一个“)”；删去，或在前面补上“(”"}
SIGNS = f"+-(){TIMES}{OVER}"
TOKEN = re.compile(
    rf"(?P<number>[0-9.,](?:[0-9., ]*[0-9.,])?)|[{re.escape(SIGNS)}]|(?P<blank> )"
    rf"|(?P<unit>¥|亿元|百万元|十万元|千元|万元|亿|万|元)|(?P<other>[A-Za-z一-龥][^{re.escape(SIGNS)} ]*|.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Calculated:
    """What a calculation comes to, or why it comes to nothing."""

    value: Fraction = Fraction(0)
    problem: str = ""


class _Unclear(ValueError):  # noqa: N818 - it is the sentence for a person
    """What keeps a calculation from being done."""


def calculate(typed: str) -> Calculated:
    """What is typed behind a ``=``, done."""
    text = plain_signs(typed).removeprefix(MARK).strip()
    if not text:
        return Calculated(problem="“=”后面没有算式；补上，如 =12.3+4.5，或删去“=”")
    if len(text) >= MOST_CHARACTERS:
        return Calculated(problem=f"算式超过 {MOST_CHARACTERS} 个字；分几步算好，只填得数")
    try:
        return Calculated(_Parser([_token(found) for found in TOKEN.finditer(text) if not found["blank"]]).whole())
    except _Unclear as reason:
        return Calculated(problem=str(reason))


def _token(found: re.Match[str]) -> str:
    part = found[0]
    named = part if len(part) <= NAMED else f"{part[:NAMED]}…"
    if found["unit"]:
        raise _Unclear(f"算式里写了单位“{part}”；只写数字，按本格的单位算")
    if part == "%":
        raise _Unclear("算式里有“%”；改成小数，如 5% 写成 0.05")
    if found["other"]:
        raise _Unclear(f"算式里的“{named}”不是数字，也不是运算符号；只用数字、+ - × ÷ 和括号")
    if found["number"] and (problem := digits_of(part).problem):
        raise _Unclear(f"算式里的“{named}”{problem}")
    return part


class _Parser:
    """Recursive descent over the tokens of one calculation."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.place, self.depth = [*tokens, ""], 0, 0

    def take(self, wanted: str) -> str:
        """Go past the token that comes now, if it is one of the signs wanted; "" if it is not."""
        token = self.tokens[self.place]
        self.place += bool(token) and token in wanted
        return token if token in wanted else ""

    def whole(self, end: str = "") -> Fraction:
        """The value up to the end of the text or of a bracket."""
        value = self.product()
        while sign := self.take("+-"):
            value = value + self.product() if sign == "+" else value - self.product()
        token = self.tokens[self.place]
        if token != end:
            raise _Unclear(BRACKETS.get(token) or f"算式里“{token[:NAMED]}”前面少一个运算符号；补上，如 ×")
        self.place += 1
        return value

    def product(self) -> Fraction:
        value = self.signed()
        while sign := self.take(TIMES + OVER):
            factor = self.signed()
            if sign in OVER and not factor:
                raise _Unclear("算式除以了 0，没有得数；改正除数")
            value = value / factor if sign in OVER else value * factor
        return value

    def signed(self) -> Fraction:
        sign = 1
        while found := self.take("+-"):
            sign = -sign if found == "-" else sign
        self.depth += 1
        if self.depth > MOST_DEPTH + 1:
            raise _Unclear(f"算式的括号套了 {MOST_DEPTH} 层以上；分几步算好，只填得数")
        value = self.whole(")") if self.take("(") else self.number()
        self.depth -= 1
        return sign * value

    def number(self) -> Fraction:
        before, token = self.tokens[self.place - 1], self.tokens[self.place]
        if not token or token in SIGNS:
            where, sign = ("前面", token) if token else ("后面", before)
            raise _Unclear(f"算式里“{sign}”{where}少一个数；补上，或删去“{sign}”")
        self.place += 1
        read = digits_of(token)
        return Fraction(int(f"0{read.front}{read.back}"), 10 ** len(read.back))
