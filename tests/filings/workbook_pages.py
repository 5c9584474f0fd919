"""The pages of a filing's workbook: handed in, confirmed, and what they say."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.filings.forms import page_of, select, text_of

NEW = "/admin/filings/filingrecord/add/workbook/"
THREE = (("收入", "E5", "143.02"), ("收入", "E6", "269.31"), ("项目-绩效指标", "G4", "35"))


def hand_in(client: Client, to: str, data: bytes, name: str = "工作簿.xlsx") -> Any:
    return client.post(to, {"action": "check", "workbook": SimpleUploadedFile(name, data)})


def confirm(client: Client, response: Any, **changed: str) -> Any:
    """Press 导入 on a report."""
    page = page_of(response.content)
    (form,) = select(page, "form.workbook-confirm")
    fields = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
    return client.post(form.get("action"), fields | {"action": "confirm"} | changed)


def changes_on(response: Any) -> list[tuple[str, ...]]:
    return [
        tuple(text_of(cell) for cell in row.iterchildren())
        for row in select(page_of(response.content), ".sheet-changes tbody tr")
    ]


def problems_on(response: Any) -> list[str]:
    return [text_of(row) for row in select(page_of(response.content), ".error-summary tbody tr, .error-summary p")]


def refused(response: Any) -> str:
    assert response.status_code == 200
    (problem,) = problems_on(response)
    return problem
