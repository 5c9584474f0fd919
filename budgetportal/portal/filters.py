"""What a reader can narrow the list of disclosures down by."""

import unicodedata
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from budgetportal.filings.models import KINDS
from budgetportal.publishing import versions
from budgetportal.publishing.models import Version


def published_years() -> list[tuple[int, str]]:
    """Return the years of which anything is public, the newest first."""
    public = versions.public(Version.objects.all()).order_by("-fiscal_year")
    years = public.values_list("fiscal_year", flat=True).distinct()
    return [(year, f"{year} 年") for year in years]


class DisclosureFilter(django_filters.FilterSet):  # type: ignore[misc]  # its package is not typed
    """Unit, year and kind."""

    q = django_filters.CharFilter(
        method="with_unit",
        label="单位名称或编码",
        max_length=100,
        error_messages={
            "max_length": "写了 %(show_value)d 个字，最多 %(limit_value)d 个。",
            "null_characters_not_allowed": "有一个看不见的字符，删去后再找。",
        },
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    fiscal_year = django_filters.ChoiceFilter(
        choices=published_years,
        label="年度",
        empty_label="全部年度",
        error_messages={"invalid_choice": "没有公开过“%(value)s”这个年度，从列表中选择。"},
    )
    kind = django_filters.ChoiceFilter(
        choices=KINDS,
        label="种类",
        empty_label="全部种类",
        error_messages={"invalid_choice": "没有“%(value)s”这个种类，从列表中选择。"},
    )

    def with_unit(self, shown: "QuerySet[Any]", _: str, text: str) -> "QuerySet[Any]":
        """Keep the units whose name has every one of the words in it, or whose code begins with the text."""
        words = unicodedata.normalize("NFKC", text).split()
        named = Q(*(Q(unit__name__icontains=word) for word in words))
        return shown.filter(named | Q(unit_code__istartswith="".join(words))) if words else shown
