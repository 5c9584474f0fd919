"""Sentences, declared: templates with named figures, so that no figure of the narrative is ever typed.

Every generated paragraph has a key; a unit's own wording under that key (contract, ``wording``) stands in its place and
is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from budgetportal.disclosure.document import Block, Paragraph
from budgetportal.disclosure.facts import Selection
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentence_parts import ChangeStyle, Ending, Part, cause, share, topic_amount
from budgetportal.disclosure.statements import Choice, Condition, Statement


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


def mentioned(scene: Scene, topic: str, selection: Selection) -> bool:
    """Whether there is money or a comparison to speak of."""
    return topic in scene.comparisons or bool(scene.facts.total(selection))
