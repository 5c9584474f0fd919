"""
What people do with a filing on its way to the public. An action holds its permission, conditions, change and log.

`check` returns why it cannot be done, as sentences for a person; `execute` does it or raises `Refused` with these.
"""

from collections.abc import Iterator
from typing import ClassVar

from django.db import transaction

from budgetportal.disclosure import soundness
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.filing import Filing
from budgetportal.filings import storage
from budgetportal.filings.emptiness import declared, unsettled
from budgetportal.filings.entry.drafts import unstored_pages
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing import outbox, versions
from budgetportal.publishing.findings import Review, review
from budgetportal.publishing.models import Act, Version
from budgetportal.publishing.state import State, of
from budgetportal.rendering.characters import describe, missing_characters, missing_in
from budgetportal.units.access import has_role
from budgetportal.units.models import Person, Role

MOST_COMMENT = 2_000  # characters


class Refused(Exception):  # noqa: N818 - says what happened
    """The action cannot be done; `problems` are the reasons, as sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class Action:
    """One step of one person on one filing."""

    name: ClassVar[Act.Action]
    roles: ClassVar[tuple[Role, ...]]
    states: ClassVar[frozenset[State]]
    checks_content: ClassVar[bool] = False  # whether the entries have to be fit to be published
    comment_label: ClassVar[str] = ""  # where the step takes a comment, which is then required
    explanation: ClassVar[str]

    def __init__(self, record: FilingRecord, person: Person, comment: str = "", filing: Filing | None = None) -> None:
        self.record = record
        self.person = person
        self.comment = comment.strip()
        self.filing = filing  # the entries, where a page has loaded them; what is executed reads them under its lock

    def permitted(self) -> bool:
        """Whether the person has a role for this in the filing's unit; if not, the action does not exist for them."""
        return has_role(self.person, self.record.unit, *self.roles)

    def obstacles(self) -> list[str]:
        """Why the step is closed now, before its comment and the filing's content are looked at; cheap."""
        if not self.permitted():
            return [f"{self.name.label}须由{'或'.join(role.label for role in self.roles)}来做。"]
        state = of(self.record)
        if state not in self.states:
            return [f"这份填报现在是“{state.label}”，不能{self.name.label}。"]
        return list(self._own_obstacles())

    def check(self) -> list[str]:
        """Why the action cannot be done; empty where it can."""
        return self.obstacles() or [*self.comment_problems(), *self.content_problems()]

    def execute(self) -> Act:
        """Do it, all of it or nothing, while nobody else acts on the filing or changes its entries."""
        with transaction.atomic():
            self.record, self.filing = storage.locked(self.record), None
            problems = self.check()
            if problems:
                raise Refused(problems)
            self._change()
            comment = self.comment if self.comment_label else ""
            return Act.objects.create(record=self.record, action=self.name, person=self.person, comment=comment)

    def comment_problems(self) -> Iterator[str]:
        """What is wrong with the comment."""
        if self.comment_label and not self.comment:
            yield f"“{self.comment_label}”没有填写。"
        if len(self.comment) > MOST_COMMENT:
            yield f"“{self.comment_label}”有 {len(self.comment)} 个字，最多 {MOST_COMMENT} 个。"

    def _own_obstacles(self) -> Iterator[str]:
        return iter(())

    def content_problems(self) -> Iterator[str]:
        """What in the filing's entries stands against the step, findings of the checks included; may take a second."""
        if self.checks_content:
            yield from unpublishable(self.record)

    def _change(self) -> None:
        """Write what the act brings about besides itself."""


class Submit(Action):
    """送审: the accountant hands the filing to a reviewer."""

    name = Act.Action.SUBMIT
    roles = (Role.ACCOUNTANT,)
    states = frozenset({State.DRAFT, State.RETURNED, State.CORRECTING})
    checks_content = True
    explanation = "送审后内容不能再改；审核人批准之前可以撤回。"

    def _own_obstacles(self) -> Iterator[str]:
        """What of the form is neither filled nor declared empty (A1.15)."""
        filing = self.filing or storage.load(self.record)
        if missing := [] if soundness.problems(filing) else unsettled(filing, declared(self.record)):
            yield (
                f"还有 {len(missing)} 张表没有数，也没有声明为空表：{'、'.join(missing)}。"
                "填入内容，或在“填报任务”中声明为空表。"
            )

    def content_problems(self) -> Iterator[str]:
        """What is typed and not stored, for it would not be published; then what stands against the entries."""
        for name in unstored_pages(self.record):
            yield f"“{name}”有没有存入的内容：打开这一页，改好提示的问题，或放弃没有存入的内容。"
        yield from super().content_problems()


