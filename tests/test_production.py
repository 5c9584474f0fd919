"""The deployment's files agree with the settings and with each other, and the settings refuse what is unsafe."""

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import yaml
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from psycopg import sql
from redis import Redis

from budgetportal import environment, system_checks
from budgetportal.embedded.postgres import INITDB_OPTIONS, binaries
from budgetportal.embedded.servers import embedded_servers, temporary_folder
from budgetportal.logs import JsonFormatter

PROJECT = Path(__file__).resolve().parents[1]
COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
NGINX = (PROJECT / "deploy" / "nginx.conf").read_text()
OWN_SERVICES = ["migrate", "web", "worker", "beat"]
READ_BY_CELERY = {"REMAP_SIGTERM"}
SECRETS = ["SECRET_KEY", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "PORTAL_PASSWORD", "REDIS_PASSWORD"]
FILLED_IN = {
    "SECRET_KEY": "k3-" + "x9Qz7vLw" * 8,
    "ALLOWED_HOSTS": "budget.example.gov.cn",
    "PORTAL_PASSWORD": "one",
    "OWNER_PASSWORD": "two",
    "REDIS_PASSWORD": "three",
    "SITE_OWNER": "示例市财政局",
    "SITE_CONTACT": "0991-0000000",
    "SITE_ID_CODE": "6501000001",
    "ICP_NUMBER": "新ICP备00000000号",
    "POLICE_NUMBER": "新公网安备00000000000000号",
}


def filled_in(value: str) -> str:
    """Return a value of the file as Docker would hand it over."""

    def variable(match: re.Match[str]) -> str:
        name, default = match["name"], match["default"]
        return FILLED_IN[name] if default is None else default

    return re.sub(r"\$\{(?P<name>\w+)(?::-(?P<default>[^}]*)|:\?[^}]*)\}", variable, value)


def environment_of(service: str) -> dict[str, str]:
    return {name: filled_in(value) for name, value in SERVICES[service]["environment"].items()}


def settings_under(variables: dict[str, str], expression: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process that has these variables and no others."""
    code = f"import json; from budgetportal import settings; print(json.dumps({expression}, default=str))"
    return subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], **variables}, cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def read_settings(variables: dict[str, str], *names: str) -> dict[str, object]:
    expression = "{" + ", ".join(f"{name!r}: settings.{name}" for name in names) + "}"
    result = settings_under(variables, expression)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_the_deployment_check_finds_nothing(tmp_path):
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "DEBUG"],
        env={"PATH": os.environ["PATH"], **environment_of("web"), "BUDGETPORTAL_VAR": str(tmp_path)},
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.parametrize("service", OWN_SERVICES)
def test_every_variable_that_is_set_is_read(service):
    sources = [PROJECT / "budgetportal" / name for name in ("settings.py", "environment.py")]
    text = "".join(path.read_text() for path in [*sources, PROJECT / "deploy" / "gunicorn.conf.py"])
    read = set(re.findall(r'env_\w+\(\s*"(\w+)"', text))
    assert set(environment_of(service)) - READ_BY_CELERY <= read


def test_secrets_have_no_default():
    text = (PROJECT / "docker-compose.yml").read_text()
    for name in SECRETS:
        assert f"${{{name}:?" in text
        assert f"${{{name}:-" not in text
        assert f"${{{name}}}" not in text


@pytest.mark.parametrize("service", OWN_SERVICES)
def test_files_lie_where_the_settings_look(service):
    found = read_settings(environment_of(service), "ARTEFACT_ROOT", "STATIC_ROOT", "VAR_DIR")
    volumes = dict(volume.split(":")[:2] for volume in SERVICES[service]["volumes"])
    assert {"artefacts": found["ARTEFACT_ROOT"], "static": found["STATIC_ROOT"]} == volumes
    assert found["VAR_DIR"] in SERVICES[service]["tmpfs"]


def test_the_proxy_serves_the_same_folders():
    found = read_settings(
        environment_of("web"), "ARTEFACT_ROOT", "STATIC_ROOT", "STATIC_URL", "ARTEFACT_ACCEL_LOCATION"
    )
    aliases = dict(re.findall(r"location (\S+) \{[^}]*?alias ([^;]+);", NGINX))
    assert aliases == {
        found["STATIC_URL"]: f"{found['STATIC_ROOT']}/",
        found["ARTEFACT_ACCEL_LOCATION"]: f"{found['ARTEFACT_ROOT']}/",
    }
    internal = re.search(rf"location {found['ARTEFACT_ACCEL_LOCATION']} \{{\s*internal;", NGINX)
    assert internal, "artefacts would be public before they are published"
    volumes = [volume for volume in SERVICES["proxy"]["volumes"] if "budgetportal" in volume]
    assert volumes == ["artefacts:/var/lib/budgetportal/artefacts:ro", "static:/var/lib/budgetportal/static:ro"]


def test_the_proxy_keeps_the_headers_of_an_artefact():
    """Of the portal's answer nginx keeps only a few headers when it sends the file itself."""
    block = re.search(r"location /artefact-files/ \{(.*?)\n        \}", NGINX, re.DOTALL)[1]
    named = set(re.findall(r"add_header (\S+) ", block))
    assert named >= {
        "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
        "X-Frame-Options", "Strict-Transport-Security", "Link",
    }  # fmt: skip
    assert "gzip_vary on;" in NGINX


def test_the_proxy_overwrites_what_a_visitor_claims_about_the_address():
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in NGINX
    found = read_settings(environment_of("web"), "ALLAUTH_TRUSTED_PROXY_COUNT", "SECURE_PROXY_SSL_HEADER")
    assert found == {
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
    }


def test_the_proxy_takes_what_the_portal_takes(settings):
    size = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1]) * 1024 * 1024
    assert size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_redis_writes_every_job_down_and_drops_none():
    command = SERVICES["redis"]["command"]
    given = dict(zip(command[1::2], command[2::2], strict=True))
    assert given["--appendonly"] == "yes"
    assert given["--appendfsync"] == "always"
    assert given["--maxmemory-policy"] == "noeviction"
    assert "queue:/data" in SERVICES["redis"]["volumes"]


