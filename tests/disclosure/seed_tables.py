"""The tables of a published budget, taken from its text layer and laid out on sheets again.

Codes, names, labels and every figure come from the text. The text has lost which column a figure stands in: a row's
first figure is its total, the columns of the others are told here, by code, as the publication shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from budgetportal.disclosure.published.forms import TableForm, forms_of
from tests.disclosure.plain_books import Grid, headed

AMOUNT = re.compile(r"\d+\.\d\d")
NUMBER_LINE = re.compile(r"^ *表 *(\d+|[一二三四五六七八九十]+) *[：:]?$", re.MULTILINE)
PAGE = re.compile(r"^- \d+ -$", re.MULTILINE)
TOTALS = ("合计", "总计")


@dataclass(frozen=True)
class Layout:
    """Which columns the figures after the first stand in: by table and the beginning of the code ("" the total)."""

    edition: str
    columns: Mapping[str, Mapping[str, Sequence[int]]]
    projects: Sequence[str] = field(default=())  # names, by which 项目支出表 tells function and project apart


GENERAL, FUND, CARRIED = (1, 2), (1, 4), (10,)
BASIC, PROJECT, BOTH = (1,), (2,), (1, 2)
LAYOUTS = {
    "budget-2020-department.txt": {
        "unit_income": {"": (1,)},
        "unit_expenditure": {"": BOTH, "2010399": PROJECT, "204": BASIC, "208": BASIC},
        "fiscal_summary": {"": (1,)},
        "general_expenditure": {"": BOTH, "2010399": PROJECT, "204": BASIC, "208": BASIC},
        "general_basic": {"": (1, 2), "301": (1,), "302": (2,), "303": (1,)},
        "projects": {"": (2, 3), "2010399": (2,), "2010301": (3,)},
    },
    "budget-2023-unit.txt": {
        "unit_income": {"": (1, 2, 4, 10), "201": GENERAL, "206": GENERAL, "208": GENERAL, "212": FUND, "229": CARRIED},
        "unit_expenditure": {"": BOTH, "2010301": BASIC, "2010308": PROJECT, "2010350": BASIC, "206": PROJECT,
                             "208": BASIC, "212": PROJECT, "229": PROJECT},
        "fiscal_summary": {"": (1, 2), "201": (1,), "206": (1,), "208": (1,), "212": (2,)},
        "general_expenditure": {"": BOTH, "2010301": BASIC, "2010308": PROJECT, "2010350": BASIC, "206": PROJECT,
                                "208": BASIC},
        "general_basic": {"": (1, 2), "301": (1,), "302": (2,), "303": (1,)},
        "general_projects": {"": (2,)},
        "fund_expenditure": {"": PROJECT},
        "official_expenses": {"": (1,)},
    },
    "budget-2024-unit.txt": {
        "unit_income": {"": GENERAL},
        "unit_expenditure": {"": BOTH, "2010350": BASIC, "2010399": PROJECT, "208": BASIC},
        "fiscal_summary": {"": (1,)},
        "general_expenditure": {"": BOTH, "2010350": BASIC, "2010399": PROJECT, "208": BASIC},
        "general_basic": {"": (1, 2), "301": (1,), "302": (2,), "303": (1,)},
        "general_projects": {"": (2,)},
    },
}  # fmt: skip


def section(text: str) -> str:
    """第二部分, the tables."""
    start = list(re.finditer(r"^\s*第二部分 20\d\d 年.*公开表$", text, re.MULTILINE))[-1].end()
    return PAGE.sub("", text[start : text.index("第三部分", start)]).replace("\f", "")


def grids_of(path: Path, projects: Sequence[str]) -> list[Grid]:
    """Each table of the seed as a sheet."""
    year = re.search(r"20\d\d", path.name)
    assert year
    edition = f"xinjiang-budget-{year[0]}"
    parts = NUMBER_LINE.split(section(path.read_text(encoding="utf-8")))
    forms = list(forms_of(edition).values())
    assert len(parts) == 2 * len(forms) + 1
    layout = Layout(edition, LAYOUTS[path.name], [_plain(name) for name in projects])
    return [_grid(form, parts[2 * n + 1], parts[2 * n + 2], layout) for n, form in enumerate(forms)]


def _grid(form: TableForm, number: str, text: str, layout: Layout) -> Grid:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    title, organization = lines[0], lines[1]
    unit = re.search(r"单位[：:]\s*万元", organization)
    assert unit
    above = [[f"表{number}"], [title], [organization[: unit.start()].strip(), unit[0]]]
    head, body = _split(lines[2:])
    labels = [column.path for column in form.columns]
    assert set(_plain("".join("".join(path) for path in labels))) <= set(_plain("".join(head))), form.key
    numbering = next((line.split() for line in head if line.startswith("※")), [])
    grid = headed(f"表{number}", above, labels, numbering)
    body = list(_one_page(body))
    notes = [n for n, line in enumerate(body) if "年没有" in line.replace(" ", "") or line.startswith("备注")]
    end = notes[0] if notes else len(body)
    grid.rows += _rows(form, body[:end], layout)
    grid.rows += [["".join(body[end:])]] if notes else []
    return grid


def _split(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Header and body: the body begins after 类 款 项, ※, or the last line before the first code or label."""
    ends = [n for n, line in enumerate(lines) if re.search(r"类 款( 项)?|^※", line)]
    if ends and not any(AMOUNT.search(line) for line in lines[: ends[0]]):
        last = max(n for n in ends if not any(AMOUNT.search(line) for line in lines[:n]))
        rest = next((n for n, line in enumerate(lines) if n > last and _starts(line)), len(lines))
        return list(lines[:rest]), list(lines[rest:])
    first = next(n for n, line in enumerate(lines) if AMOUNT.search(line) or "空表" in line)
    return list(lines[:first]), list(lines[first:])


