"""The codes of one tree, year and level as JSON, from which the entry pages offer them and name what is typed.

The address holds the content's hash, so that a browser fetches a list once; a supplement of the bureau changes both.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from budgetportal.classification.codes import Classification, Code, Evidence, economic, functional
from budgetportal.classification.pinyin import initials

YEARS = range(2000, 2101)
SURENESS = [Evidence.PUBLISHED, Evidence.OLDER_TABLE, Evidence.UNVERIFIED]
# What is entered of a tree: unit budgets and final accounts take 项 of the one and 款 of the other.
TREES: Mapping[str, tuple[Callable[[int], Classification], str]] = {
    "functional": (functional, "项"),
    "economic": (economic, "款"),
}


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes as they are sent, and the hash under which they are."""

    body: str
    digest: str


@lru_cache(maxsize=32)
def code_list(tree: str, year: int) -> CodeList:
    """The codes of the year at the level at which they are entered, and the names of those above."""
    read, level = TREES[tree]
    body = json.dumps(_listed(read(year), level), ensure_ascii=False, separators=(",", ":"))
    return CodeList(body, hashlib.sha256(body.encode()).hexdigest()[:16])


def _listed(found: Classification, level: str) -> dict[str, Any]:
    codes = found.codes(level)
    above = {one.code: one.name for code in codes for one in found.path(code.code)[:-1]}
    return {
        "title": found.title,
        "year": found.year,
        "level": level,
        "codes": [_one(found, code) for code in codes],
        "above": above,
    }


def _one(found: Classification, code: Code) -> list[Any]:
    """Code, name, initials, how sure it is (0 is surest, 2 未核实), other accepted names with their initials."""
    others = [[name, initials(name)] for name in found.names(code.code)[1:]]
    return [code.code, code.name, initials(code.name), SURENESS.index(code.evidence), others]


def address_of(tree: str, year: int) -> str:
    """Where the list is got."""
    return reverse("code_list", args=[tree, year, code_list(tree, year).digest])


@require_safe
def code_list_view(request: HttpRequest, tree: str, year: int, digest: str) -> HttpResponse:  # noqa: ARG001
    """The list under its hash, to be kept for a year; under another hash the way to it."""
    if tree not in TREES or year not in YEARS:
        raise Http404
    found = code_list(tree, year)
    if digest != found.digest:
        return redirect(address_of(tree, year))
    answer = HttpResponse(found.body, content_type="application/json; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer
