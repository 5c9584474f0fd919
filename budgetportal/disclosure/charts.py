"""Charts of a disclosure (图解): the same figures as its tables, for people who would rather look.

A chart is declared by labels and selections, as a table is; what has no money in it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.document import Bar, Chart
from budgetportal.disclosure.facts import Fact, Selection
from budgetportal.disclosure.scene import Scene, name_of

MOST_CLASSES = 8  # bars of a classification; the smaller ones are one bar together


class ChartDeclaration(Protocol):
    """Anything that makes a chart."""

    def build(self, scene: Scene) -> Chart | None:
        """The chart of a filing, None where there is no money to show."""
        ...


def chart(key: str, title: str, head: str, bars: tuple[Bar, ...]) -> Chart | None:
    """A chart of some bars with its description, None where no bar has an amount."""
    if not any(bar.amount for bar in bars):
        return None
    said = "，".join(f"{bar.label}{bar.text}万元" for bar in bars)
    return Chart(key, title, head, f"{title}（单位：万元）：{said}。", bars)


def bar(label: str, facts: list[Fact]) -> Bar:
    """The bar of some facts."""
    return Bar(label, total(fact.amount for fact in facts), tuple(fact.place for fact in facts))


@dataclass(frozen=True, slots=True)
class SelectedBars:
    """One bar a selection; those without money are left out."""

    key: str
    title: str
    head: str
    bars: tuple[tuple[str, Selection], ...]

    def build(self, scene: Scene) -> Chart | None:
        """The chart of a filing."""
        made = (bar(label, scene.facts.select(selection)) for label, selection in self.bars)
        return chart(self.key, scene.fill(self.title), self.head, tuple(one for one in made if one.amount))


@dataclass(frozen=True, slots=True)
class ClassBars:
    """One bar a 类 of the functional classification, the largest first; what is beyond the most is one bar, 其他."""

    key: str
    title: str
    selection: Selection
    head: str = "功能分类"

    def build(self, scene: Scene) -> Chart | None:
        """The chart of a filing."""
        made = sorted(self._classes(scene), key=lambda one: -one.amount)
        if len(made) > MOST_CLASSES:
            rest = made[MOST_CLASSES - 1 :]
            places = tuple(place for one in rest for place in one.places)
            made[MOST_CLASSES - 1 :] = [Bar(f"其余{len(rest)}类合计", total(one.amount for one in rest), places)]
        return chart(self.key, scene.fill(self.title), self.head, tuple(made))

    def _classes(self, scene: Scene) -> Iterator[Bar]:
        found: dict[str, list[Fact]] = {}
        for fact in scene.facts.select(self.selection):
            found.setdefault(fact.code[:3], []).append(fact)
        for code in sorted(found):
            made = bar(name_of(scene.functions, code), found[code])
            if code and made.amount:
                yield made


@dataclass(frozen=True, slots=True)
class YearBars:
    """A compared figure over the years: last year's, where it is known, and this year's."""

    key: str
    title: str
    topic: str
    head: str = "年度"

    def build(self, scene: Scene) -> Chart | None:
        """The chart of a filing."""
        year, compared = scene.filing.fiscal_year, scene.comparisons.get(self.topic)
        this = scene.figure(self.topic)
        bars = [Bar(f"{year}年", Decimal(this.text), this.places)]
        if compared is not None and compared.prior is not None:
            bars.insert(0, Bar(f"{year - 1}年", compared.prior, (compared.prior_place,)))
        return chart(self.key, scene.fill(self.title), self.head, tuple(bars))
