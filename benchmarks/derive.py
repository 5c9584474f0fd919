"""
``python -m benchmarks.derive``: all tables and sentences of a filing from the database, against fetching its rows.

Fetching is what the ORM needs for the same rows as model instances. Goal: at most 2.5 times at 80 facts, 5 at 3,000.
"""

import argparse
from functools import partial
from statistics import median
from typing import Any

from benchmarks.portal import empty_portal
from benchmarks.save import new_filing, rows_of, timed

SIZES = (80, 400, 3_000)


def fill(count: int) -> Any:
    """Return a filing of so many facts: half income, half expenditure."""
    from budgetportal.disclosure.codec import read_record
    from budgetportal.disclosure.filing import Filing
    from budgetportal.filings.models import FilingRecord
    from budgetportal.filings.storage import load, store

    record = new_filing()
    rows = rows_of(count - count // 2)
    keys = list(dict.fromkeys((row["function"], row["source"]) for row in rows))[: count // 2]
    income = [{"function": function, "source": source, "amount": "1.00"} for function, source in keys]
    kept = {"format": "budget-filing/1", "edition": record.edition, "fiscal_year": 2024, "amount_unit": "万元"}
    unit = {"code": "650100-large", "name": "大单位", "scope": "unit", "region": "650100"}
    filing, problems = read_record(Filing, {**kept, "unit": unit, "income": income, "expenditure": rows})
    if filing is None:
        raise SystemExit("\n".join(map(str, problems[:5])))
    store(record, filing)
    stored = FilingRecord.objects.select_related("unit__parent").get(pk=record.pk)
    assert len(load(stored).income) + len(load(stored).expenditure) == len(keys) + len(rows)
    return stored


def fetch(record: Any) -> int:
    from budgetportal.filings.models import ExpenditureRecord, IncomeRecord

    found = [list(model.objects.filter(filing=record)) for model in (IncomeRecord, ExpenditureRecord)]
    return sum(map(len, found))


def derive(record: Any) -> Any:
    from budgetportal.disclosure.editions import compose
    from budgetportal.filings.storage import load

    return compose(load(record))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    with empty_portal():
        for size in SIZES:
            record = fill(size)
            derive(record)
            works = partial(fetch, record), partial(derive, record)
            rounds = [tuple(map(timed, works)) for _ in range(options.rounds)]
            fetched, derived = (median(times) for times in zip(*rounds, strict=True))
            ratio = median(b / a for a, b in rounds)
            print(f"{size:>5} facts: fetch {fetched * 1e3:6.1f} ms, derive {derived * 1e3:6.1f} ms, {ratio:4.1f} x")


if __name__ == "__main__":
    main()
