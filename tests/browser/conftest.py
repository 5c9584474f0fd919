"""The example's filing, its people, their desks, and what the browser complains of, for every test in a browser."""

from tests.browser.desks import desks, page, windows
from tests.browser.visits import complaints
from tests.filings.conftest import example, person_of, record, signed_in

__all__ = ["complaints", "desks", "example", "page", "person_of", "record", "signed_in", "windows"]
