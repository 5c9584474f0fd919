"""
The guard on the entry tables: while a filing is not a draft, the database refuses changes to its entries.

The triggers read the state where it is derived from, the acts, so there is no second mark that could contradict them. They run
once a statement, not once a row: 3 000 rows cost one look. They take the lock that every insert with a foreign key takes on
the filing's row (FOR KEY SHARE) and that an action excludes (FOR UPDATE), so that no save slips in beside an approval.
"""

from django.db import migrations

GUARDED = {  # entry table -> its column that leads to the filing
    "filings_filingrecord": "id",
    "filings_procurementrecord": "filing_id",
    "filings_assetsrecord": "filing_id",
    "filings_unitperformancerecord": "filing_id",
    "filings_unitindicatorrecord": "filing_id",
    "filings_incomerecord": "filing_id",
    "filings_expenditurerecord": "filing_id",
    "filings_basicrecord": "filing_id",
    "filings_officialexpenserecord": "filing_id",
    "filings_comparisonrecord": "filing_id",
    "filings_glossaryrecord": "filing_id",
    "filings_establishmentrecord": "filing_id",
    "filings_wordingrecord": "filing_id",
    "filings_projectrecord": "filing_id",
    "filings_projectamountrecord": "project_id",
    "filings_projectindicatorrecord": "project_id",
}

FUNCTION = """
CREATE FUNCTION publishing_guard_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text;
    filings bigint[];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        SELECT array_agg(DISTINCT record_id) INTO filings FROM publishing_act;
    ELSE
        changed := CASE TG_OP
            WHEN 'INSERT' THEN format('SELECT %1$I AS owner FROM new_rows', TG_ARGV[0])
            WHEN 'DELETE' THEN format('SELECT %1$I AS owner FROM old_rows', TG_ARGV[0])
            ELSE format('SELECT %1$I AS owner FROM old_rows UNION SELECT %1$I FROM new_rows', TG_ARGV[0])
        END;
        IF TG_ARGV[0] = 'project_id' THEN
            changed := format('SELECT filing_id AS owner FROM filings_projectrecord WHERE id IN (%s)', changed);
        END IF;
        EXECUTE format('SELECT array_agg(DISTINCT owner) FROM (%s) AS changed', changed) INTO filings;
    END IF;
    PERFORM 1 FROM filings_filingrecord WHERE id = ANY(filings) ORDER BY id FOR KEY SHARE;
    IF EXISTS (
        SELECT 1 FROM unnest(filings) AS filing(id)
        WHERE (
            SELECT act.action FROM publishing_act AS act
            WHERE act.record_id = filing.id AND act.action <> 'retry' ORDER BY act.id DESC LIMIT 1
        ) IN ('submit', 'approve')
    ) THEN
        RAISE EXCEPTION '这份填报已送审或已批准，内容不能再改。撤回、退回或更正之后再改。' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$
"""

OPERATIONS = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
    "TRUNCATE": "",
}

TRIGGERS = [
    f"CREATE TRIGGER publishing_guard_{operation.lower()} AFTER {operation} ON {table} {rows} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION publishing_guard_entries('{column}')"
    for table, column in GUARDED.items()
    for operation, rows in OPERATIONS.items()
]


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [
        migrations.RunSQL([FUNCTION, *TRIGGERS], ["DROP FUNCTION publishing_guard_entries() CASCADE"]),
    ]
