"""The guard on the working copies of entry pages: what waits to be stored is closed with the entries."""

from django.db import migrations

GUARDED = ("filings_workingcopy", "filings_copystep")

OPERATIONS = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
    "TRUNCATE": "",
}

TRIGGERS = [
    f"CREATE TRIGGER publishing_guard_{operation.lower()} AFTER {operation} ON {table} {rows} "
    "FOR EACH STATEMENT EXECUTE FUNCTION publishing_guard_entries('filing_id')"
    for table in GUARDED
    for operation, rows in OPERATIONS.items()
]

UNDONE = [
    f"DROP TRIGGER publishing_guard_{operation.lower()} ON {table}" for table in GUARDED for operation in OPERATIONS
]


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0006_answers"),
        ("filings", "0003_working_copy"),
    ]

    operations = [migrations.RunSQL(TRIGGERS, UNDONE)]