def _one_page(body: Sequence[str]) -> Iterator[str]:
    """Without the header that a second page repeats."""
    inside = False
    for line in body:
        inside = line.startswith("编制单位") or (inside and not re.match(r"\d{3} ", line))
        if not inside:
            yield line


def _starts(line: str) -> bool:
    return bool(re.match(r"\d{3}(\s|$)", line)) or "空表" in line or line.split()[0] in TOTALS or "年没有" in line


def _rows(form: TableForm, body: Sequence[str], layout: Layout) -> list[list[str]]:
    by_code = layout.columns.get(form.key, {})
    if len(form.parts) == 2:
        return list(_two_lists(form, body, by_code))
    if form.key == "official_expenses":
        return list(_items(form, body, by_code))
    return list(_coded(form, body, by_code, layout.projects))


def _coded(
    form: TableForm, body: Sequence[str], columns: Mapping[str, Sequence[int]], projects: Sequence[str]
) -> Iterator[list[str]]:
    part = form.parts[0]
    for codes, words, amounts in _logical(" ".join(body).split()):
        row = [""] * len(form.columns)
        row[: len(codes)] = codes
        name = "".join(words)
        project = next((one for one in projects if part.project is not None and _plain(name).endswith(one)), "")
        row[part.name or 0] = name[: len(name) - len(project)]
        if part.project is not None:
            row[part.project] = project
        places = (0, *_after("".join(codes), columns)) if amounts else ()
        assert len(places) == len(amounts), (form.key, codes, words, amounts)
        for n, amount in zip(places, amounts, strict=True):
            row[part.amounts[n]] = amount
        yield row


def _after(code: str, columns: Mapping[str, Sequence[int]]) -> Sequence[int]:
    """The columns told for the longest beginning of the code."""
    known = [one for one in columns if code.startswith(one)]
    return columns[max(known, key=len)] if known else ()


def _logical(tokens: Sequence[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Codes, words and amounts of each row; what stands between a row's figures and the next row is a page's header."""
    codes: list[str] = []
    words: list[str] = []
    amounts: list[str] = []
    started = False
    for token in tokens:
        begins = re.fullmatch(r"\d{3}", token) or (token in TOTALS)
        if begins and (not started or amounts or codes):
            if started:
                yield codes, words, amounts
            codes, words, amounts, started = [], [], [], True
        if re.fullmatch(r"\d{2,3}", token) and not words and not amounts:
            codes.append(token)
        elif AMOUNT.fullmatch(token):
            amounts.append(token)
        elif not amounts:
            words.append(token)
    if started:
        yield codes, words, amounts


def _two_lists(form: TableForm, body: Sequence[str], columns: Mapping[str, Sequence[int]]) -> Iterator[list[str]]:
    held = ""
    for line in body:
        tokens = line.split()
        at = next((n for n, token in enumerate(tokens) if re.fullmatch(r"\d{3}", token)), None)
        left, right = (tokens[:at], tokens[at:]) if at is not None else _closing(tokens)
        label = held + "".join(token for token in left if not AMOUNT.fullmatch(token))
        if label.count("（") > label.count("）"):
            held = label
            continue
        held = ""
        yield _two(form, label, left, right, columns)


def _two(
    form: TableForm, label: str, left: Sequence[str], right: Sequence[str], columns: Mapping[str, Sequence[int]]
) -> list[str]:
    row = [""] * len(form.columns)
    row[0] = label
    row[1] = next((token for token in left if AMOUNT.fullmatch(token)), "")
    words = [token for token in right if not AMOUNT.fullmatch(token)]
    coded = bool(words) and words[0].isdecimal()
    row[2] = f"{words[0]} {''.join(words[1:])}" if coded else "".join(words)
    amounts = [token for token in right if AMOUNT.fullmatch(token)]
    places = (0, *_after(words[0] if coded else "", columns)) if columns else (0,)
    for n, amount in zip(places, amounts, strict=bool(amounts)):
        row[3 + n] = amount
    return row


def _closing(tokens: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """收入总计 with its figure, then 支出总计 with its own."""
    at = next((n for n, token in enumerate(tokens) if AMOUNT.fullmatch(token)), len(tokens) - 1)
    return tokens[: at + 1], tokens[at + 1 :]


def _items(form: TableForm, body: Sequence[str], columns: Mapping[str, Sequence[int]]) -> Iterator[list[str]]:
    for line in body:
        tokens = line.split()
        amounts = [token for token in tokens if AMOUNT.fullmatch(token)]
        row = [""] * len(form.columns)
        row[0] = "".join(token for token in tokens if not AMOUNT.fullmatch(token))
        for n, amount in zip((0, *columns.get("", ())), amounts, strict=bool(amounts)):
            row[form.parts[0].amounts[n]] = amount
        yield row


def _plain(text: str) -> str:
    return "".join(text.replace("(", "（").replace(")", "）").split())
