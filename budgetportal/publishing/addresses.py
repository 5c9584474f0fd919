"""The public addresses of a disclosure; the portal answers them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetportal.publishing.models import Version


def current(version: "Version") -> str:
    """Return the short address at which the newest public version of the disclosure stands."""
    return f"/disclosures/{version.unit_code}/{version.fiscal_year}/{version.kind}/"


def unit(version: "Version") -> str:
    """Return the address of the unit's page."""
    return f"/units/{version.unit_code}/"


def numbered(version: "Version") -> str:
    """Return the address that this very version keeps."""
    return f"{current(version)}v{version.number}/"


def pdf(version: "Version") -> str:
    """Return the address of this version's PDF."""
    return f"{numbered(version)}{version.unit_code}-{version.fiscal_year}-{version.kind}-v{version.number}.pdf"
