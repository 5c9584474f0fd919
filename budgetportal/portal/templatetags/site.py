"""What the site's templates take from the settings and the files; none of it needs a request."""

import hashlib
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders

from budgetportal.portal import regions
from budgetportal.portal.site import Site
from budgetportal.portal.site import site as current_site

register = template.Library()
register.filter("region_name", regions.region_name)


@register.simple_tag
def site() -> Site:
    """Return the site's name, code and inspection items."""
    return current_site()


@register.simple_tag
def asset(name: str) -> str:
    """
    Return a static file's address with the hash of its content as a query.

    A published page stands for years: this address is found by every later release, and yet is new when the file is.
    """
    return f"{settings.STATIC_URL}{name}?v={_digest(name)}"


@cache
def _digest(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(f"static file {name}")
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
