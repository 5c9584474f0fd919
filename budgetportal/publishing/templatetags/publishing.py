"""The panel for templates of other rooms."""

from typing import Any

from django import template

from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.home import Home
from budgetportal.publishing.panel import Panel
from budgetportal.units.access import reach_in

register = template.Library()


@register.simple_tag(takes_context=True)
def publishing_panel(context: dict[str, Any], record: FilingRecord) -> Panel:
    """Return the panel of a record for the person who looks: `{% publishing_panel record as panel %}`."""
    request = context["request"]
    return Panel(record, request.user, reach_in(request), context.get("filing"))


@register.simple_tag(takes_context=True)
def workplace_home(context: dict[str, Any]) -> Home:
    """Return the first page of the workplace for the person who looks: `{% workplace_home as home %}`."""
    request = context["request"]
    return Home(request.user, reach_in(request))
