"""The 20 days from the approval, counted in calendar days."""

from datetime import date

import pytest

from budgetportal.disclosure.deadline import Deadline

APPROVED = date(2024, 2, 12)


@pytest.mark.parametrize(
    ("today", "left", "urgent", "words"),
    [
        (date(2024, 2, 12), 20, False, "还剩 20 天（3 月 3 日前公开）"),
        (date(2024, 2, 26), 6, False, "还剩 6 天（3 月 3 日前公开）"),
        (date(2024, 2, 27), 5, True, "还剩 5 天（3 月 3 日前公开）"),
        (date(2024, 3, 2), 1, True, "还剩 1 天（3 月 3 日前公开）"),
        (date(2024, 3, 3), 0, True, "今天（3 月 3 日）是最后一天"),
        (date(2024, 3, 4), -1, True, "已超期 1 天（应在 3 月 3 日前公开）"),
        (date(2024, 12, 31), -303, True, "已超期 303 天（应在 3 月 3 日前公开）"),
    ],
)
def test_clock_runs_down_and_is_red_from_day_15(today, left, urgent, words):
    deadline = Deadline(APPROVED, today)
    assert (deadline.left, deadline.urgent, deadline.words) == (left, urgent, words)
