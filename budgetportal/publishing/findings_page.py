"""The findings of a filing as a page shows them: by severity, each with its place in words and its entry cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from budgetportal.disclosure import soundness
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.narration import Draft
from budgetportal.disclosure.narration.figures import strangers
from budgetportal.disclosure.narration.passages import Passage
from budgetportal.disclosure.places import where
from budgetportal.disclosure.problems import Problem
from budgetportal.filings import storage
from budgetportal.filings.entry.drafts import draft_pages
from budgetportal.filings.entry.links import Links
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.findings import Remark, Review, review
from budgetportal.publishing.models import Answer
from budgetportal.publishing.versions import filing_of_last_year


@dataclass(frozen=True, slots=True)
class Line:
    """One finding: where, what, the figures, the way to the cell, the answer."""

    key: str
    finding: Finding
    where: str
    address: str
    answer: Answer | None
    also: tuple[
        tuple[str, str], ...
    ] = ()  # the other cells that the figures are made of: in words, and their addresses

    @property
    def standing(self) -> str:
        """What is to be done about it: ``error``, ``warning``, ``answered`` or ``hint``."""
        return "answered" if self.is_answered else self.finding.severity.value

    @property
    def label(self) -> str:
        """The standing in words."""
        return "已说明" if self.is_answered else self.finding.severity.label

    @property
    def is_answered(self) -> bool:
        """Whether it is a warning that somebody explained; an error stays one."""
        return self.answer is not None and self.finding.severity is Severity.WARNING

    def touches(self, path: str) -> bool:
        """Whether one of its cells stands on the page at an address."""
        return any(address.partition("#")[0] == path for address in (self.address, *(one for _, one in self.also)))


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A paragraph that the unit words itself, beside the generated one, and the figures that only it has."""

    own: str
    generated: str
    strangers: str
    address: str


@dataclass(frozen=True)
class FindingsPage:
    """What the checks find in the entries of a record; ``problems`` where these are not sound, and nothing else."""

    record: FilingRecord
    problems: list[Problem]
    review: Review
    links: Links
    writable: bool
    filing: Filing | None = None

    @classmethod
    def of(cls, record: FilingRecord, filing: Filing | None = None, *, writable: bool) -> FindingsPage:
        """Judge and check the entries of a record, loaded unless they are at hand."""
        filing = filing or storage.load(record)
        problems = soundness.problems(filing)
        found = Review(()) if problems else review(record, filing)
        return cls(record, problems, found, Links(record, filing), writable, filing)

    @cached_property
    def own_words(self) -> list[OwnWords]:
        """The replaced paragraphs, in the order of the document."""
        if self.problems or not getattr(self.filing, "wording", None) or self.filing is None:
            return []
        narrative = Draft(self.filing, filing_of_last_year(self.record)).narrative()
        return [self._own_words(passage) for passage in narrative.replaced]

    def _own_words(self, passage: Passage) -> OwnWords:
        own = passage.own or ""
        other = "、".join(strangers(own, passage.generated))
        return OwnWords(own, passage.generated, other, self.links.address(f"wording.{passage.key}"))

    @cached_property
    def groups(self) -> list[tuple[str, str, str, list[Line]]]:
        """Severity, heading, what to do, findings; only what there is."""
        found = self.review
        listed = [
            ("error", "错误", "改正之后才能送审。", found.errors),
            ("warning", "提醒，待说明", "改正，或写明原因；原因随公开版本保存，供审核和审计查看。", found.unanswered),
            ("answered", "提醒，已说明", "可以再写一次，以最后一次为准。", found.answered),
            ("hint", "提示", "只作参考，不影响送审。", found.hints),
        ]
        return [(key, head, hint, self._lines(remarks)) for key, head, hint, remarks in listed if remarks]

    @property
    def not_checked(self) -> list[str]:
        """What no rule could look at."""
        return [f"{remark.finding.rule} {remark.finding.message}" for remark in self.review.not_checked]

    def _lines(self, remarks: Iterable[Remark]) -> list[Line]:
        return [self._line(remark) for remark in remarks]

    def _line(self, remark: Remark) -> Line:
        found = remark.finding
        also = tuple((where(place), self.links.address(place)) for place in found.also)
        return Line(remark.key, found, where(found.place), self.links.address(found.place), remark.answer, also)


@dataclass(frozen=True)
class Beside:
    """The findings beside an entry page: those that concern its own cells first, the graver ones first."""

    page: FindingsPage
    path: str  # of the entry page

    @property
    def sections(self) -> list[tuple[str, list[Line]]]:
        """Heading and findings; only what there is."""
        lines = [line for *_, found in self.page.groups for line in found]
        here = [line for line in lines if line.touches(self.path)]
        elsewhere = [line for line in lines if not line.touches(self.path)]
        return [(heading, found) for heading, found in (("本页", here), ("其他表", elsewhere)) if found]

    @property
    def summary(self) -> str:
        """How many there are of each kind, in one sentence."""
        if self.page.problems:
            return f"{len(self.page.problems)} 处填报问题，改正后再作检查"
        found = self.page.review
        kinds = {
            "个错误": found.errors,
            "个提醒待说明": found.unanswered,
            "个已说明": found.answered,
            "个提示": found.hints,
        }
        return "、".join(f"{len(remarks)} {words}" for words, remarks in kinds.items() if remarks) or "没有发现问题"

    @cached_property
    def drafts(self) -> list[str]:
        """The pages whose typed content is not stored, and so not checked."""
        return [page.label for page in draft_pages(self.page.record)]
