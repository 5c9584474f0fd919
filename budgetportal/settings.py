"""
Settings, read from the environment.

Without any variable they are those of a try-out on one machine, which `./run` starts. A deployment names DATABASE_URL,
REDIS_URL, SECRET_KEY and ALLOWED_HOSTS; docker-compose.yml sets every variable that it needs.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from budgetportal.environment import database_settings, env_bool, env_int, env_list, env_secret, env_text

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env_text("BUDGETPORTAL_VAR", str(BASE_DIR / "var")))

# Try-out or deployment. Plain HTTP is for a try-out on http://127.0.0.1 alone: cookies then travel unprotected.
DATABASE_URL = env_secret("DATABASE_URL")
DEBUG = env_bool("DEBUG", False)
INSECURE_HTTP = env_bool("INSECURE_HTTP", not DATABASE_URL)
SAMPLE_SECRET_KEY = "a-key-for-try-outs-and-tests-only"  # noqa: S105
SECRET_KEY = env_secret("SECRET_KEY", SAMPLE_SECRET_KEY)
if SECRET_KEY == SAMPLE_SECRET_KEY and not (DEBUG or INSECURE_HTTP):
    raise ImproperlyConfigured("正式部署须设置环境变量 SECRET_KEY：一串只有本单位知道的随机字符，至少 50 个。")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])

# Earlier apps go before later ones where templates have the same name: ours go before Django's admin.
INSTALLED_APPS = [
    "budgetportal.apps.BudgetPortalConfig",
    "budgetportal.portal",
    "budgetportal.publishing",
    "budgetportal.filings",
    "budgetportal.units",
    "budgetportal.rendering",
    "budgetportal.classification",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tables2",
    "django_filters",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "budgetportal.portal.serving.ArtefactMiddleware",  # above sessions: a published file depends on no person
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "budgetportal.units.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "budgetportal.urls"
WSGI_APPLICATION = "budgetportal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The site as its pages name it; `check --deploy` wants what inspections look for
SITE_NAME = env_text("SITE_NAME", "单位预算公开")
SITE_DOMAIN = env_text("SITE_DOMAIN", ALLOWED_HOSTS[0].removeprefix("."))
SITE_OWNER = env_text("SITE_OWNER")  # 主办单位
SITE_CONTACT = env_text("SITE_CONTACT")  # 联系方式
SITE_ID_CODE = env_text("SITE_ID_CODE")  # 网站标识码
ICP_NUMBER = env_text("ICP_NUMBER")  # ICP 备案号
POLICE_NUMBER = env_text("POLICE_NUMBER")  # 公安备案号
SITE_AGENCY_MARK_URL = env_text("SITE_AGENCY_MARK_URL", "https://bszs.conac.cn/")  # 党政机关标识

# Language and time
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Storage. Attempts to sign in are counted in the cache: one that all web processes share and that outlives Redis.
DATABASES = {
    "default": {
        **database_settings(DATABASE_URL or "postgresql:///budgetportal"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# Files. Artefacts are what is published; the proxy serves them if ARTEFACT_ACCEL_LOCATION names its internal address.
ARTEFACT_ROOT = Path(env_text("ARTEFACT_ROOT", str(VAR_DIR / "artefacts")))
ARTEFACT_ACCEL_LOCATION = env_text("ARTEFACT_ACCEL_LOCATION")
# The key that signs PDFs, a PKCS#12 file; without one they are not signed. Workers alone need it.
PDF_SIGNING_PKCS12 = env_text("PDF_SIGNING_PKCS12")
PDF_SIGNING_PASSPHRASE = env_secret("PDF_SIGNING_PASSPHRASE")
SENSITIVE_WORDS = env_list("SENSITIVE_WORDS", [])  # words that the check of texts asks about, separated by commas
STATIC_URL = "/static/"
STATIC_ROOT = Path(env_text("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
HASHED_STATIC_FILES = env_bool("HASHED_STATIC_FILES", not DEBUG)  # off where `collectstatic` has not run, as in tests
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "budgetportal.static_files.HashedStaticFiles"
        if HASHED_STATIC_FILES
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not HASHED_STATIC_FILES
WHITENOISE_AUTOREFRESH = not HASHED_STATIC_FILES

# Uploads. An entry table of 500 rows and 9 columns posts 4 500 fields, one of 5 000 rows and 4 columns 25 000;
# Django's limit is 1 000: 40 000 leaves room and still bounds the work of one request. A workbook of all tables is
# below 2 MB.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 40_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
WORKBOOK_MAX_SIZE = 2 * 1024 * 1024

# Entry pages: milliseconds from the last edit to its save, and between two looks at what others do on the page.
ENTRY_SAVE_DELAY = 500
ENTRY_PING_INTERVAL = 10_000

# Sign-in. Accounts are made by an administrator; nobody signs up.
AUTH_USER_MODEL = "units.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "/"
SECOND_FACTOR_REQUIRED = env_bool("SECOND_FACTOR_REQUIRED", True)
ACCOUNT_ADAPTER = "budgetportal.units.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/m/ip,5/900s/key",  # five wrong passwords from one address lock a name for 15 minutes
    "login_failed_everywhere": "50/h/key",  # attempts on one name from all addresses together
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by the administrator
MFA_ADAPTER = "budgetportal.units.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "budgetportal.units.second_factor.AuthenticateForm",
    "reauthenticate": "budgetportal.units.second_factor.ReauthenticateForm",
    "activate_totp": "budgetportal.units.second_factor.ActivateTOTPForm",
}
MFA_TOTP_ISSUER = "单位预算公开"
MFA_TOTP_TOLERANCE = 1  # one step of 30 s either way, for telephones whose clock is off
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": env_int("PASSWORD_MIN_LENGTH", 12, least=8)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Sessions end after half an hour without a request, and with the browser.
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Transport. The __Host- prefix makes browsers refuse a cookie that another host or a plain connection tries to set.
HTTPS_ONLY = not (DEBUG or INSECURE_HTTP)
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SESSION_COOKIE_NAME = "__Host-session" if HTTPS_ONLY else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS_ONLY else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
TRUSTED_PROXY_COUNT = env_int("TRUSTED_PROXY_COUNT", 0)  # proxies of our own before the web processes
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None

# What a page may load: our own files and nothing else; no inline script or style.
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "budgetportal.portal.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # data: for the square code of the second factor
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# Rendering. A job that takes longer than the soft limit fails with its cause; the hard limit kills its process.
RENDER_SOFT_TIME_LIMIT = env_int("RENDER_SOFT_TIME_LIMIT", 120, least=1)  # seconds
RENDER_TIME_LIMIT = env_int("RENDER_TIME_LIMIT", 150, least=1)  # seconds
RENDER_LEASE = env_int("RENDER_LEASE", 30, least=3)  # seconds without a sign of life until another may take a job
RENDER_MAX_MEMORY = env_int("RENDER_MAX_MEMORY", 600_000, least=1)  # KiB after a job at which its process is replaced

# Jobs. The database holds them and Redis only wakes the workers (budgetportal/publishing). A job in hand is not lost
# either: it is acknowledged when done, and a worker's death gives it back. The broker hands out anew what is older
# than the visibility timeout, so that exceeds the longest job; system_checks.py holds these figures against each other.
REDIS_URL = env_secret("REDIS_URL", "redis://127.0.0.1:6379/0")
VISIBILITY_TIMEOUT = env_int("VISIBILITY_TIMEOUT", 240, least=1)  # seconds
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": VISIBILITY_TIMEOUT,
    "unacked_restore_interval": 10,  # with the throttle: look every 10 s, where the default looks every 100 s
    "unacked_restore_throttle": 1,
}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": VISIBILITY_TIMEOUT}
CELERY_VISIBILITY_TIMEOUT = VISIBILITY_TIMEOUT
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = RENDER_SOFT_TIME_LIMIT
CELERY_TASK_TIME_LIMIT = RENDER_TIME_LIMIT
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = CELERY_EVENT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = CELERY_RESULT_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env_int("WORKER_CONCURRENCY", 0) or None  # one process a core where not stated
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_MAX_MEMORY_PER_CHILD = RENDER_MAX_MEMORY
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = env_int("WORKER_SHUTDOWN_TIMEOUT", 20)  # seconds for a job in hand at a stop
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    # Sent again by the next round anyway, so one that nobody took in time is dropped.
    "publishing-sweep": {"task": "publishing.sweep", "schedule": 10.0, "options": {"expires": 10}},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# Logs: one line of JSON an event, on the standard error stream.
LOG_LEVEL = env_text("LOG_LEVEL", "INFO").upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "budgetportal.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "gunicorn.error": {"handlers": [], "propagate": True},
        "gunicorn.access": {"handlers": [], "propagate": True},
        "weasyprint.progress": {"level": "WARNING"},  # a line a step of every document says nothing to an operator
    },
}
