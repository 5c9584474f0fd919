"""What a person sees of a filing's way to the public: state, steps, progress, versions, log."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Q
from django.db.models.functions import Now
from django.urls import reverse

from budgetportal.disclosure.filing import Filing
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing import addresses, versions
from budgetportal.publishing.actions import ACTIONS, Action
from budgetportal.publishing.answers import AnswerFinding
from budgetportal.publishing.findings_page import FindingsPage
from budgetportal.publishing.models import Act, ArtefactName, Version
from budgetportal.publishing.outbox import needed
from budgetportal.publishing.state import APPROVED, EDITABLE, State, of
from budgetportal.units.access import Reach
from budgetportal.units.models import Person


@dataclass(frozen=True, slots=True)
class Step:
    """An action as its button or, where `obstacles` stand against it, as the reasons why there is none."""

    name: str
    label: str
    explanation: str
    address: str
    obstacles: list[str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the artefacts of the newest version are."""

    state: State
    done: int
    total: int
    seconds: int
    causes: list[str]

    @property
    def text(self) -> str:
        """已生成 1/2, and since when."""
        minutes, seconds = divmod(self.seconds, 60)
        return f"已生成 {self.done}/{self.total}，已用 {f'{minutes} 分 ' if minutes else ''}{seconds} 秒"

    def as_json(self) -> dict[str, Any]:
        """Return what the page asks for while it waits."""
        return {"state": self.state.value, "label": self.state.label, "text": self.text, "running": self.running}

    @property
    def running(self) -> bool:
        """Whether it is worth asking again."""
        return self.state is State.GENERATING


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list of versions."""

    version: Version
    standing: str  # 现行, 已更正 or 未公开
    address: str
    pdf_address: str

    @property
    def remarks(self) -> list[dict[str, str]]:
        """The warnings that were answered before the approval."""
        return json.loads(self.version.remarks) if self.version.remarks else []


@dataclass(frozen=True)
class Panel:
    """The panel of one filing for one person."""

    record: FilingRecord
    person: Person
    reach: Reach
    filing: Filing | None = None  # the entries, where the page has loaded them

    @cached_property
    def state(self) -> State:
        """The state now; a list or an entry page has asked for it together with the record."""
        known = getattr(self.record, "state", None)
        return State(known) if known else of(self.record)

    @cached_property
    def steps(self) -> list[Step]:
        """The steps that the person may take."""
        return [self._step(action) for action in self._permitted() if self.state in action.states]

    @property
    def ready(self) -> list[Step]:
        """The steps that are open."""
        return [step for step in self.steps if not step.obstacles]

    @property
    def closed(self) -> list[Step]:
        """The steps that this state offers and something else forbids."""
        return [step for step in self.steps if step.obstacles]

    @cached_property
    def later(self) -> list[tuple[str, str]]:
        """The steps of other states: label, and the states in which they open."""
        closed = [action for action in self._permitted() if self.state not in action.states]
        return [(action.name.label, "、".join(_labels(action.states))) for action in closed]

    @cached_property
    def progress(self) -> Progress | None:
        """The progress of the newest version once there is one that waits or failed."""
        return progress(self.record, self.state) if self.state in (State.GENERATING, State.FAILED) else None

    @cached_property
    def returned_with(self) -> Act | None:
        """The act that sent the filing back, where that is its state."""
        returns = [act for act in self.acts if act.action == Act.Action.RETURN]
        return returns[-1] if self.state is State.RETURNED else None

    @cached_property
    def acts(self) -> list[Act]:
        """The log."""
        return list(Act.objects.filter(record=self.record).select_related("person").order_by("pk"))

    @cached_property
    def versions(self) -> list[VersionLine]:
        """All versions, newest first."""
        every = Version.objects.filter(record=self.record).order_by("-number")
        public = list(versions.public(every).values_list("pk", flat=True))
        lines = every.defer("content").select_related("approved_by", "submitted_by")
        return [_line(version, public) for version in lines]

    @cached_property
    def findings(self) -> FindingsPage | None:
        """What the checks find, as long as the entries are not approved."""
        if self.state in APPROVED:
            return None
        return FindingsPage.of(self.record, self.filing, writable=self.may_answer)

    @property
    def may_answer(self) -> bool:
        """Whether the person may say why a warning stands."""
        roles = AnswerFinding.roles
        return self.state in EDITABLE and any(self.record.unit_id in self.reach.get(role, ()) for role in roles)

    @property
    def findings_address(self) -> str:
        """Where the findings are listed and answered."""
        return reverse("publishing:findings", args=[self.record.pk])

    @property
    def address(self) -> str:
        """Where the panel stands on a page of its own."""
        return reverse("publishing:overview", args=[self.record.pk])

    @property
    def status_address(self) -> str:
        """Where a waiting page asks for progress."""
        return reverse("publishing:status", args=[self.record.pk])

    def _permitted(self) -> list[type[Action]]:
        unit = self.record.unit_id
        return [action for action in ACTIONS if any(unit in self.reach.get(role, ()) for role in action.roles)]

    def _step(self, action: type[Action]) -> Step:
        address = reverse("publishing:action", args=[self.record.pk, action.name])
        obstacles = action(self.record, self.person, filing=self.filing).obstacles()
        return Step(action.name.value, action.name.label, action.explanation, address, obstacles)


def _labels(states: Iterable[State]) -> list[str]:
    return [state.label for state in State if state in states]


def _line(version: Version, public: list[int]) -> VersionLine:
    if version.pk not in public:
        return VersionLine(version, "未公开", "", "")
    standing = "现行" if version.pk == public[0] else "已更正"
    return VersionLine(version, standing, addresses.numbered(version), addresses.file(version, ArtefactName.PDF))


def progress(record: FilingRecord, state: State) -> Progress:
    """Return the progress of the newest version; two queries."""
    jobs = needed(record.pk)
    done = Count("pk", filter=Q(finished_at__isnull=False))
    counted = jobs.aggregate(done=done, total=Count("pk"), since=Max("created_at"), now=Max(Now()))
    causes = [f"{job.get_name_display()}：{job.cause}" for job in jobs.failed()] if state is State.FAILED else []
    return Progress(state, counted["done"], counted["total"], _elapsed(counted["since"], counted["now"]), causes)


def _elapsed(since: datetime | None, now: datetime | None) -> int:
    return int((now - since) / timedelta(seconds=1)) if since and now else 0
