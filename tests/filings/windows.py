"""Entry pages in people's windows, and the changes that are sent from them."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from tests.filings.forms import fields_of
from tests.filings.stored import fetched


class Window:
    """An entry page in somebody's window: its rows as they came, its revision, and what is sent from it."""

    def __init__(self, client: Client, address: str, name: str = "w1") -> None:
        self.client, self.address, self.name = client, address, name
        self.page = client.get(address)
        assert self.page.status_code == 200
        self.copy = self.page.context["copy"]
        self.grids = {
            grid.place.removeprefix(self.copy["prefix"]).lstrip("."): [row.key for row in grid.rows if row.key]
            for grid in self.page.context["nodes"]
            if hasattr(grid, "rows")
        }
        self.revision = self.copy["revision"]

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the form as the page came."""
        return fields_of(self.page.content)

    def send(self, *changes: dict[str, Any], batch: str = "", **more: Any) -> Any:
        body = {"revision": self.revision, "client": self.name, "batch": batch, "changes": list(changes), **more}
        return self.client.post(self.copy["address"], json.dumps(body), content_type="application/json")

    def save(self, *changes: dict[str, Any], batch: str = "", **more: Any) -> Any:
        response = self.send(*changes, batch=batch, **more)
        assert response.status_code == 200, response.content.decode()
        self.revision = response.json()["revision"]
        return response.json()

    def look(self) -> Any:
        return self.client.get(self.copy["address"], {"revision": self.revision, "client": self.name}).json()


def change(at: str, row: str, cell: str, before: str, after: str) -> dict[str, Any]:
    return {"op": "set", "at": at, "row": row, "cell": cell, "from": before, "to": after}


def new_row(at: str, row: str, after: str, **cells: str) -> dict[str, Any]:
    return {"op": "add", "at": at, "row": row, "after": after, "cells": cells}


def amount(window: Window, n: int, before: str, after: str) -> dict[str, Any]:
    return change("income", window.grids["income"][n], "amount", before, after)


def amounts(record: FilingRecord) -> list[str]:
    return [str(row.amount) for row in load(fetched(record)).income]
