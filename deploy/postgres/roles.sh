#!/bin/sh
# Run once by the database's container when it makes its data folder.
# Two roles: the owner migrates; the portal reads and writes rows and can neither alter a table, disable a trigger
# nor empty a table, so that what is published stays as it is even if the portal's code were turned against it.
set -eu
psql --set ON_ERROR_STOP=1 --no-password --username "$POSTGRES_USER" --dbname postgres \
    --set owner_password="$OWNER_PASSWORD" --set portal_password="$PORTAL_PASSWORD" <<'SQL'
CREATE ROLE budgetportal_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE budgetportal LOGIN PASSWORD :'portal_password';
CREATE DATABASE budgetportal OWNER budgetportal_owner;
\connect budgetportal
ALTER SCHEMA public OWNER TO budgetportal_owner;
REVOKE ALL ON DATABASE budgetportal FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE budgetportal TO budgetportal;
GRANT USAGE ON SCHEMA public TO budgetportal;
ALTER DEFAULT PRIVILEGES FOR ROLE budgetportal_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO budgetportal;
ALTER DEFAULT PRIVILEGES FOR ROLE budgetportal_owner GRANT USAGE, SELECT ON SEQUENCES TO budgetportal;
SQL
