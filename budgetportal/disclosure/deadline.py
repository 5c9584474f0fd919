"""The 20 days within which an approved budget or its final accounts are published (预算法第十四条)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

DAYS = 20  # calendar days from the approval 批复
URGENT = 15  # the day from which the clock is red


@dataclass(frozen=True, slots=True)
class Deadline:
    """The clock of one filing on a day."""

    approved: datetime.date
    today: datetime.date

    @property
    def day(self) -> int:
        """Days since the approval."""
        return (self.today - self.approved).days

    @property
    def left(self) -> int:
        """Days left; negative once it is late."""
        return DAYS - self.day

    @property
    def last(self) -> datetime.date:
        """The last day on which it may be published."""
        return self.approved + datetime.timedelta(days=DAYS)

    @property
    def urgent(self) -> bool:
        """Whether the clock is red."""
        return self.day >= URGENT

    @property
    def words(self) -> str:
        """What a person is told."""
        until = f"{self.last.month} 月 {self.last.day} 日"
        if self.left < 0:
            return f"已超期 {-self.left} 天（应在 {until}前公开）"
        if self.left == 0:
            return f"今天（{until}）是最后一天"
        return f"还剩 {self.left} 天（{until}前公开）"
