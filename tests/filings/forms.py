"""A page's form, read back from its HTML as a browser would send it, and sent."""

from typing import Any

from cssselect2 import ElementWrapper
from django.test import Client
from lxml import html


def fields_of(content: bytes) -> dict[str, str]:
    """Return the fields of the entry form as they would be posted."""
    form = page_of(content).get_element_by_id("entry")
    for area in form.iter("textarea"):
        area.text = (area.text or "").removeprefix("\n")  # as browsers do
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def page_of(content: bytes) -> Any:
    """Return the parsed page."""
    return html.document_fromstring(content.decode())


def select(node: Any, selector: str) -> list[Any]:
    """Return the elements below a node that a CSS selector names."""
    return [found.etree_element for found in ElementWrapper.from_html_root(node).query_all(selector)]


def text_of(node: Any) -> str:
    """Return a node's text on one line."""
    return " ".join(node.text_content().split())


def type_into(client: Client, address: str, changes: dict[str, str | None]) -> Any:
    """Send the form of a page with some fields changed; a field of None is left out."""
    values = fields_of(client.get(address).content) | {"action": "save"} | changes
    return client.post(address, {name: value for name, value in values.items() if value is not None})


def summary_of(response: Any) -> list[str]:
    """Return the problems that stand above the form."""
    return [text_of(line) for line in select(page_of(response.content), ".error-summary li")]
