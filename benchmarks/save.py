"""
``python -m benchmarks.save``: saving a large table as the entry page does, against bare COPY of the same rows.

The save is the real one: typed text -> codec -> soundness -> storage with history. "first" fills an empty table,
"again" changes every amount of the stored rows, "one cell" changes a single amount. Goal: first at most 8 times COPY.
"""

import argparse
import time
from collections.abc import Callable
from itertools import islice, product
from statistics import median
from typing import Any

from benchmarks.portal import empty_portal

GOAL = 8


def rows_of(count: int) -> list[dict[str, str]]:
    from budgetportal.classification.codes import functional
    from budgetportal.disclosure.editions import EDITIONS

    edition = EDITIONS["xinjiang-budget-2024"]
    codes = [code.code for code in functional(2024).codes("项")]
    keys = product(sorted(edition.sources), ("personnel", "public", "project"), codes)
    return [
        {"function": code, "source": str(source), "category": category, "amount": f"{n % 900}.{n % 100:02d}"}
        for n, (source, category, code) in enumerate(islice(keys, count))
    ]


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def new_filing() -> Any:
    from budgetportal.filings.models import FilingRecord
    from budgetportal.units.models import Unit

    unit, _ = Unit.objects.get_or_create(code="650100-large", defaults={"name": "大单位", "region": "650100"})
    FilingRecord.objects.filter(unit=unit).delete()
    return FilingRecord.objects.create(
        unit=unit, fiscal_year=2024, kind="budget", edition="xinjiang-budget-2024", amount_unit="万元"
    )


def save_rows(record: Any, rows: list[dict[str, str]]) -> float:
    """Save as the entry page does; the seconds that it took."""
    from budgetportal.filings.entry.saving import save, stamp
    from budgetportal.filings.models import FilingRecord
    from budgetportal.filings.storage import load

    stored = FilingRecord.objects.select_related("unit__parent").get(pk=record.pk)
    opened = stamp(load(stored), ("expenditure",))  # what the page was opened with
    start = time.perf_counter()
    outcome = save(stored, ("expenditure",), {"expenditure": rows}, opened)
    seconds = time.perf_counter() - start
    if outcome.problems:
        raise SystemExit("\n".join(map(str, outcome.problems[:5])))
    return seconds


def bare_copy(record: Any, rows: list[dict[str, str]]) -> None:
    from django.db import connection, transaction

    statement = "COPY bare (filing_id, position, function, source, category, amount) FROM STDIN"
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(statement) as copy:
        for n, row in enumerate(rows):
            copy.write_row((record.pk, n, *row.values()))


def make_bare_table() -> None:
    """Make a copy of the table, columns, checks, indexes and foreign key, without its history."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (LIKE filings_expenditurerecord INCLUDING ALL)")
        cursor.execute("ALTER TABLE bare ADD FOREIGN KEY (filing_id) REFERENCES filings_filingrecord")


def one_round(rows: list[dict[str, str]]) -> dict[str, float]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bare")
    record = new_filing()
    copied = timed(lambda: bare_copy(record, rows))
    changed = [{**row, "amount": "1.00"} for row in rows]
    touched = [*changed[:-1], {**changed[-1], "amount": "2.00"}]
    first, again, cell = (save_rows(record, wanted) for wanted in (rows, changed, touched))
    return {"copy": copied, "first": first, "again": again, "one cell": cell}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=3_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with empty_portal():
        make_bare_table()
        rows = rows_of(options.rows)
        one_round(rows)  # warm
        rounds = [one_round(rows) for _ in range(options.rounds)]
    for name in rounds[0]:
        ratio = median(found[name] / found["copy"] for found in rounds)
        print(f"{name:>8}: {median(found[name] for found in rounds):7.3f} s, {ratio:5.1f} x COPY")
    print(f"goal: first <= {GOAL} x COPY, {options.rows} rows, {options.rounds} rounds")


if __name__ == "__main__":
    main()
