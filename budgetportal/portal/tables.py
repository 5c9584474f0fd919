"""The list of disclosures as a table; every order is a total one, so that no page skips or repeats a row."""

from collections.abc import Callable
from typing import Any, ClassVar

import django_tables2 as tables
from django.core.paginator import Paginator
from django.db.models import QuerySet

PAGE_LENGTH = 20  # rows
TIES = ("-fiscal_year", "unit_code", "kind", "pk")

Ordering = Callable[[Any, "QuerySet[Any]", bool], tuple["QuerySet[Any]", bool]]


def _ordered(field: str) -> Ordering:
    def order(_: Any, shown: "QuerySet[Any]", is_descending: bool) -> tuple["QuerySet[Any]", bool]:
        return shown.order_by(f"{'-' if is_descending else ''}{field}", *TIES), True

    return order


class Pages(Paginator):  # type: ignore[type-arg]  # takes none at run time
    """Pages of one length, whatever length an address asks for."""

    def __init__(self, rows: Any, per_page: int, **options: Any) -> None:  # noqa: ARG002
        super().__init__(rows, PAGE_LENGTH, **options)


class DisclosureTable(tables.Table):  # type: ignore[misc]  # its package is not typed
    """One row a disclosure: who, where, when, what, and where to read it."""

    unit = tables.TemplateColumn(template_name="portal/cells/unit.html", verbose_name="单位")
    region = tables.TemplateColumn(template_name="portal/cells/region.html", verbose_name="地区")
    fiscal_year = tables.Column(verbose_name="年度")
    kind = tables.Column(verbose_name="种类")
    number = tables.TemplateColumn(template_name="portal/cells/number.html", verbose_name="版本")
    published_at = tables.TemplateColumn(template_name="portal/cells/published_at.html", verbose_name="公开日期")
    links = tables.TemplateColumn(template_name="portal/cells/links.html", verbose_name="查看", orderable=False)

    order_unit = _ordered("unit_code")
    order_region = _ordered("region")
    order_fiscal_year = _ordered("fiscal_year")
    order_kind = _ordered("kind")
    order_number = _ordered("number")
    order_published_at = _ordered("published_at")

    class Meta:
        template_name = "portal/table.html"
        order_by = ("-published_at",)
        attrs: ClassVar[dict[str, str]] = {"class": "list"}
