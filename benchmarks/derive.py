"""
``python -m benchmarks.derive``: all tables of a filing computed, against fetching its rows.

Fetching is what the ORM needs for the same rows as model instances. Goal: the tables cost at most 5 times as much.
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
    from budgetportal.disclosure.budget import BudgetFiling
    from budgetportal.disclosure.codec import read_record
    from budgetportal.filings.models import FilingRecord
    from budgetportal.filings.storage import load, store

    record = new_filing()
    rows = rows_of(count - count // 2)
    keys = list(dict.fromkeys((row["function"], row["source"]) for row in rows))[: count // 2]
    income = [{"function": function, "source": source, "amount": "1.00"} for function, source in keys]
    kept = {"format": "budget-filing/1", "edition": record.edition, "fiscal_year": 2024, "amount_unit": "万元"}
    unit = {"code": "650100-large", "name": "大单位", "scope": "unit", "region": "650100"}
    filing, problems = read_record(BudgetFiling, {**kept, "unit": unit, "income": income, "expenditure": rows})
    if filing is None:
        raise SystemExit("\n".join(map(str, problems[:5])))
    store(record, filing)
    stored = FilingRecord.objects.select_related("unit__parent").get(pk=record.pk)
    assert len(load(stored).income) + len(load(stored).expenditure) == len(keys) + len(rows)
    return stored


def fetch(record: Any) -> int:
    """Fetch every entry row of the filing as model instances, one query a table."""
    from django.apps import apps

    from budgetportal.filings.models import FilingRecord

    models = apps.get_app_config("filings").get_models()
    entry_tables = [model for model in models if any(f.related_model is FilingRecord for f in model._meta.fields)]
    tables = [model for model in entry_tables if not model._meta.model_name.endswith("event")]
    return sum(len(model.objects.filter(filing=record)) for model in tables)


def tables_of(filing: Any) -> Any:
    """Compute the eleven tables of a filing."""
    from budgetportal.disclosure.editions.xinjiang_budget_2024 import TABLES
    from budgetportal.disclosure.rounding import published
    from budgetportal.disclosure.scene import Scene

    scene = Scene(published(filing))
    return [table.build(scene) for table in TABLES]


def derive(record: Any) -> Any:
    """Compute the whole document, its fetch included."""
    from budgetportal.disclosure.editions import compose
    from budgetportal.filings.storage import load

    return compose(load(record))


def main() -> None:
    """Print, for each size, both ratios of the medians of the rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    with empty_portal():
        for size in SIZES:
            report(size, options.rounds)


def report(size: int, rounds: int) -> None:
    """Measure one size, the three works in turn."""
    from budgetportal.filings.storage import load

    record = fill(size)
    works = partial(fetch, record), partial(tables_of, load(record)), partial(derive, record)
    derive(record)
    times = [tuple(map(timed, works)) for _ in range(rounds)]
    fetched, tables, whole = (median(each) for each in zip(*times, strict=True))
    print(
        f"{size:>5} facts: fetch {fetched * 1e3:6.1f} ms, tables {tables * 1e3:6.1f} ms ({tables / fetched:.1f} x), "
        f"document with its fetch {whole * 1e3:6.1f} ms ({whole / fetched:.1f} x)"
    )


if __name__ == "__main__":
    main()
