"""What stands at the names of a sentence's template: amounts, shares, changes, causes, members of the filing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.amounts import Change, percentage, total
from budgetportal.disclosure.compared import change_words
from budgetportal.disclosure.facts import Figure, Selection
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.scene import Scene

Part = Callable[[Scene], Figure]  # what stands at one name of a template


def amount(selection: Selection) -> Part:
    """The sum of a selection."""
    return lambda scene: scene.amount(selection)


def topic_amount(topic: str) -> Part:
    """This year's figure of a compared topic."""
    return lambda scene: scene.figure(topic)


def share(part: Selection, whole: Selection) -> Part:
    """``占12.34%，``; nothing where the whole is 0, for such a share does not exist (rule B25)."""

    def phrase(scene: Scene) -> Figure:
        rate = percentage(scene.facts.total(part), scene.facts.total(whole))
        return Figure(f"占{scene.numbers.share(rate)}%，" if rate is not None else "")

    return phrase


@dataclass(frozen=True, slots=True)
class ChangeStyle:
    """How an edition speaks of a change; ``from_nothing`` is the rate that it prints where last year's figure is 0.

    ``rate`` says whether the form has one at all.
    """

    lead: str = "比上年预算"
    from_nothing: Decimal = Decimal(100)
    rate: bool = True

    def phrase(self, topic: str) -> Part:
        """``比上年预算增加1.00万元，增长2.00%``; nothing where last year's figure is not known."""

        def words(scene: Scene) -> Figure:
            found, asked = scene.comparisons.get(topic), scene.asked_prior(topic)
            if found is None or found.prior is None:
                return Figure(self.lead + asked if asked else "")
            this = scene.figure(topic)
            change = Change(Decimal(this.text), found.prior)
            by, rate = change_words(change, self.from_nothing, scene.numbers.amount)
            said = f"{self.lead}{asked}{by}，{rate}" if self.rate else f"{self.lead}{asked}{by}"
            return Figure(said, (*this.places, found.prior_place))

        return words


def cause(topic: str, lead: str = "主要原因是") -> Part:
    """``主要原因是…``; nothing where no reason is given."""

    def words(scene: Scene) -> Figure:
        found = scene.comparisons.get(topic)
        if found is None or not found.reason:
            return Figure("")
        return Figure(f"{lead}{found.reason}", (f"{found.place}.reason",))

    return words


def purpose(topic: str, lead: str) -> Part:
    """``主要用于…``; nothing where no purpose is given."""

    def words(scene: Scene) -> Figure:
        found = scene.comparisons.get(topic)
        if found is None or not found.purpose:
            return Figure("")
        return Figure(f"{lead}{found.purpose}", (f"{found.place}.purpose",))

    return words


@dataclass(frozen=True, slots=True)
class Ending:
    """``，占…%，比上年预算…，主要原因是…``: what is known of share, change and cause, with the marks between them."""

    change: Part
    cause: Part
    pause: str
    share: Part | None = None
    opening: str = "，"

    def __call__(self, scene: Scene) -> Figure:
        """The ending, nothing where nothing is known."""
        ratio = self.share(scene) if self.share else Figure("")
        change, reason = self.change(scene), self.cause(scene)
        said = ratio.text + change.text + (self.pause if change.text and reason.text else "") + reason.text
        return Figure(self.opening + said.rstrip("，") if said else "", change.places + reason.places)


def prefixed(lead: str, part: Part, tail: str = "") -> Part:
    """A part with words before and after it; nothing where the part says nothing."""

    def words(scene: Scene) -> Figure:
        said = part(scene)
        return Figure(lead + said.text + tail, said.places) if said.text else said

    return words


def joined(parts: Iterable[Figure], mark: str) -> Figure:
    """The parts that say anything, with a mark between them."""
    said = [part for part in parts if part.text]
    return Figure(mark.join(part.text for part in said), tuple(place for part in said for place in part.places))


def member_amount(*members: str) -> Part:
    """The sum of some amounts of the filing's records, by path: ``procurement.goods``."""

    def words(scene: Scene) -> Figure:
        found = [value for path in members if (value := member(scene.filing, path)) is not None]
        return Figure(scene.numbers.amount(total(found)), members)

    return words


def member(filing: Filing, path: str) -> Any:
    """What stands at a path of the filing; None where the path leads nowhere."""
    value: Any = filing
    for name in path.split("."):
        value = getattr(value, name, None)
    return value


def member_text(path: str) -> Part:
    """A member of the filing as it stands, nothing where it is left out."""

    def words(scene: Scene) -> Figure:
        value = member(scene.filing, path)
        return Figure("" if value is None else str(value), (path,))

    return words