class Withdraw(Action):
    """撤回: who submitted takes it back as long as it is not reviewed; the entries are as they were."""

    name = Act.Action.WITHDRAW
    roles = (Role.ACCOUNTANT,)
    states = frozenset({State.SUBMITTED})
    explanation = "撤回后可以继续修改，再重新送审。"

    def _own_obstacles(self) -> Iterator[str]:
        if submitter(self.record) != self.person.pk:
            yield "只有送审的人可以撤回。"


class Return(Action):
    """退回: the reviewer sends the filing back with what is to be changed."""

    name = Act.Action.RETURN
    roles = (Role.REVIEWER,)
    states = frozenset({State.SUBMITTED})
    comment_label = "退回意见"
    explanation = "填报人看到退回意见，修改后重新送审。"


class Approve(Action):
    """批准并公开: another person than the author freezes the filing as a version and has it published."""

    name = Act.Action.APPROVE
    roles = (Role.REVIEWER,)
    states = frozenset({State.SUBMITTED})
    checks_content = True
    explanation = (
        "批准后内容冻结为一个公开版本，网页和各种格式的文件全部生成后即向社会公开。公开的版本不能删除，只能更正。"
    )

    def _own_obstacles(self) -> Iterator[str]:
        if submitter(self.record) == self.person.pk:
            yield "填报人和审核人不能是同一人，由另一位审核人批准。"

    def _change(self) -> None:
        version = versions.make(self.record, self.person, review_of(self.record).frozen())
        outbox.wake_after_commit(self.record.pk)
        self.version: Version = version


class Correct(Action):
    """更正: what is published stays; the entries open for the next version."""

    name = Act.Action.CORRECT
    roles = (Role.ACCOUNTANT, Role.REVIEWER)
    states = frozenset({State.PUBLISHED, State.FAILED})
    comment_label = "更正说明"
    explanation = "已公开的版本保持不变，填报重新打开；再次批准后成为新的版本，更正说明随之公开。"

    def comment_problems(self) -> Iterator[str]:
        """What is wrong with the reason, which is printed on the cover."""
        yield from super().comment_problems()
        for character in missing_in(self.comment):
            yield f"“{self.comment_label}”里的字符{describe(character)}印不出来，改用别的字。"


class Retry(Action):
    """重新生成: what failed is tried again from the start."""

    name = Act.Action.RETRY
    roles = (Role.REVIEWER, Role.PUBLISHER)
    states = frozenset({State.FAILED})
    explanation = "失败的任务从头再试。"

    def _change(self) -> None:
        outbox.reopen_failed(self.record.pk)
        outbox.wake_after_commit(self.record.pk)


ACTIONS: tuple[type[Action], ...] = (Submit, Withdraw, Return, Approve, Correct, Retry)


def submitter(record: FilingRecord) -> int | None:
    """Return the key of the person who last submitted the filing."""
    acts = Act.objects.filter(record=record, action=Act.Action.SUBMIT)
    return acts.order_by("-pk").values_list("person", flat=True).first()


def unpublishable(record: FilingRecord) -> list[str]:
    """Return everything in the entries, as they are stored now, that keeps them from being published."""
    filing = storage.load(FilingRecord.objects.select_related("unit__parent").get(pk=record.pk))
    found = [str(problem) for problem in soundness.problems(filing)]
    if filing.issued_on is None:
        found.append("没有填落款日期；在“基本信息”中填写公开文本的落款日期。")
    if found:
        return found
    found_by_checks = review(record, filing)
    missing = missing_characters(compose(versions.to_publish(record, filing)))
    said = {remark.finding.found for remark in found_by_checks.errors}  # W10 says it at the entry cell
    unsaid = [(sign, where) for sign, where in missing if sign not in said]
    unprintable = [f"{where}里的字符{describe(sign)}印不出来，改用别的字。" for sign, where in unsaid]
    return [*unprintable, *found_by_checks.obstacles]


def review_of(record: FilingRecord) -> Review:
    """Return the findings of the entries as they are stored now; the entries are sound."""
    return review(record, storage.load(record))
