"""Writes artefacts without end, each of other bytes, into the folder that it is told."""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budgetportal.settings")
django.setup()

from django.conf import settings  # noqa: E402

from budgetportal.publishing import artefacts  # noqa: E402
from budgetportal.publishing.models import Version  # noqa: E402

settings.ARTEFACT_ROOT = Path(sys.argv[1])
version = Version(unit_code="unit", fiscal_year=2024, kind="budget", number=1)
print("begun", flush=True)
while True:
    artefacts.write(version, "pdf", os.urandom(64) * 20_000)
