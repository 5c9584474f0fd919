"""The command `run`: needs nothing but Python, and says in one line what the machine lacks."""

import ast
import importlib.machinery
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run():
    loader = importlib.machinery.SourceFileLoader("run_command", str(PROJECT / "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("run_command", loader))
    loader.exec_module(module)
    return module


def test_it_imports_the_standard_library_only():
    tree = ast.parse((PROJECT / "run").read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_without_a_command_it_says_which_there_are():
    result = subprocess.run([sys.executable, PROJECT / "run"], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    for command in ("demo", "test", "test-faults", "bench", "manage"):
        assert re.search(rf"^\s*{command} ", result.stderr, re.MULTILINE)


def test_a_missing_library_is_named_by_its_package(run, monkeypatch):
    monkeypatch.setattr(run, "loads", lambda library: library != "libharfbuzz-subset.so.0")
    assert run.missing_packages(sys.executable, venv=False, browser=False)[:1] == ["libharfbuzz-subset0"]


def test_a_library_that_is_not_there_does_not_load(run):
    assert not run.loads("libnothing-of-this-name.so.0")


def test_tests_need_chromium(run, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda command: None if "chrom" in command else command)
    assert "chromium" in run.missing_packages(sys.executable, venv=False, browser=True)
    assert "chromium" not in run.missing_packages(sys.executable, venv=False, browser=False)


def test_a_later_python_needs_the_machine_s_redis(run, monkeypatch):
    monkeypatch.setattr(run, "version_of", lambda python: (3, 13))
    monkeypatch.setattr(run, "which", lambda *commands: False)
    monkeypatch.delenv("REDIS_URL")
    assert "redis-server" in run.missing_packages(sys.executable, venv=False, browser=False)
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    assert "redis-server" not in run.missing_packages(sys.executable, venv=False, browser=False)


def test_an_ordinary_user_gets_the_line_to_type(run, monkeypatch, capsys):
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit):
        run.require_packages(["libpango-1.0-0", "chromium"])
    line = "sudo apt-get install -y --no-install-recommends libpango-1.0-0 chromium"
    assert line in capsys.readouterr().err


def test_nothing_missing_nothing_said(run, capsys):
    run.require_packages([])
    assert capsys.readouterr().err == ""


def test_a_read_only_checkout_keeps_its_things_in_the_user_s_cache(run, monkeypatch, tmp_path, capsys):
    monkeypatch.delenv("BUDGETPORTAL_VAR")
    monkeypatch.setattr(run.os, "access", lambda path, mode: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = run.state_folder()
    assert folder.is_dir()
    assert folder.parent == tmp_path
    assert str(folder) in capsys.readouterr().err
    assert run.data_folder(folder) == folder / "data"


def test_where_nothing_can_be_written_it_names_the_variable(run, monkeypatch, tmp_path, capsys):
    monkeypatch.delenv("BUDGETPORTAL_VAR")
    monkeypatch.setattr(run.os, "access", lambda path, mode: False)
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(SystemExit):
        run.state_folder()
    assert "BUDGETPORTAL_VAR" in capsys.readouterr().err


def test_a_named_folder_goes_first(run, monkeypatch, tmp_path):
    monkeypatch.setenv("BUDGETPORTAL_VAR", str(tmp_path))
    assert run.state_folder() == tmp_path


def test_an_installation_is_repeated_only_when_the_file_changed(run, monkeypatch, tmp_path):
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    installed = []
    monkeypatch.setattr(run, "ask_python", lambda *_: str(tmp_path))

    class Done:
        returncode = 0

    monkeypatch.setattr(run.subprocess, "run", lambda command, **_: installed.append(command) or Done())
    requirements = tmp_path / "requirements.txt"
    for text, times in (("one", 1), ("one", 1), ("two", 2)):
        requirements.write_text(text)
        run.install(python, [requirements])
        assert len(installed) == times


def test_requirements_are_pinned():
    for name in ("requirements.txt", "requirements-test.txt"):
        for line in (PROJECT / name).read_text().splitlines():
            requirement = line.split("#")[0].strip()
            if requirement and not requirement.startswith("-r "):
                assert re.match(r"[A-Za-z0-9._-]+(\[\w+\])?==[0-9][^ ;]*(; .+)?$", requirement), line


def test_every_installed_package_of_the_project_is_pinned_at_its_version():
    """What the tests ran with is what a fresh environment gets."""
    from importlib.metadata import version

    from packaging.requirements import Requirement

    text = (PROJECT / "requirements.txt").read_text() + (PROJECT / "requirements-test.txt").read_text()
    for line in text.splitlines():
        words = line.split("#")[0].strip()
        if words and not words.startswith("-r "):
            requirement = Requirement(words)
            if requirement.marker is None or requirement.marker.evaluate():
                assert requirement.specifier.contains(version(requirement.name)), words


def test_an_old_python_is_told(monkeypatch, run, capsys):
    monkeypatch.setattr(run.sys, "version_info", (3, 10, 0))
    with pytest.raises(SystemExit):
        run.main()
    assert "3.11" in capsys.readouterr().err
