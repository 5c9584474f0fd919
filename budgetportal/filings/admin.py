"""The filings in the workplace: the list, and the doors to the entry pages."""

from typing import Any

import pghistory
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from budgetportal.disclosure.editions import EDITIONS
from budgetportal.filings.editing import editable, state_name, states, with_state
from budgetportal.filings.entry.adding import AddForm
from budgetportal.filings.entry.cell_history import history_page
from budgetportal.filings.entry.copy_views import copy_page
from budgetportal.filings.entry.desk import Desk
from budgetportal.filings.entry.guide_page import guide_page
from budgetportal.filings.entry.indicator_views import indicators_page
from budgetportal.filings.entry.pages import FACTS, Page
from budgetportal.filings.entry.published_views import from_published_page
from budgetportal.filings.entry.rows import list_page, row_page
from budgetportal.filings.entry.starting_page import starting_page
from budgetportal.filings.entry.subject import Subject, subject_of
from budgetportal.filings.entry.tasks import tasks_page
from budgetportal.filings.entry.views import entry_page
from budgetportal.filings.entry.workbook_views import from_workbook_page, workbook_file, workbook_page
from budgetportal.filings.models import FilingRecord
from budgetportal.units.admin_scope import UnitScopedAdmin
from budgetportal.units.models import Role, Unit


class StateFilter(admin.SimpleListFilter):
    """Filters by the workflow's state, which is derived and no column."""

    title = "状态"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """Offer the states."""
        return states()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        """Keep the filings in the state."""
        return queryset.filter(state=self.value()) if self.value() else queryset


