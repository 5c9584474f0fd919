"""Who has a page open: noted in the cache by each ping, forgotten when the pings stop."""

from __future__ import annotations

import time
from typing import TypeAlias

from django.core.cache import cache

from budgetportal.filings.entry.subject import Subject
from budgetportal.filings.models import FilingRecord
from budgetportal.units.models import Person

STALE = 25  # seconds without a ping; the pings come every 10
OWN_WINDOW = "您自己（另一个窗口）"

Seen: TypeAlias = tuple[int, str, float]  # person, name, time of the last ping


def note(record: FilingRecord, subject: Subject, person: Person, client: str) -> list[str]:
    """Note that a person has the page open in a window; the names of the others, each once."""
    key, now = f"presence:{record.pk}:{subject.page.key}:{subject.key}", time.time()
    known: dict[str, Seen] = cache.get(key) or {}
    here = {window: seen for window, seen in known.items() if now - seen[2] < STALE}
    here[client] = (person.pk, person.get_full_name(), now)
    cache.set(key, here, 2 * STALE)
    others = [seen for window, seen in sorted(here.items()) if window != client]
    return list(dict.fromkeys(OWN_WINDOW if seen[0] == person.pk else seen[1] for seen in others))
