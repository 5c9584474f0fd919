"""Prepares filings, approves them one after the other and says so after each commit, or lists what is approved."""

import contextlib
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budgetportal.settings")
os.environ["REDIS_URL"] = "redis+socket:///nonexistent/redis.sock"
django.setup()

from django.core.management import call_command  # noqa: E402

from budgetportal.filings.models import FilingRecord  # noqa: E402
from budgetportal.publishing import verification  # noqa: E402
from budgetportal.publishing.actions import Approve  # noqa: E402
from budgetportal.publishing.models import Version  # noqa: E402
from budgetportal.publishing.state import State, annotated  # noqa: E402
from budgetportal.units.models import Person  # noqa: E402
from tests.publishing import scenes  # noqa: E402


def prepare(count: int) -> None:
    call_command("migrate", verbosity=0)
    who = None
    for number in range(count):
        record = scenes.draft_of(f"unit-{number}")
        if who is None:
            who = scenes.people(record.unit)
        else:
            scenes.give_roles(record.unit, who)
        scenes.bring_to(State.SUBMITTED, record, who)


def approve() -> None:
    reviewer = Person.objects.get(username="reviewer")
    for record in annotated(FilingRecord.objects.all()).filter(state=State.SUBMITTED).order_by("pk"):
        Approve(record, reviewer).execute()
        print(record.pk, flush=True)


def count() -> None:
    print(*Version.objects.values_list("record", flat=True))
    print("\n".join(verification.faults()) or "no faults")


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        {"prepare": lambda: prepare(int(sys.argv[2])), "approve": approve, "count": count}[sys.argv[1]]()
