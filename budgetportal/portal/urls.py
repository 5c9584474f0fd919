"""The addresses of the public site."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from budgetportal.filings.models import KINDS
from budgetportal.portal import serving, views


class UnitCode(StringConverter):
    """单位编码."""

    regex = r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}"


class FileName(StringConverter):
    """A published file's name: no folder, no hidden file."""

    regex = r"[0-9A-Za-z][0-9A-Za-z._-]*"


class Digest(StringConverter):
    """A SHA-256 in hexadecimal."""

    regex = "[0-9a-f]{64}"


class KindName(StringConverter):
    """A kind of disclosure."""

    regex = "|".join(dict(KINDS))


class Number(IntConverter):
    """A whole number from 1 that the database can hold."""

    regex = "[1-9][0-9]{0,8}"


class Year(Number):
    """A year of four digits."""

    regex = "[12][0-9]{3}"


CONVERTERS: dict[str, type[StringConverter | IntConverter]] = {
    "unit": UnitCode, "file": FileName, "sha256": Digest, "kind": KindName, "number": Number, "year": Year
}  # fmt: skip
for name, converter in CONVERTERS.items():
    register_converter(converter, name)

DISCLOSURE = "disclosures/<unit:code>/<year:year>/<kind:kind>/"

urlpatterns = [
    path("", views.index, name="index"),
    path("units/<unit:code>/", views.unit, name="unit"),
    path("site-map/", views.site_map, name="site_map"),
    path("robots.txt", views.robots, name="robots"),
    path(DISCLOSURE, views.current, name="disclosure"),
    path(f"{DISCLOSURE}v<number:number>/", views.version, name="version"),
    path(f"{DISCLOSURE}v<number:number>/<file:file_name>", views.version_file, name="version_file"),
    path("artefacts/<sha256:sha256>/<file:file_name>", serving.artefact, name="artefact"),
]
