"""The panel for templates of other rooms."""

from typing import Any

from django import template

from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.findings_page import Beside
from budgetportal.publishing.home import Home
from budgetportal.publishing.panel import Panel
from budgetportal.units.access import reach_in

register = template.Library()


@register.simple_tag(takes_context=True)
def publishing_panel(context: dict[str, Any], record: FilingRecord) -> Panel:
    """Return the panel of a record for who looks, one a request: `{% publishing_panel record as panel %}`."""
    request = context["request"]
    if not hasattr(request, "publishing_panel"):
        request.publishing_panel = Panel(record, request.user, reach_in(request), context.get("filing"))
    return request.publishing_panel


@register.simple_tag(takes_context=True)
def findings_beside(context: dict[str, Any], record: FilingRecord) -> Beside | None:
    """Return what the checks find, for the entry page that is shown; None where the entries are approved."""
    found = publishing_panel(context, record).findings
    return Beside(found, context["request"].path) if found else None


@register.simple_tag(takes_context=True)
def workplace_home(context: dict[str, Any]) -> Home:
    """Return the first page of the workplace for the person who looks: `{% workplace_home as home %}`."""
    request = context["request"]
    return Home(request.user, reach_in(request))
