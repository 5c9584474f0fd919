"""The public addresses of a disclosure; the portal answers them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetportal.publishing.models import Version

PAGE = "index.html"
SUFFIXES = {"pdf": "pdf", "xlsx": "xlsx", "docx": "docx", "data_package": "zip", "json": "json"}  # of what is no page


def current(version: "Version") -> str:
    """Return the short address at which the newest public version of the disclosure stands."""
    return f"/disclosures/{version.unit_code}/{version.fiscal_year}/{version.kind}/"


def unit(version: "Version") -> str:
    """Return the address of the unit's page."""
    return f"/units/{version.unit_code}/"


def numbered(version: "Version") -> str:
    """Return the address that this very version keeps."""
    return f"{current(version)}v{version.number}/"


def file(version: "Version", name: str) -> str:
    """Return the address of one of this version's files."""
    return f"{numbered(version)}{file_name(version, name)}"


def file_name(version: "Version", name: str) -> str:
    """Return an artefact's file name, which says what it is of wherever it is saved."""
    if name not in SUFFIXES:
        return PAGE
    return f"{version.unit_code}-{version.fiscal_year}-{version.kind}-v{version.number}.{SUFFIXES[name]}"