def test_the_database_has_the_locale_of_the_embedded_one():
    given = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert set(INITDB_OPTIONS) - {"-U", "postgres", "-A", "trust"} <= set(given)


def test_stopping_gives_a_job_its_time():
    variables = environment_of("worker")
    assert variables["REMAP_SIGTERM"] == "SIGQUIT"
    soft = read_settings(variables, "CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT")["CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT"]
    assert soft + 5 < int(SERVICES["worker"]["stop_grace_period"].removesuffix("s"))


@pytest.mark.parametrize("service", [*OWN_SERVICES, "proxy"])
def test_containers_can_change_only_their_volumes(service):
    found = SERVICES[service]
    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in found["security_opt"]


def test_only_the_proxy_has_ports():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_every_lasting_service_says_whether_it_is_well():
    lasting = set(SERVICES) - {"migrate", "beat"}  # beat's work shows in the sweep that the worker does
    assert {name for name, service in SERVICES.items() if "healthcheck" in service} == lasting


def test_the_image_is_not_run_by_root():
    lines = (PROJECT / "Dockerfile").read_text().splitlines()
    assert "USER portal" in lines
    assert lines.index("USER portal") < next(i for i, line in enumerate(lines) if line.startswith("CMD"))


# ---- settings


def deployed(**changes: str) -> dict[str, str]:
    return {**environment_of("web"), **changes}


def test_a_deployment_is_closed_to_plain_http():
    found = read_settings(deployed(), "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "DEBUG")
    assert found == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "DEBUG": False,
    }
    assert read_settings(deployed(), "SECOND_FACTOR_REQUIRED") == {"SECOND_FACTOR_REQUIRED": True}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SECRET_KEY": "a-key-for-try-outs-and-tests-only"}, "SECRET_KEY"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"DEBUG": "maybe"}, "DEBUG"),
        ({"WORKER_CONCURRENCY": "two"}, "WORKER_CONCURRENCY"),
        ({"DATABASE_URL": "sqlite:///budget.db"}, "PostgreSQL"),
        ({"DATABASE_PASSWORD_FILE": "/run/secrets/password"}, "DATABASE_PASSWORD_FILE"),
    ],
)
def test_a_wrong_variable_stops_the_start_with_its_name(changes, words):
    result = settings_under(deployed(**changes), "settings.DEBUG")
    assert result.returncode != 0
    assert words in result.stderr.splitlines()[-1]


