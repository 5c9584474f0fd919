"""The findings of a filing as it would be published, and what people said to them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.filing import Filing
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.models import Answer
from budgetportal.publishing.neighbours import mark, neighbours
from budgetportal.rendering.characters import missing_in

Sign = tuple[str, str, str]


def sign_of(finding: Finding) -> Sign:
    """What tells a finding from every other: with another figure it is another finding, and wants another answer."""
    return finding.rule, finding.place, finding.message


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding, and the newest answer to it where there is one."""

    finding: Finding
    answer: Answer | None

    @property
    def key(self) -> str:
        """The finding's name in a form."""
        return sha256("\n".join(sign_of(self.finding)).encode()).hexdigest()[:32]

    @property
    def is_open(self) -> bool:
        """Whether it still keeps the filing from being submitted."""
        severity = self.finding.severity
        return severity is Severity.ERROR or (severity is Severity.WARNING and self.answer is None)


@dataclass(frozen=True)
class Review:
    """All findings of a filing at one moment."""

    remarks: tuple[Remark, ...]

    def of(self, severity: Severity) -> list[Remark]:
        """The findings of one severity."""
        return [remark for remark in self.remarks if remark.finding.severity is severity]

    @cached_property
    def errors(self) -> list[Remark]:
        """What has to be cured."""
        return self.of(Severity.ERROR)

    @cached_property
    def warnings(self) -> list[Remark]:
        """What has to be cured or answered."""
        return self.of(Severity.WARNING)

    @cached_property
    def unanswered(self) -> list[Remark]:
        """The warnings that nobody answered yet."""
        return [remark for remark in self.warnings if remark.is_open]

    @cached_property
    def answered(self) -> list[Remark]:
        """The warnings that somebody answered."""
        return [remark for remark in self.warnings if not remark.is_open]

    @cached_property
    def hints(self) -> list[Remark]:
        """Advice."""
        return self.of(Severity.HINT)

    @cached_property
    def not_checked(self) -> list[Remark]:
        """The rules that had nothing to work on."""
        return self.of(Severity.NOT_CHECKED)

    @property
    def obstacles(self) -> list[str]:
        """Why the filing cannot be handed on: each error, each unanswered warning."""
        return [_obstacle(remark) for remark in self.remarks if remark.is_open]

    def frozen(self) -> str:
        """The answered warnings as canonical JSON, "" where there are none: what travels with a version."""
        lines = [_frozen(remark, remark.answer) for remark in self.answered if remark.answer]
        return json.dumps(lines, ensure_ascii=False, separators=(",", ":")) if lines else ""


def _obstacle(remark: Remark) -> str:
    rule, message = remark.finding.rule, remark.finding.message
    return f"{rule} {message}。" + ("" if remark.finding.severity is Severity.ERROR else "或在“检查结果”中写明原因。")


def _frozen(remark: Remark, answer: Answer) -> dict[str, str]:
    said = {"explanation": answer.explanation, "by": answer.person.username, "at": answer.at.isoformat()}
    return remark.finding.plain() | said


def review(record: FilingRecord, filing: Filing) -> Review:
    """Hold a sound filing of the record against the checks; three queries."""
    published = neighbours(record)
    found = check(filing, published.last, tuple(settings.SENSITIVE_WORDS), missing_in, published.others)
    answers = _answers(record)
    return Review(tuple(Remark(finding, answers.get(sign_of(finding))) for finding in found))


def open_findings(record: FilingRecord, filing: Filing) -> list[Finding]:
    """The findings of a sound filing that keep it from being handed on."""
    return [remark.finding for remark in review(record, filing).remarks if remark.is_open]


def marked(records: QuerySet[FilingRecord]) -> QuerySet[Any]:
    """Annotate the records with `review_mark`: what findings depend on besides the entries, by answer and neighbour."""
    answers = Answer.objects.filter(record=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    parts = Cast(Coalesce(Subquery(answers), 0), TextField()), mark()
    return records.annotate(review_mark=Concat(parts[0], Value("/"), parts[1], output_field=TextField()))


def _answers(record: FilingRecord) -> dict[Sign, Answer]:
    """The newest answer to each finding."""
    rows: Iterable[Answer] = Answer.objects.filter(record=record).select_related("person").order_by("pk")
    return {(row.rule, row.place, row.message): row for row in rows}
