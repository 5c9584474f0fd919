"""The narrative of a filing as people type in it: sentences with their blanks in place, figures locked.

``Draft`` composes the filing with marks for its texts and cuts the paragraphs there; ``answers.answered`` puts what
is typed into the blanks back into the filing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from budgetportal.disclosure.amounts import Change, printed
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.compared import Compared
from budgetportal.disclosure.document import Block, Paragraph
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.editions.edition import Edition, PartDeclaration
from budgetportal.disclosure.fields import Kind
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.final_topics import planned as planned_of
from budgetportal.disclosure.last_year import with_last_year
from budgetportal.disclosure.narration.blanks import Blank, texts
from budgetportal.disclosure.narration.marks import MarkedScene, Marks, with_marks
from budgetportal.disclosure.narration.passages import Line, Narrative, NarrativePart, Passage, lines_of
from budgetportal.disclosure.narration.topics import (
    PURPOSE,
    Order,
    in_words,
    order_of,
    spoken_of,
    this_years,
    topic_key,
    with_figures,
)
from budgetportal.disclosure.rounding import amounts_by_place, published
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.statements import Glossary, Printed

PUBLISHED_BEFORE = "上年公开数"
INSTEAD = ("fund.function.", "soe.function.")  # of these a purpose is asked, not a reason


@dataclass(frozen=True)
class Draft:
    """A filing whose narrative is being typed; ``last`` is last year's published filing of its kind."""

    filing: Filing
    last: Filing | None = None

    @property
    def edition(self) -> Edition:
        """The filing's edition."""
        return EDITIONS[self.filing.edition]

    @cached_property
    def completed(self) -> Filing:
        """The filing with last year's published figures."""
        return with_last_year(self.filing, self.last)

    @property
    def knows_last_year(self) -> bool:
        """Whether last year's figures come from there and are not typed."""
        return self.completed is not self.filing

    @cached_property
    def scene(self) -> Scene:
        """The filing as it would be published."""
        return Scene(published(self.completed), self.edition.numbers)

    @property
    def order(self) -> Order:
        """The order of its topics."""
        return order_of(self.filing)

    @cached_property
    def topics(self) -> dict[str, Compared]:
        """Every topic that is compared or asked for, in the order in which the narrative takes them."""
        known = self.scene.comparisons
        stored = [topic for topic in known if topic in self.rows]
        every = self.order.inserted(stored, [*known, *spoken_of(self.scene)])
        return {topic: known.get(topic) or Compared("") for topic in every}

    @cached_property
    def rows(self) -> dict[str, int]:
        """The stored comparisons: topic and number of the row."""
        found = getattr(self.filing, "comparisons", ())
        return {topic_key(row): n for n, row in enumerate(found)}

    @cached_property
    def blanks(self) -> dict[str, Blank]:
        """Every blank by its place, whether the narrative shows it or not."""
        found = [*texts(self.filing)]
        for topic, one in self.topics.items():
            found += self._asked_of(topic, one)
        found += self._begun()
        return {blank.place: blank for blank in found}

    def _asked_of(self, topic: str, one: Compared) -> Iterator[Blank]:
        label = with_figures(topic, self.scene, one)
        row = f"comparisons[{self.rows[topic]}]" if topic in self.rows else ""

        def blank(name: str, value: str | None, asks: str, *, required: bool) -> Blank:
            path = f"{row}.{name}" if row else ""
            return Blank(f"comparisons[{topic}].{name}", path, value or "", label, asks, required=required)

        if not topic.startswith(PURPOSE):
            yield blank("reason", one.reason, "增减原因", required=self._wants_reason(topic, one))
        if isinstance(self.filing, BudgetFiling):
            wanted = topic.startswith((PURPOSE, *INSTEAD))
            yield blank("purpose", one.purpose, "主要用途", required=wanted)
        if self.takes_prior(topic):
            value = "" if one.prior is None else printed(one.prior)
            asked = blank("prior", value, "上年数", required=topic in self._own_topics)
            locked = PUBLISHED_BEFORE if self.knows_last_year else ""
            yield replace(asked, kind=Kind.WAN, aside=True, locked=locked)

    def _begun(self) -> Iterator[Blank]:
        """Where there is no money and nothing is compared, a figure of last year begins the comparison."""
        if self.knows_last_year or not isinstance(self.filing, BudgetFiling):
            return
        for topic in self.edition.wording_keys:
            if self.order.knows(topic) and topic not in self.topics and "*" not in topic:
                label = f"{in_words(topic, self.scene)}：本年没有金额"
                yield Blank(f"comparisons[{topic}].prior", "", "", label, "上年数", Kind.WAN, aside=True)

    @cached_property
    def _own_topics(self) -> frozenset[str]:
        return frozenset(spoken_of(self.scene))

    def takes_prior(self, topic: str) -> bool:
        """Whether last year's figure of a topic is typed with its reason; “三公” of final accounts has a table."""
        apart = isinstance(self.filing, FinalAccounts) and topic.startswith("official.")
        return not (apart or topic.startswith(PURPOSE) or ":" in topic)

    def _wants_reason(self, topic: str, one: Compared) -> bool:
        """Whether rule C1 (F11 where it is held against the budget) asks for a reason."""
        if topic.startswith(INSTEAD) or (isinstance(self.filing, BudgetFiling) and topic == "official.total"):
            return False
        if topic.endswith(":budget"):
            planned = planned_of(self.scene.final, topic.removesuffix(":budget"))
            return planned is not None and planned != this_years(topic, self.scene)
        return one.prior is not None and Change(this_years(topic, self.scene), one.prior).difference != 0

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The paragraphs that the unit may word itself, in the order of the form, and those that it does."""
        if not isinstance(self.filing, BudgetFiling):
            return ()
        found = (key for pattern in self.edition.wording_keys for key in self._expanded(pattern))
        return tuple(dict.fromkeys([*found, *self.filing.wording]))

    def _expanded(self, pattern: str) -> Iterable[str]:
        """A key with a code for its ``*``: the 类 or 项 that the filing has."""
        head, star, _ = pattern.partition("*")
        if not star:
            return (pattern,)
        codes = (topic.removeprefix(head) for topic in self.topics if topic.startswith(head))
        if ".class." in head:
            purposes = f"{PURPOSE}{head.partition('.')[0]}."
            codes = (topic.removeprefix(purposes) for topic in self.topics if topic.startswith(purposes))
        return (head + code for code in codes)

    # --------------------------------------------------------------------------------------- composing

    def narrative(self) -> Narrative:
        """Its sentences, section by section."""
        marks = Marks()
        marked = with_marks(self.scene.filing, self.topics, self.blanks, marks)
        scene = MarkedScene(marked, self.edition.numbers, marks)
        amounts = dict(amounts_by_place(self.scene.filing))
        generated = self._generated()
        parts = []
        for declared in self.edition.parts:
            lines = lines_of(_blocks(declared, scene), marks, amounts)
            whole = tuple(self._completed(line, generated) for line in lines)
            parts.append(NarrativePart(scene.fill(declared.title), whole))
        return Narrative(tuple(part for part in parts if part.is_made_of_entries))

    def _generated(self) -> Mapping[str, str]:
        """What the form prints under each key."""
        filing = self.scene.filing
        plain = replace(filing, wording={}) if isinstance(filing, BudgetFiling) else filing
        scene = Scene(plain, self.edition.numbers)
        found: dict[str, str] = {}
        for declared in self.edition.parts:
            for block in _blocks(declared, scene):
                if isinstance(block, Paragraph) and block.key:
                    before = f"{found[block.key]}\n" if block.key in found else ""
                    found[block.key] = before + block.text
        return found

    def _completed(self, line: Line, generated: Mapping[str, str]) -> Line:
        """A passage with what the form prints, what the unit says instead, and a blank for last year's figure."""
        if not isinstance(line, Passage) or line.key is None:
            return line
        whole = replace(line, generated=generated.get(line.key, ""), own=self.scene.wording.get(line.key))
        asked = self.blanks.get(f"comparisons[{line.key}].prior")
        if asked is None or line.key in self.topics or asked in line.blanks:
            return whole
        return replace(whole, segments=(*whole.segments, asked))


def _blocks(declared: PartDeclaration, scene: Scene) -> Iterator[Block]:
    """The blocks of a part, but for the tables and 名词解释, which are entered as a whole."""
    for statement in declared.statements:
        if not isinstance(statement, (Printed, Glossary)):
            yield from statement.blocks(scene)
