"""The guard on the entry tables of final accounts and self-evaluations; a row may hang on an evaluated project."""

from django.db import migrations

GUARDED = {  # entry table -> its column that leads to the filing, or to the row that leads there
    "filings_finalaccountsrecord": "filing_id",
    "filings_finalincomerecord": "filing_id",
    "filings_finalexpenditurerecord": "filing_id",
    "filings_finalofficialexpenserecord": "filing_id",
    "filings_finalcomparisonrecord": "filing_id",
    "filings_projectevaluationrecord": "filing_id",
    "filings_evaluatedindicatorrecord": "evaluation_id",
    "filings_selfevaluationrecord": "filing_id",
    "filings_evaluatedprojectrecord": "filing_id",
    "filings_overallindicatorrecord": "filing_id",
}

FUNCTION = """
CREATE OR REPLACE FUNCTION publishing_guard_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text;
    parent text;
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
        parent := CASE TG_ARGV[0]
            WHEN 'project_id' THEN 'filings_projectrecord'
            WHEN 'evaluation_id' THEN 'filings_projectevaluationrecord'
        END;
        IF parent IS NOT NULL THEN
            changed := format('SELECT filing_id AS owner FROM %I WHERE id IN (%s)', parent, changed);
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


UNDONE = [
    f"DROP TRIGGER publishing_guard_{operation.lower()} ON {table}" for table in GUARDED for operation in OPERATIONS
]


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0003_artefact_of_hash"),
        ("filings", "0002_final_accounts_and_self_evaluation"),
    ]

    operations = [migrations.RunSQL([FUNCTION, *TRIGGERS], UNDONE)]
