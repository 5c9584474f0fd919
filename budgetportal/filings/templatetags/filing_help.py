"""The help that stands with an entry table."""

from typing import Any

from django import template

from budgetportal.filings.entry.guide import table_help
from budgetportal.filings.entry.pages import Page
from budgetportal.filings.models import FilingRecord

register = template.Library()


@register.inclusion_tag("filings/help.html")
def entry_help(page: Page, record: FilingRecord) -> dict[str, Any]:
    """本表说明: what the fields are, and which rules look at them."""
    return {"help": table_help(page, record), "record": record}
