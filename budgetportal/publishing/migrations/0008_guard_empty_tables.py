"""The guard on the declarations of empty tables: they are closed with the entries."""

from django.db import migrations

OPERATIONS = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
    "TRUNCATE": "",
}

TRIGGERS = [
    f"CREATE TRIGGER publishing_guard_{operation.lower()} AFTER {operation} ON filings_emptytable {rows} "
    "FOR EACH STATEMENT EXECUTE FUNCTION publishing_guard_entries('filing_id')"
    for operation, rows in OPERATIONS.items()
]

UNDONE = [f"DROP TRIGGER publishing_guard_{operation.lower()} ON filings_emptytable" for operation in OPERATIONS]


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0007_guard_working_copies"),
        ("filings", "0004_progress"),
    ]

    operations = [migrations.RunSQL(TRIGGERS, UNDONE)]
