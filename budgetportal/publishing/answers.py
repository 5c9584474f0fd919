"""Answering a finding: a warning stands, and somebody says why (DESIGN, "Checks")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import transaction

from budgetportal.disclosure.checks.findings import Finding
from budgetportal.filings import storage
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.actions import MOST_COMMENT, Refused, review_of
from budgetportal.publishing.models import Answer
from budgetportal.publishing.state import EDITABLE, of
from budgetportal.units.access import has_role
from budgetportal.units.models import Person, Role

LEAST_EXPLANATION = 4  # characters


class AnswerFinding:
    """说明: the accountant says why a warning stands; kept with author and time, it travels with the version."""

    roles: ClassVar[tuple[Role, ...]] = (Role.ACCOUNTANT,)

    def __init__(self, record: FilingRecord, person: Person, key: str, explanation: str) -> None:
        self.record = record
        self.person = person
        self.key = key
        self.explanation = explanation.strip()

    def permitted(self) -> bool:
        """Whether the person has a role for this in the filing's unit."""
        return has_role(self.person, self.record.unit, *self.roles)

    def check(self) -> list[str]:
        """Why it cannot be done; empty where it can."""
        if not self.permitted():
            return ["检查结果由填报人说明。"]
        if of(self.record) not in EDITABLE:
            return ["这份填报已经送审或公开，检查结果不再说明；退回或更正之后再写。"]
        return list(self._text_problems())

    def execute(self) -> Answer:
        """Write the answer to the finding as it is found now."""
        with transaction.atomic():
            self.record = storage.locked(self.record)
            if problems := self.check():
                raise Refused(problems)
            finding = self._finding()
            if finding is None:
                raise Refused(["这条检查结果已经没有了：填报的内容改过。核对现在的检查结果。"])
            return Answer.objects.create(
                record=self.record,
                person=self.person,
                rule=finding.rule,
                place=finding.place,
                message=finding.message,
                explanation=self.explanation,
            )

    def _text_problems(self) -> Iterator[str]:
        if len(self.explanation) < LEAST_EXPLANATION:
            yield f"“说明”要写明原因，至少 {LEAST_EXPLANATION} 个字。"
        if len(self.explanation) > MOST_COMMENT:
            yield f"“说明”有 {len(self.explanation)} 个字，最多 {MOST_COMMENT} 个。"

    def _finding(self) -> Finding | None:
        warnings = review_of(self.record).warnings
        return next((remark.finding for remark in warnings if remark.key == self.key), None)
