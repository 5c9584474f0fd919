"""The pure middle imports no Django, nor anything of the rooms around it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = sorted(
    str(path.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__")
    for path in [*(ROOT / "budgetportal/disclosure").rglob("*.py"), ROOT / "budgetportal/classification/codes.py"]
)
SCRIPT = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
allowed = ("budgetportal.disclosure", "budgetportal.classification")
print(*sorted(name for name in sys.modules if name.split(".")[0] == "django"
              or name.startswith("budgetportal.") and not name.startswith(allowed)))
"""


def foreign_modules(*names):
    run = subprocess.run([sys.executable, "-c", SCRIPT, *names], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


def test_the_pure_middle_imports_no_django():
    assert "budgetportal.disclosure.soundness" in PURE
    assert foreign_modules(*PURE) == []


@pytest.mark.parametrize("name", ["budgetportal.classification.codes", "budgetportal.disclosure.intake"])
def test_each_door_alone_imports_no_django(name):
    assert foreign_modules(name) == []


def test_the_check_sees_django():
    assert "django.conf" in foreign_modules("budgetportal.classification.codes", "django.conf")