def test_a_secret_comes_from_a_file(tmp_path, monkeypatch):
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("SOME_KEY_FILE", str(tmp_path / "key"))
    assert environment.env_secret("SOME_KEY") == "from the file"
    monkeypatch.setenv("SOME_KEY_FILE", str(tmp_path / "absent"))
    with pytest.raises(ImproperlyConfigured, match="SOME_KEY_FILE"):
        environment.env_secret("SOME_KEY")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://a:p%40ss@db:5433/budget", ("budget", "a", "p@ss", "db", "5433", {})),
        ("postgres://a@/budget?host=/tmp/sockets", ("budget", "a", "", "/tmp/sockets", "", {})),
        ("postgresql://a@%2Ftmp%2FSockets/budget", ("budget", "a", "", "/tmp/Sockets", "", {})),
        ("postgresql://db/budget?sslmode=require", ("budget", "", "", "db", "", {"sslmode": "require"})),
        ("postgresql://a@[::1]:5432/budget", ("budget", "a", "", "::1", "5432", {})),
    ],
)
def test_a_database_address_is_read(url, expected):
    found = environment.database_settings(url)
    assert tuple(found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")) == expected


@pytest.mark.parametrize(("word", "expected"), [("1", True), ("On", True), ("no", False), ("", True)])
def test_a_yes_or_no_is_read(monkeypatch, word, expected):
    monkeypatch.setenv("SOME_SWITCH", word)
    assert environment.env_bool("SOME_SWITCH", True) is expected


@pytest.mark.parametrize("word", ["-1", "1.5", "１２", "0"])
def test_a_number_below_its_least_or_of_strange_signs_is_refused(monkeypatch, word):
    monkeypatch.setenv("SOME_NUMBER", word)
    with pytest.raises(ImproperlyConfigured, match="SOME_NUMBER"):
        environment.env_int("SOME_NUMBER", 3, least=1)


# ---- figures that belong together


def test_the_checks_find_nothing_wrong_with_the_settings():
    assert run_checks(tags=[system_checks.CONFIGURATION]) == []


@pytest.mark.parametrize(
    ("name", "value", "identifier"),
    [
        ("CELERY_VISIBILITY_TIMEOUT", 3600, "budgetportal.E001"),
        ("CELERY_BROKER_TRANSPORT_OPTIONS", {}, "budgetportal.E001"),
        ("CELERY_TASK_TIME_LIMIT", 240, "budgetportal.E002"),
        ("CELERY_TASK_SOFT_TIME_LIMIT", 200, "budgetportal.E002"),
        ("CELERY_TASK_ACKS_LATE", False, "budgetportal.E003"),
        ("CELERY_TASK_REJECT_ON_WORKER_LOST", False, "budgetportal.E003"),
        ("CELERY_WORKER_PREFETCH_MULTIPLIER", 4, "budgetportal.E003"),
        ("CELERY_ACCEPT_CONTENT", ["json", "pickle"], "budgetportal.E004"),
    ],
)
def test_a_figure_that_would_lose_or_double_work_is_found(settings, name, value, identifier):
    setattr(settings, name, value)
    assert [message.id for message in run_checks(tags=[system_checks.CONFIGURATION])] == [identifier]


def test_a_worker_refuses_a_broker_that_may_drop_jobs(monkeypatch):
    monkeypatch.delenv("REDIS_URL")
    with temporary_folder() as folder, embedded_servers(folder / "servers") as addresses:
        socket = addresses.redis_url.removeprefix("redis+socket://")
        Redis(unix_socket_path=socket).config_set("maxmemory-policy", "allkeys-lru")
        result = subprocess.run(
            [sys.executable, "-m", "celery", "-A", "budgetportal.celery", "worker", "--pool", "solo"],
            env={**os.environ, **addresses.environment()}, cwd=PROJECT, capture_output=True, text=True, check=False,
            timeout=60,
        )  # fmt: skip
    assert result.returncode != 0
    assert "allkeys-lru" in result.stderr


# ---- the database, the project, the logs


def test_the_portal_role_can_write_rows_and_change_nothing_else(monkeypatch):
    """The script that makes the roles, the migrations as the owner, then the portal's role against the tables."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name)
    with temporary_folder() as folder, embedded_servers(folder / "servers") as addresses:
        administrator = psycopg.conninfo.conninfo_to_dict(addresses.database_url)
        with psycopg.connect(**{**administrator, "dbname": "postgres"}, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier("budgetportal")))
        server = {
            "PGHOST": administrator["host"], "PATH": f"{binaries()}:{os.environ['PATH']}",
            "POSTGRES_USER": "postgres", **FILLED_IN,
        }  # fmt: skip
        subprocess.run(
            ["sh", PROJECT / "deploy" / "postgres" / "roles.sh"], env=server, check=True, capture_output=True
        )
        owner = {
            "PATH": os.environ["PATH"], "SECRET_KEY": FILLED_IN["SECRET_KEY"],
            "DATABASE_URL": addresses.database_url.replace("postgres@", "budgetportal_owner@"),
        }  # fmt: skip
        for command in (["migrate", "--no-input"], ["createcachetable"]):
            subprocess.run(
                [sys.executable, "manage.py", *command], env=owner, cwd=PROJECT, check=True, capture_output=True
            )
        portal = {**administrator, "user": "budgetportal"}
        with psycopg.connect(**portal, autocommit=True) as connection:
            connection.execute("INSERT INTO cache VALUES ('a', 'b', now())")
            assert connection.execute("SELECT count(*) FROM cache").fetchone() == (1,)
            connection.execute("SELECT nextval(pg_get_serial_sequence('units_person', 'id'))")
            for statement in (
                "TRUNCATE cache",
                "ALTER TABLE cache ADD COLUMN more text",
                "ALTER TABLE units_person DISABLE TRIGGER ALL",
                "DROP TABLE cache",
                "SET session_replication_role = replica",
                "CREATE TABLE public.more (id int)",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b[31m", "\u202e", "\u2028", "\x85"])
def test_nothing_that_a_person_typed_starts_a_line_of_the_log(sign):
    record = logging.makeLogRecord({"msg": f"单位{sign}forged", "unit": sign, "levelname": "INFO", "name": "portal"})
    line = JsonFormatter().format(record)
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert json.loads(line)["message"] == f"单位{sign}forged"


def test_a_log_line_carries_the_traceback():
    error = ValueError("缺少单位")
    record = logging.makeLogRecord({"msg": "failed", "exc_info": (type(error), error, None)})
    assert "缺少单位" in json.loads(JsonFormatter().format(record))["traceback"]
