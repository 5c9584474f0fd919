"""The manual for accountants speaks of what there is: pictures, pages, keys, buttons, rules."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command

from budgetportal.filings.beginnings import BEGINNINGS
from budgetportal.filings.entry.tally import Status
from budgetportal.filings.management.commands import describe_rules
from budgetportal.publishing.actions import ACTIONS
from budgetportal.units.models import Role

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "manual"
PAGES = sorted(FOLDER.glob("*.md"))
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)#]+)(?:#[^)]*)?\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
HELP = re.compile(r'^  \["([^"]+)", "([^"]+)"\],$', re.MULTILINE)
SHORTCUT = re.compile(r"(?:Ctrl|Alt|Shift)\+(?:[A-Za-z]+|[/↑↓])|\bF\d+\b")
SCREENS = ("templates", "static/filings", "static/publishing", "budgetportal/filings", "budgetportal/publishing")
EXPLAINED = {("targets.md", "成本指标")}  # in bold, and no button
MOST = 2_000_000  # bytes of all pictures
LONGEST = 120  # lines of a page that is read, not looked up


def linked() -> list[tuple[str, bool, str]]:
    return [(name, bool(mark), target) for name, text in TEXTS.items() for mark, _, target in LINK.findall(text)]


def keys() -> list[tuple[str, str]]:
    script = (ROOT / "static" / "filings" / "entry" / "keys.js").read_text(encoding="utf-8")
    return HELP.findall(script.partition("export const HELP = [")[2].partition("\n];")[0])


@pytest.fixture(scope="module")
def screens() -> str:
    """All that the workplace says."""
    files = (path for folder in SCREENS for path in (ROOT / folder).rglob("*"))
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path.suffix in (".html", ".js", ".py"))


def test_every_picture_is_there_and_shown_and_named_for_those_who_do_not_see_it():
    shown = {target for _, is_picture, target in linked() if is_picture}
    assert shown == {f"images/{path.name}" for path in (FOLDER / "images").iterdir()}
    assert all(words for text in TEXTS.values() for mark, words, _ in LINK.findall(text) if mark)


def test_the_pictures_are_small():
    sizes = Counter({path.name: path.stat().st_size for path in (FOLDER / "images").iterdir()})
    assert sizes.total() < MOST, sizes.most_common(3)


def test_every_picture_is_taken_by_the_suite_of_pictures():
    suite = (ROOT / "tests" / "pictures" / "test_pictures.py").read_text(encoding="utf-8")
    taken = set(re.findall(r'\.take\(\s*"([\w-]+)"', suite))
    assert taken == {path.stem for path in (FOLDER / "images").iterdir()}


def test_every_link_leads_to_a_page_and_every_page_is_reached_from_the_index():
    assert not [link for link in linked() if not (FOLDER / link[2]).exists()]
    assert {target for name, _, target in linked() if name == "README.md"} >= set(TEXTS) - {"README.md"}
    assert all("(README.md)" in text for name, text in TEXTS.items() if name != "README.md")


def test_the_pages_are_short():
    assert not [name for name, text in TEXTS.items() if name != "rules.md" and text.count("\n") > LONGEST]


def test_the_page_of_rules_is_what_the_rules_say(tmp_path):
    written = tmp_path / "rules.md"
    call_command("describe_rules", output=written)
    assert written.read_text(encoding="utf-8") == describe_rules.page()
    assert TEXTS["rules.md"] == describe_rules.page(), "run: manage.py describe_rules --output docs/manual/rules.md"


def test_the_list_of_keys_is_that_of_the_grid():
    assert len(keys()) > 10
    listed = re.findall(r"^\| (.+?) \| (.+?) \|$", TEXTS["grid.md"].partition("| 按键 | 做什么 |")[2], re.MULTILINE)
    assert [line for line in listed if line[0] != "---"] == keys()


def test_every_shortcut_of_the_manual_is_one_of_the_grid():
    known = set(SHORTCUT.findall(" ".join(key for key, _ in keys()) + " Ctrl+A"))
    named = {key for name, text in TEXTS.items() if name != "rules.md" for key in SHORTCUT.findall(text)}
    assert named <= known


def test_every_button_of_the_manual_stands_on_a_screen(screens: str):
    named = {(name, bold) for name, text in TEXTS.items() if name != "rules.md" for bold in BOLD.findall(text)}
    buttons = {(name, bold) for name, bold in named if not bold.endswith(("。", "？"))}
    lacking = {one for one in buttons if re.sub("万元查看$", "", one[1]) not in screens}
    known = {label for action in ACTIONS for label in (action.name.label, f"确认{action.name.label}")}
    assert {one for one in lacking if one[1] not in known} == EXPLAINED


def test_every_beginning_and_every_status_is_explained():
    assert [one.label for one in BEGINNINGS if f"| {one.label} |" not in TEXTS["start.md"]] == []
    assert [str(one.label) for one in Status if f"| {one.label} |" not in TEXTS["tasks.md"]] == []


def test_the_manual_speaks_as_the_portal_does():
    for name, text in TEXTS.items():
        assert not re.search("非法|无效|请", text), name
    assert Role.ACCOUNTANT.label in TEXTS["README.md"]
