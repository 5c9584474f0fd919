"""The first page of the workplace: for one person, by their roles, what waits for them and how far it is.

The number of queries does not depend on the number of filings: a section shows the first of them, counts are read with
the filings, and of those that are not known a few are counted here and the rest when the page asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from budgetportal.disclosure.deadline import URGENT, Deadline
from budgetportal.filings.beginnings import Beginning, offered
from budgetportal.filings.entry.kept_tally import counted, kept, marked
from budgetportal.filings.entry.tally import Tally
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.models import Act
from budgetportal.publishing.state import EDITABLE, State, annotated
from budgetportal.units.access import Reach
from budgetportal.units.models import Person, Role

MOST_LINES = 20  # of one section
MOST_COUNTED = 3  # filings that are counted while the page is made
CLOSED_CLOCK = frozenset({State.PUBLISHED, State.CORRECTING})  # what is public has kept its deadline or missed it
ORDER = (State.RETURNED, State.FAILED, State.CORRECTING, State.DRAFT, State.SUBMITTED, State.GENERATING)


@dataclass(frozen=True)
class Line:
    """One filing: where it stands, how many days are left, how far it is, what comes next."""

    record: Any
    tally: Tally | None
    next: str
    address: str
    is_mine: bool = False  # whether the person is its accountant and it is open

    @property
    def state(self) -> State:
        """The state."""
        return State(self.record.state)

    @property
    def deadline(self) -> Deadline | None:
        """The clock of the 20 days; none before the approval and for what is public."""
        approved = self.record.approval_date
        running = approved is not None and self.state not in CLOSED_CLOCK
        return Deadline(approved, timezone.localdate()) if running else None

    @property
    def wants_approval_date(self) -> bool:
        """Whether the clock cannot run because nobody has entered the date."""
        return self.record.approval_date is None and self.state in EDITABLE - CLOSED_CLOCK

    @property
    def counts_address(self) -> str:
        """Where the counts are asked for that are not known."""
        return reverse("admin:filings_filingrecord_tasks", args=[self.record.pk]) + "?page=home"


@dataclass(frozen=True)
class Section:
    """Filings that concern the person for one reason."""

    key: str
    title: str
    nothing: str
    lines: list[Line]
    total: int
    more: str

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)


@dataclass(frozen=True)
class Home:
    """The page of one person."""

    person: Person
    reach: Reach

    @property
    def has_work(self) -> bool:
        """Whether the person has any role."""
        return bool(self.reach)

    @property
    def is_administrator(self) -> bool:
        """Whether the person manages units and people."""
        return self.person.is_system_administrator

    @cached_property
    def beginnings(self) -> list[tuple[Beginning, str]]:
        """The ways to begin a filing, for whoever may; of one's only unit."""
        units = self.reach.get(Role.ACCOUNTANT, frozenset())
        question = f"?unit={min(units)}" if len(units) == 1 else ""
        return [(one, address + question) for one, address in offered()] if units else []

    @cached_property
    def sections(self) -> list[Section]:
        """What there is to see, by role."""
        return [section(self) for role, section in SECTIONS if self.reach.get(role)]

    @cached_property
    def overview(self) -> list[tuple[str, int, str]]:
        """For the bureau and auditors: how many filings there are in each state, each with the address of its list."""
        units = self._units(Role.BUREAU, Role.AUDITOR)
        if not units:
            return []
        counts = annotated(FilingRecord.objects.filter(unit__in=units)).order_by().values("state")
        known = dict(counts.annotate(n=Count("pk")).values_list("state", "n"))
        return [(state.label, known[state.value], _list(state)) for state in State if state.value in known]

    def _units(self, *roles: Role) -> frozenset[int]:
        return frozenset().union(*(self.reach.get(role, frozenset()) for role in roles))

    # ------------------------------------------------------------------------------------- sections

    def mine(self) -> Section:
        """What an accountant has not brought to the public yet."""
        records = self._records(Role.ACCOUNTANT).exclude(state=State.PUBLISHED)
        rank = Case(
            *(When(state=state.value, then=Value(n)) for n, state in enumerate(ORDER)), default=Value(len(ORDER))
        )
        ordered = records.order_by(rank, F("approval_date").asc(nulls_last=True), "-fiscal_year", "unit__code", "pk")
        return self._section("mine", "我的填报", "没有未公开的填报。", ordered, _list())

    def to_review(self) -> Section:
        """What a reviewer has before them, the oldest first."""
        records = self._records(Role.REVIEWER).filter(state=State.SUBMITTED).order_by("last_act_at", "pk")
        return self._section("review", "待我审核", "没有待审核的填报。", records, _list(State.SUBMITTED))

    def to_publish(self) -> Section:
        """What does not get to the public by itself, or is on its way."""
        records = self._records(Role.PUBLISHER, Role.REVIEWER).filter(state__in=[State.FAILED, State.GENERATING])
        ordered = records.order_by(F("state").asc(), "last_act_at", "pk")
        return self._section("jobs", "生成和公开", "没有失败或正在生成的公开文件。", ordered, _list(State.FAILED))

    def late(self) -> Section:
        """Whose 20 days are over or soon will be."""
        before = timezone.localdate() - timedelta(days=URGENT)
        running = ~Q(state__in=[State.PUBLISHED, State.CORRECTING])
        records = self._records(Role.BUREAU).filter(running, approval_date__lte=before)
        ordered = records.order_by("approval_date", "unit__code", "pk")
        return self._section("late", "临近期限和超期", "没有临近期限的填报。", ordered, _list())

    def published(self) -> Section:
        """What came to the public last."""
        records = self._records(Role.AUDITOR).filter(state=State.PUBLISHED).order_by("-last_act_at", "pk")
        return self._section("published", "最近公开", "还没有公开的填报。", records, _list(State.PUBLISHED))

    def _records(self, *roles: Role) -> QuerySet[Any]:
        acts = Act.objects.filter(record=OuterRef("pk")).exclude(action=Act.Action.RETRY).order_by("-pk")
        records = marked(annotated(FilingRecord.objects.filter(unit__in=self._units(*roles))))
        return records.annotate(
            last_act_at=Subquery(acts.values("at")[:1]),
            last_actor=Subquery(acts.values("person")[:1]),
            last_actor_name=Subquery(acts.values("person__name")[:1]),
            last_comment=Subquery(acts.values("comment")[:1]),
        )

    def _section(self, key: str, title: str, nothing: str, records: QuerySet[Any], more: str) -> Section:
        shown = list(records[:MOST_LINES])
        total = records.count() if len(shown) == MOST_LINES else len(shown)
        return Section(key, title, nothing, list(self._lines(shown)), total, more)

    def _lines(self, records: Iterable[Any]) -> Iterator[Line]:
        for record in records:
            tally = kept(record)
            if tally is None and len(self._counted) < MOST_COUNTED:
                tally = counted(record)
                self._counted.append(record.pk)
            mine = record.unit_id in self.reach.get(Role.ACCOUNTANT, ()) and State(record.state) in EDITABLE
            yield Line(record, tally, self._next(record, tally), self._address(record), mine)

    @cached_property
    def _counted(self) -> list[int]:
        """The filings that were counted for this page."""
        return []

    def _address(self, record: Any) -> str:
        if State(record.state) in EDITABLE:
            return reverse("admin:filings_filingrecord_change", args=[record.pk])
        return reverse("publishing:overview", args=[record.pk])

    def _next(self, record: Any, tally: Tally | None) -> str:
        """What comes next, and who does it."""
        state, mine = State(record.state), record.unit_id in self.reach.get(Role.ACCOUNTANT, ())
        if state is State.RETURNED and record.last_comment:
            return f"退回意见：{record.last_comment}"
        if state is State.SUBMITTED:
            own = record.last_actor == self.person.pk
            return (
                "等审核人审核" if own or record.unit_id not in self.reach.get(Role.REVIEWER, ()) else "审核：批准或退回"
            )
        if state is State.FAILED:
            return "生成失败：查看原因，重新生成"
        if state is State.GENERATING:
            return "正在生成公开文件"
        return tally.next_step if tally and mine and state in EDITABLE else ""


def _list(state: State | None = None) -> str:
    question = f"?{urlencode({'state': state.value})}" if state else ""
    return reverse("admin:filings_filingrecord_changelist") + question


SECTIONS = (
    (Role.ACCOUNTANT, Home.mine),
    (Role.REVIEWER, Home.to_review),
    (Role.PUBLISHER, Home.to_publish),
    (Role.BUREAU, Home.late),
    (Role.AUDITOR, Home.published),
)