@admin.register(FilingRecord)
class FilingAdmin(UnitScopedAdmin):
    """填报."""

    roles_view = (Role.REVIEWER, Role.PUBLISHER, Role.BUREAU, Role.AUDITOR)
    roles_change = (Role.ACCOUNTANT,)
    list_display = ("unit", "fiscal_year", "kind", "state", "amount_unit", "updated_at")
    list_display_links = ("unit",)
    list_filter = (StateFilter, "fiscal_year", "kind")
    list_select_related = ("unit",)
    list_per_page = 50
    search_fields = ("unit__name", "unit__code")
    search_help_text = "单位名称或编码"
    ordering = ("-fiscal_year", "unit__code")
    actions = None
    change_list_template = "filings/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Put the entry pages beside the admin's own."""
        view = self.admin_site.admin_view
        own = [
            path("<int:object_id>/table/<slug:key>/", view(self.table_view), name="filings_filingrecord_table"),
            path("<int:object_id>/table/<slug:key>/<slug:row>/", view(self.row_view), name="filings_filingrecord_row"),
            path("from-last-year/", view(self.from_last_year_view), name="filings_filingrecord_from_last_year"),
            path("<int:object_id>/tasks/", view(self.tasks_view), name="filings_filingrecord_tasks"),
            path("<int:object_id>/copy/<slug:key>/", view(self.copy_view), name="filings_filingrecord_copy"),
            path(
                "<int:object_id>/copy/<slug:key>/<slug:row>/",
                view(self.copy_view),
                name="filings_filingrecord_row_copy",
            ),
            path("add/workbook/", view(self.from_workbook_view), name="filings_filingrecord_from_workbook"),
            path("add/published/", view(self.from_published_view), name="filings_filingrecord_from_published"),
            path("<int:object_id>/help/", view(self.help_view), name="filings_filingrecord_help"),
            path("<int:object_id>/workbook/", view(self.workbook_view), name="filings_filingrecord_workbook"),
            path(
                "<int:object_id>/workbook/file/",
                view(self.workbook_file_view),
                name="filings_filingrecord_workbook_file",
            ),
        ]
        for folder, name, answer in (
            ("indicators", "indicators", self.indicators_view),
            ("history", "cell_history", self.cell_history_view),
        ):
            at = f"<int:object_id>/{folder}/<slug:key>/"
            own.append(path(at, view(answer), name=f"filings_filingrecord_{name}"))
            own.append(path(f"{at}<slug:row>/", view(answer), name=f"filings_filingrecord_row_{name}"))
        return [*own, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Annotate the state, fetch the units."""
        return with_state(super().get_queryset(request)).select_related("unit__parent")

    def edition_title(self, record: FilingRecord) -> str:
        """Return the name of the form."""
        edition = EDITIONS.get(record.edition)
        return edition.title if edition else record.edition

    @admin.display(description="状态")
    def state(self, record: FilingRecord) -> str:
        """Return the name of the state."""
        return state_name(record)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Show the list under its own name."""
        return super().changelist_view(request, {"title": "填报", **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:  # noqa: ARG002
        """Make a new filing of a unit of one's own."""
        if not self.has_add_permission(request):
            raise Http404
        units = Unit.objects.filter(pk__in=self.units_reached(request, self.roles_change))
        form = AddForm(units, request.POST if request.method == "POST" else None, request.GET.get("unit", ""))
        with pghistory.context(user=request.user.pk, url=request.path):
            record = form.save() if form.is_bound and form.is_valid() else None
        if record:
            return redirect("admin:filings_filingrecord_change", record.pk)
        context = {**self.admin_site.each_context(request), "form": form, "title": "新建填报", "opts": self.opts}
        return TemplateResponse(request, "filings/add.html", context | {"is_nav_sidebar_enabled": False})

    def from_last_year_view(self, request: HttpRequest) -> HttpResponse:
        """Make a new filing of a unit of one's own from that of the year before."""
        if not self.has_add_permission(request):
            raise Http404
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return starting_page(request, self.units_reached(request, self.roles_change), shared)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002
        extra_context: Any = None,  # noqa: ARG002
    ) -> Any:
        """Show the overview with the basic facts."""
        desk = self._desk(request, object_id)
        return entry_page(desk, desk.pages.facts)

    def table_view(self, request: HttpRequest, object_id: int, key: str) -> HttpResponse:
        """Show one entry table."""
        desk = self._desk(request, object_id)
        page = _found(desk.pages.table(key))
        return list_page(desk, page) if page.is_list_of_pages else entry_page(desk, page)

    def row_view(self, request: HttpRequest, object_id: int, key: str, row: str) -> HttpResponse:
        """Show one row of a table whose rows have pages."""
        desk = self._desk(request, object_id)
        page = _found(desk.pages.table(key))
        if not page.is_list_of_pages:
            raise Http404
        return row_page(desk, page, row)

    def tasks_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Say how far the filing is, or take the word that a table is empty."""
        return tasks_page(self._desk(request, object_id))

    def copy_view(self, request: HttpRequest, object_id: int, key: str, row: str = "") -> HttpResponse:
        """Read or change the working copy of an entry page."""
        return copy_page(*self._subject(request, object_id, key, row))

    def indicators_view(self, request: HttpRequest, object_id: int, key: str, row: str = "") -> HttpResponse:
        """Copy indicators into the table of an entry page."""
        return indicators_page(*self._subject(request, object_id, key, row))

    def cell_history_view(self, request: HttpRequest, object_id: int, key: str, row: str = "") -> HttpResponse:
        """Say who changed a cell of an entry page."""
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        return history_page(*self._subject(request, object_id, key, row))

    def _subject(self, request: HttpRequest, object_id: int, key: str, row: str) -> tuple[Desk, Subject | None]:
        desk = self._desk(request, object_id)
        page = _found(desk.pages.facts if key == FACTS else desk.pages.table(key))
        if page.is_list_of_pages != bool(row):
            raise Http404
        return desk, subject_of(desk.record, page, row)

    def help_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show how the tables of a filing are filled and checked."""
        return guide_page(self._desk(request, object_id))

    def workbook_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Hand in the entry workbook of a filing."""
        return workbook_page(self._desk(request, object_id))

    def workbook_file_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Fetch the entry workbook of a filing."""
        return workbook_file(self._desk(request, object_id))

    def from_workbook_view(self, request: HttpRequest) -> HttpResponse:
        """Make a new filing from its workbook."""
        if not self.has_add_permission(request):
            raise Http404
        units = Unit.objects.filter(pk__in=self.units_reached(request, self.roles_change))
        return from_workbook_page(request, units, self.admin_site.each_context(request))

    def from_published_view(self, request: HttpRequest) -> HttpResponse:
        """Check published tables; make a new filing of them where the person fills in for a unit."""
        if not self.has_view_permission(request):
            raise Http404
        reached = self.units_reached(request, self.roles_change)
        units = Unit.objects.filter(pk__in=reached).select_related("parent") if reached else None
        return from_published_page(request, units, self.admin_site.each_context(request))

    def _desk(self, request: HttpRequest, object_id: Any) -> Desk:
        record = self.get_object(request, str(object_id))
        may_change = record is not None and self.has_change_permission(request, record)
        if record is None or (request.method == "POST" and not may_change):
            raise Http404
        writable = may_change and editable(record)
        shared = {
            **self.admin_site.each_context(request),
            "state": state_name(record),
            "edition_title": self.edition_title(record),
        }
        return Desk(request, record, writable, shared)


def _found(page: Page | None) -> Page:
    if page is None:
        raise Http404
    return page
