"""A portal with an empty database of its own, for as long as a benchmark runs."""

import contextlib
import os
from collections.abc import Iterator

from budgetportal.embedded.servers import embedded_servers, temporary_folder


@contextlib.contextmanager
def empty_portal() -> Iterator[None]:
    """Start the servers, migrate, and stop both at the end; import models only inside."""
    with temporary_folder() as folder, embedded_servers(folder / "servers") as addresses:
        os.environ.update(addresses.environment())
        os.environ |= {"BUDGETPORTAL_VAR": str(folder / "var"), "INSECURE_HTTP": "1", "HASHED_STATIC_FILES": "0"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "budgetportal.settings"
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            connections.close_all()
