"""The page on which staff look codes up."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from budgetportal.classification.codes import (
    DEPARTMENT,
    FLOOR,
    GOVERNMENT,
    Classification,
    Code,
    Evidence,
    economic,
    functional,
)

EVIDENCE_LABELS = {
    Evidence.PUBLISHED: "公开文本",
    Evidence.OLDER_TABLE: "旧科目表",
    Evidence.UNVERIFIED: "未经官方文本核实",
}
TREES: dict[str, tuple[str, Callable[[int], Classification]]] = {
    "functional": ("支出功能分类", functional),
    "economic": ("部门预算支出经济分类", lambda year: economic(year, DEPARTMENT)),
    "government": ("政府预算支出经济分类", lambda year: economic(year, GOVERNMENT)),
}


class LookupForm(forms.Form):
    """Year, tree, and what to look for."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    tree = forms.ChoiceField(label="科目", choices=[(key, title) for key, (title, _) in TREES.items()])
    q = forms.CharField(label="编码或名称", max_length=100, required=False)
    under = forms.RegexField(r"^[0-9]{3}\Z", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        self.base_fields["year"].choices = [(year, f"{year} 年") for year in years()]  # type: ignore[attr-defined]
        super().__init__({"year": timezone.localdate().year, "tree": "functional"} | data, use_required_attribute=False)

    def classification(self) -> Classification:
        """Return the tree that was chosen."""
        _, read = TREES[self.cleaned_data["tree"]]
        return read(self.cleaned_data["year"])

    def codes(self) -> tuple[Code, ...]:
        """Return what was looked for; without a text, the 类 or what stands under one of them."""
        tree, text, under = self.classification(), self.cleaned_data["q"], self.cleaned_data["under"]
        if text:
            return search(tree, text)
        return descend(tree, under) if under else tree.classes()


def years() -> range:
    """Return the budget years on offer, the next one first."""
    return range(timezone.localdate().year + 1, FLOOR - 1, -1)


def search(tree: Classification, text: str) -> tuple[Code, ...]:
    """Return the codes that begin with a number, or have a name with the text in it."""
    found = (code for level in ("类", "款", "项") for code in tree.codes(level))
    if text.isdigit():
        matches = [code for code in found if code.code.startswith(text)]
    else:
        matches = [code for code in found if any(text in name for name in tree.names(code.code))]
    return tuple(sorted(matches, key=lambda code: code.code))


def descend(tree: Classification, root: str) -> tuple[Code, ...]:
    """Return a code and everything below it, in code order."""
    below = tuple(code for child in tree.children(root) for code in descend(tree, child.code))
    return (*tree.path(root)[-1:], *below)


def row(tree: Classification, code: Code) -> dict[str, Any]:
    """Return one line of the page."""
    return {
        "code": code,
        "other_names": tree.names(code.code)[1:],
        "fund_kinds": sorted(code.fund_kinds),
        "evidence": EVIDENCE_LABELS[code.evidence],
    }


def browse(request: HttpRequest) -> HttpResponse:
    """Show the codes of one year."""
    form = LookupForm(request.GET.dict())
    context: dict[str, Any] = {"title": "政府收支分类科目", "form": form, **admin.site.each_context(request)}
    if form.is_valid():
        tree = form.classification()
        context |= {"tree": tree, "rows": [row(tree, code) for code in form.codes()]}
    return TemplateResponse(request, "classification/browse.html", context, status=200 if form.is_valid() else 400)
