"""The example's filing, its people, and their desks with the income open, for every test in a browser."""

from tests.browser.desks import desks, page, windows
from tests.filings.conftest import example, person_of, record, signed_in

__all__ = ["desks", "example", "page", "person_of", "record", "signed_in", "windows"]
