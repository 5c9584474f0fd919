"""Static files as a deployment serves them: under names of their content, also where scripts import each other."""

import re
from pathlib import Path
from typing import Any

from django.core.management import call_command

IMPORT = re.compile(r"""from\s+["'](\./[^"']+)["']""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


def test_modules_import_each_other_by_their_hashed_names(tmp_path: Path, settings: Any) -> None:
    backend = {"BACKEND": "budgetportal.static_files.HashedStaticFiles"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    modules = [path for path in (tmp_path / "filings" / "entry").glob("*.js") if HASHED.search(path.name)]
    assert len(modules) >= 30
    named = {name for path in modules for name in IMPORT.findall(path.read_text(encoding="utf-8"))}
    assert named, "the scripts import each other"
    for name in named:
        assert HASHED.search(name), name
        assert (tmp_path / "filings" / "entry" / name).is_file(), name
