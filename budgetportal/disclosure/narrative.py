"""Sentences, declared: templates with named figures, so that no figure of the narrative is ever typed.

A statement makes blocks of the document. Every generated paragraph has a key; a unit's own wording under that key
(contract, ``wording``) stands in its place and is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from budgetportal.disclosure.amounts import Change, percentage, total
from budgetportal.disclosure.chinese import day, numeral
from budgetportal.disclosure.compared import change_words
from budgetportal.disclosure.document import Block, Heading, Paragraph, Signature
from budgetportal.disclosure.facts import Figure, Selection
from budgetportal.disclosure.filing import Filing, GlossaryEntry
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.tables import TableDeclaration

Part = Callable[[Scene], Figure]  # what stands at one name of a template
Condition = Callable[[Scene], bool]


class Statement(Protocol):
    """Anything that makes blocks of the narrative."""

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The blocks, none where the statement has nothing to say."""
        ...

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its paragraphs; ``*`` stands for a code."""
        ...


# ------------------------------------------------------------------------------------------------ parts of a sentence


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


# ------------------------------------------------------------------------------------------------ statements


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of the narrative."""

    level: int
    template: str
    parts: Mapping[str, Part] = field(default_factory=dict)

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The heading."""
        said = {name: part(scene).text for name, part in self.parts.items()}
        yield Heading(self.level, scene.fill(self.template, **said))

    @property
    def keys(self) -> tuple[str, ...]:
        """A heading cannot be replaced."""
        return ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One paragraph from a template; ``optional`` names the parts without which it is left out."""

    key: str
    template: str
    parts: Mapping[str, Part] = field(default_factory=dict)
    when: Condition | None = None
    optional: tuple[str, ...] = ()

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The paragraph, or the unit's own wording in its place."""
        if self.when is not None and not self.when(scene):
            return
        parts = {name: part(scene) for name, part in self.parts.items()}
        if any(not parts[name].text for name in self.optional):
            return
        said = scene.fill(self.template, **{name: part.text for name, part in parts.items()})
        yield from paragraphs(scene, self.key, said, (place for part in parts.values() for place in part.places))

    @property
    def keys(self) -> tuple[str, ...]:
        """The key under which it can be replaced."""
        return (self.key,)


@dataclass(frozen=True, slots=True)
class Each:
    """Sentences for each of some things: the statements that ``make`` gives for the number (from 1) and the thing."""

    over: Callable[[Scene], Iterable[str]]
    make: Callable[[int, str], Iterable[Statement]]

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The blocks of each, in order."""
        for n, thing in enumerate(self.over(scene), 1):
            for statement in self.make(n, thing):
                yield from statement.blocks(scene)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys with ``*`` for the thing."""
        return tuple(key for statement in self.make(1, "*") for key in statement.keys)


@dataclass(frozen=True, slots=True)
class Choice:
    """The first statements where a condition holds, else the others."""

    when: Condition
    then: tuple[Statement, ...]
    otherwise: tuple[Statement, ...] = ()

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The blocks of the chosen statements."""
        for statement in self.then if self.when(scene) else self.otherwise:
            yield from statement.blocks(scene)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of both."""
        return tuple(key for statement in (*self.then, *self.otherwise) for key in statement.keys)


def paragraphs(scene: Scene, key: str, said: str, places: Iterable[str] = ()) -> Iterator[Paragraph]:
    """What is said as paragraphs, a newline starting one; or the unit's own wording for that key."""
    own = scene.wording.get(key)
    made_of = tuple(dict.fromkeys(places))
    for line in (own or said).split("\n"):
        if line.strip():
            yield Paragraph(line.strip(), key, replaced=own is not None, places=made_of)


def compared_sentence(
    topic: str,
    head: str,
    style: ChangeStyle,
    *,
    selection: Selection | None = None,
    whole: Selection | None = None,
    absent: str | None = None,
    pause: str = "，",
    parts: Mapping[str, Part] | None = None,
    last: Part | None = None,
    opening: str = "，",
    closing: str = "。",
) -> Statement:
    """``<head>1.00万元，占…%，比上年预算增加…，主要原因是…。`` and, with neither money nor comparison, ``absent``.

    ``selection`` decides whether there is money to speak of; None: the sentence always stands. ``whole`` is what the
    share is taken of, ``pause`` stands before the cause, ``last`` instead of the cause, ``opening`` after the amount,
    ``closing`` at the end.
    """
    of_whole = share(selection, whole) if selection and whole else None
    ends = Ending(style.phrase(topic), last or cause(topic), pause, of_whole, opening)
    figures: dict[str, Part] = {"amount": topic_amount(topic), "ending": ends, **(parts or {})}
    full = Sentence(topic, head + "{amount}万元{ending}" + closing, figures)
    if selection is None:
        return full
    money = selection
    silent = (Sentence(topic, absent),) if absent else ()
    return Choice(lambda scene: mentioned(scene, topic, money), (full,), silent)


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


def mentioned(scene: Scene, topic: str, selection: Selection) -> bool:
    """Whether there is money or a comparison to speak of."""
    return topic in scene.comparisons or bool(scene.facts.total(selection))


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


@dataclass(frozen=True, slots=True)
class Entered:
    """Texts that the unit enters, as they stand: not generated, so not replaced either."""

    read: Callable[[Scene], Iterable[str | None]]

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """A paragraph a line of what was entered."""
        for said in self.read(scene):
            for line in (said or "").split("\n"):
                if line.strip():
                    yield Paragraph(line.strip())

    @property
    def keys(self) -> tuple[str, ...]:
        """None of it is generated."""
        return ()


@dataclass(frozen=True, slots=True)
class Printed:
    """Tables, one after the other."""

    tables: tuple[TableDeclaration, ...]

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """Each table of the filing."""
        for table in self.tables:
            yield table.build(scene)

    @property
    def keys(self) -> tuple[str, ...]:
        """A table has no wording."""
        return ()


@dataclass(frozen=True, slots=True)
class Glossary:
    """名词解释: the unit's own entries, or else those of the edition."""

    entries: tuple[GlossaryEntry, ...]

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """A numbered paragraph an entry."""
        for n, one in enumerate(scene.filing.glossary or self.entries, 1):
            yield Paragraph(f"{numeral(n)}、{one.term}：{one.definition}")

    @property
    def keys(self) -> tuple[str, ...]:
        """The glossary is entered as a whole."""
        return ()


@dataclass(frozen=True, slots=True)
class Signed:
    """署名 and 日期."""

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The unit's name and, where it is known, the day."""
        yield Signature(scene.filing.unit.name)
        if scene.filing.issued_on:
            yield Signature(day(scene.filing.issued_on))

    @property
    def keys(self) -> tuple[str, ...]:
        """A signature has no wording."""
        return ()


SIGNED_WHERE_DATED = Choice(
    lambda scene: scene.filing.issued_on is not None, (Signed(),)
)  # forms without 署名 otherwise
