"""How gunicorn serves the portal, in a deployment and in the try-out; the command line adds the address."""

import signal
from typing import Any

from budgetportal.embedded.processes import die_with_parent
from budgetportal.environment import env_int

wsgi_app = "budgetportal.wsgi"
workers = env_int("WEB_CONCURRENCY", 2, least=1)
timeout = 30  # seconds; nothing that a page does takes long, long work is a job
graceful_timeout = 20  # seconds
max_requests = 2000
max_requests_jitter = 200
worker_tmp_dir = "/dev/shm"  # noqa: S108  (heartbeats there never wait for a disk)
control_socket_disable = True
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "budgetportal.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
        "gunicorn.access": {"handlers": [], "level": "INFO", "propagate": True},
    },
}


def post_fork(server: Any, worker: Any) -> None:  # noqa: ARG001
    """End a worker with its master, however that ends."""
    die_with_parent(signal.SIGKILL)
