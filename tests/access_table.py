"""
Who reaches what: every address of the portal × role × method, and the status that is expected.

`tests/test_access.py` walks the addresses and fails for one that has no row here, and for a row that has no address.
An address is keyed by its route; `{…}` in the example are filled in from the test's scene. The statuses are those of
requests without content: what a form says to its fields is the form's own test. 404: for this person it is not there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ROLES = (
    "anonymous", "accountant", "foreign_accountant", "reviewer", "publisher", "bureau", "auditor", "administrator",
)  # fmt: skip
SIGNED_IN = ROLES[1:]
OF_THE_UNIT = ("accountant", "reviewer", "publisher", "bureau", "auditor")

Statuses = Mapping[str, int]


@dataclass(frozen=True)
class Row:
    """One address: an example of it, and what each role gets."""

    example: str
    get: Statuses
    post: Statuses


def all_get(status: int) -> Statuses:
    """Everybody gets the same."""
    return dict.fromkeys(ROLES, status)


def staff(status: int, *roles: str, others: int = 404, anonymous: int = 302, **apart: int) -> Statuses:
    """The named roles get the status, others find nothing, visitors are sent to sign in."""
    given = {role: status if role in roles else others for role in SIGNED_IN}
    return {"anonymous": anonymous, **given, **apart}


READ_ONLY = all_get(405)
NOBODY = staff(404)

PUBLIC = {
    "": Row("/", all_get(200), READ_ONLY),
    "units/<unit:code>/": Row("/units/{unit}/", all_get(200), READ_ONLY),
    "site-map/": Row("/site-map/", all_get(200), READ_ONLY),
    "robots.txt": Row("/robots.txt", all_get(200), READ_ONLY),
    "healthz": Row("/healthz", all_get(200), READ_ONLY),
    "disclosures/<unit:code>/<year:year>/<kind:kind>/": Row(
        "/disclosures/{unit}/2024/budget/", all_get(302), READ_ONLY
    ),
    "disclosures/<unit:code>/<year:year>/<kind:kind>/v<number:number>/": Row(
        "/disclosures/{unit}/2024/budget/v1/", all_get(302), READ_ONLY
    ),
    "disclosures/<unit:code>/<year:year>/<kind:kind>/v<number:number>/<file:file_name>": Row(
        "/disclosures/{unit}/2024/budget/v1/{pdf}", all_get(302), READ_ONLY
    ),
    "artefacts/<sha256:sha256>/<file:file_name>": Row("/artefacts/{sha256}/index.html", all_get(200), READ_ONLY),
}

# What is approved but not finished is nowhere, for anybody: not even for those who may see it in the workplace.
NOT_PUBLIC = (
    "/units/{draft_unit}/",
    "/disclosures/{draft_unit}/2024/budget/",
    "/disclosures/{draft_unit}/2024/budget/v1/",
    "/artefacts/{draft_sha256}/index.html",
)

PERSONAL = staff(200, *SIGNED_IN)
LEADS_ON = all_get(302)
NOT_BY_POST = staff(405, *SIGNED_IN)
FACTOR = "accounts/2fa/"  # people of the scene have none: pages on what they do not have are not there
ACCOUNTS = {
    "accounts/login/": Row(
        "/accounts/login/", staff(302, *SIGNED_IN, anonymous=200), staff(302, *SIGNED_IN, anonymous=200)
    ),
    "accounts/logout/": Row("/accounts/logout/", PERSONAL, LEADS_ON),
    "accounts/inactive/": Row("/accounts/inactive/", all_get(200), READ_ONLY),
    "accounts/reauthenticate/": Row("/accounts/reauthenticate/", PERSONAL, PERSONAL),
    "accounts/password/change/": Row("/accounts/password/change/", PERSONAL, PERSONAL),
    FACTOR: Row(f"/{FACTOR}", PERSONAL, NOT_BY_POST),
    f"{FACTOR}authenticate/": Row(f"/{FACTOR}authenticate/", LEADS_ON, LEADS_ON),
    f"{FACTOR}reauthenticate/": Row(f"/{FACTOR}reauthenticate/", LEADS_ON, LEADS_ON),
    f"{FACTOR}totp/activate/": Row(f"/{FACTOR}totp/activate/", LEADS_ON, LEADS_ON),  # to the password, asked for again
    f"{FACTOR}totp/deactivate/": Row(f"/{FACTOR}totp/deactivate/", NOBODY, NOBODY),
    f"{FACTOR}recovery-codes/": Row(f"/{FACTOR}recovery-codes/", NOBODY, NOT_BY_POST),
    f"{FACTOR}recovery-codes/generate/": Row(f"/{FACTOR}recovery-codes/generate/", LEADS_ON, LEADS_ON),
    f"{FACTOR}recovery-codes/download/": Row(f"/{FACTOR}recovery-codes/download/", NOBODY, NOBODY),
}

ADMIN = {
    "admin/": Row("/admin/", PERSONAL, PERSONAL),
    "admin/login/": Row("/admin/login/", LEADS_ON, PERSONAL),
    "admin/logout/": Row("/admin/logout/", NOT_BY_POST, LEADS_ON),  # the one page that is not got
    "admin/password_change/": Row("/admin/password_change/", PERSONAL, PERSONAL),
    "admin/password_change/done/": Row("/admin/password_change/done/", PERSONAL, NOT_BY_POST),
    "admin/autocomplete/": Row("/admin/autocomplete/", NOBODY, NOT_BY_POST),
    "admin/jsi18n/": Row("/admin/jsi18n/", PERSONAL, NOT_BY_POST),
    "admin/r/<path:content_type_id>/<path:object_id>/": Row("/admin/r/{unit_type}/{unit_key}/", NOBODY, NOBODY),
    "admin/classification/": Row("/admin/classification/", PERSONAL, PERSONAL),
    "admin/classification/<slug:tree>/<int:year>/<slug:digest>/": Row(
        "/admin/classification/functional/2024/old/",
        LEADS_ON,
        NOT_BY_POST,  # to the list as it is now
    ),
    "admin/(?P<url>.*)$": Row("/admin/nothing/", NOBODY, NOBODY),
}

WORKFLOW = {
    "admin/publishing/<int:record>/": Row("/admin/publishing/{record}/", staff(200, *OF_THE_UNIT), NOT_BY_POST),
    "admin/publishing/<int:record>/status/": Row(
        "/admin/publishing/{record}/status/", staff(200, *OF_THE_UNIT), NOT_BY_POST
    ),
    "admin/publishing/<int:record>/preview/": Row(
        "/admin/publishing/{record}/preview/", staff(200, *OF_THE_UNIT), staff(302, *OF_THE_UNIT)
    ),
    "admin/publishing/<int:record>/preview/status/": Row(
        "/admin/publishing/{record}/preview/status/", staff(200, *OF_THE_UNIT), NOT_BY_POST
    ),
    "admin/publishing/<int:record>/preview/page/": Row(
        "/admin/publishing/{record}/preview/page/", staff(200, *OF_THE_UNIT), NOT_BY_POST
    ),
    "admin/publishing/<int:record>/preview/pdf/": Row(  # there is none until a worker has made it
        "/admin/publishing/{record}/preview/pdf/", NOBODY, NOT_BY_POST
    ),
    "admin/publishing/<int:record>/findings/": Row(
        "/admin/publishing/{record}/findings/", staff(200, *OF_THE_UNIT), staff(409, "accountant")
    ),
    "admin/publishing/<int:record>/findings/beside/": Row(
        "/admin/publishing/{record}/findings/beside/", staff(200, *OF_THE_UNIT), staff(409, "accountant")
    ),
    "admin/publishing/<int:record>/<slug:action>/": Row(
        "/admin/publishing/{record}/submit/", staff(200, "accountant"), staff(302, "accountant")
    ),
}

STALE = staff(409, "accountant")  # a save that does not say what it is a change of
FILING = "admin/filings/filingrecord/"
FILINGS = {
    FILING: Row(
        f"/{FILING}", staff(200, *OF_THE_UNIT, "foreign_accountant"), staff(200, *OF_THE_UNIT, "foreign_accountant")
    ),
    f"{FILING}add/": Row(
        f"/{FILING}add/", staff(200, "accountant", "foreign_accountant"), staff(200, "accountant", "foreign_accountant")
    ),
    f"{FILING}<path:object_id>/change/": Row(f"/{FILING}{{record}}/change/", staff(200, *OF_THE_UNIT), STALE),
    f"{FILING}<path:object_id>/history/": Row(
        f"/{FILING}{{record}}/history/", staff(200, *OF_THE_UNIT), staff(200, *OF_THE_UNIT)
    ),
    f"{FILING}<path:object_id>/delete/": Row(f"/{FILING}{{record}}/delete/", NOBODY, NOBODY),
    f"{FILING}<path:object_id>/": Row(f"/{FILING}{{record}}/", staff(302, *SIGNED_IN), staff(302, *SIGNED_IN)),
    f"{FILING}<int:object_id>/table/<slug:key>/": Row(
        f"/{FILING}{{record}}/table/income/", staff(200, *OF_THE_UNIT), STALE
    ),
    f"{FILING}<int:object_id>/table/<slug:key>/<slug:row>/": Row(
        f"/{FILING}{{record}}/table/projects/new/", staff(200, *OF_THE_UNIT), STALE
    ),
}


UNREADABLE = staff(400, "accountant")  # a post without its JSON
FILINGS |= {
    f"{FILING}from-last-year/": Row(
        f"/{FILING}from-last-year/", staff(200, "accountant", "foreign_accountant"), NOBODY
    ),
    f"{FILING}<int:object_id>/tasks/": Row(f"/{FILING}{{record}}/tasks/", staff(200, *OF_THE_UNIT), NOBODY),
    f"{FILING}<int:object_id>/copy/<slug:key>/": Row(
        f"/{FILING}{{record}}/copy/income/", staff(200, *OF_THE_UNIT), UNREADABLE
    ),
    f"{FILING}<int:object_id>/copy/<slug:key>/<slug:row>/": Row(
        f"/{FILING}{{record}}/copy/projects/new-0a1b2c3d/", staff(200, *OF_THE_UNIT), UNREADABLE
    ),
}
UNCHOSEN = staff(400, "accountant")  # a post that does not say what is copied
FILINGS |= {
    f"{FILING}<int:object_id>/indicators/<slug:key>/": Row(
        f"/{FILING}{{record}}/indicators/unit_performance/", staff(200, *OF_THE_UNIT), UNCHOSEN
    ),
    f"{FILING}<int:object_id>/indicators/<slug:key>/<slug:row>/": Row(
        f"/{FILING}{{record}}/indicators/projects/new-0a1b2c3d/", staff(200, *OF_THE_UNIT), UNCHOSEN
    ),
}

FILINGS |= {
    f"{FILING}<int:object_id>/history/<slug:key>/": Row(
        f"/{FILING}{{record}}/history/assets/?cell=assets.vehicles", staff(200, *OF_THE_UNIT), NOT_BY_POST
    ),
    f"{FILING}<int:object_id>/history/<slug:key>/<slug:row>/": Row(
        f"/{FILING}{{record}}/history/projects/new-0a1b2c3d/?cell=name", staff(200, *OF_THE_UNIT), NOT_BY_POST
    ),
}

FILINGS |= {
    f"{FILING}add/workbook/": Row(
        f"/{FILING}add/workbook/",
        staff(200, "accountant", "foreign_accountant"),
        staff(200, "accountant", "foreign_accountant"),
    ),
    f"{FILING}add/published/": Row(  # who does not fill in gets what is found, and no filing
        f"/{FILING}add/published/",
        staff(200, *OF_THE_UNIT, "foreign_accountant"),
        staff(200, *OF_THE_UNIT, "foreign_accountant"),
    ),
    f"{FILING}<int:object_id>/workbook/": Row(
        f"/{FILING}{{record}}/workbook/", staff(200, *OF_THE_UNIT), staff(200, "accountant")
    ),
    f"{FILING}<int:object_id>/workbook/file/": Row(
        f"/{FILING}{{record}}/workbook/file/", staff(200, *OF_THE_UNIT), staff(405, "accountant")
    ),
    f"{FILING}<int:object_id>/help/": Row(
        f"/{FILING}{{record}}/help/", staff(200, *OF_THE_UNIT), staff(405, "accountant")
    ),
}


def model_rows(model: str, key: str, statuses: Statuses) -> Iterator[tuple[str, Row]]:
    """The addresses that the admin gives every model, for one that is managed as a whole."""
    folder = f"admin/{model}/"
    for tail in ("", "add/"):
        yield f"{folder}{tail}", Row(f"/{folder}{tail}", statuses, statuses)
    for tail in ("change/", "history/", "delete/"):
        yield f"{folder}<path:object_id>/{tail}", Row(f"/{folder}{{{key}}}/{tail}", statuses, statuses)
    leads = staff(302, *SIGNED_IN)  # to the page of the row, which then answers as above
    yield f"{folder}<path:object_id>/", Row(f"/{folder}{{{key}}}/", leads, leads)


ADMINISTRATOR = staff(200, "administrator")
MODELS = {
    **dict(model_rows("units/unit", "unit_key", ADMINISTRATOR)),
    **dict(model_rows("units/person", "person", ADMINISTRATOR)),
    **dict(model_rows("units/membership", "membership", ADMINISTRATOR)),
    "admin/units/person/<path:object_id>/delete/": Row("/admin/units/person/{person}/delete/", NOBODY, NOBODY),
    "admin/units/person/<id>/password/": Row("/admin/units/person/{person}/password/", ADMINISTRATOR, ADMINISTRATOR),
}

SECTIONS: Mapping[str, Mapping[str, Row]] = {
    "public": PUBLIC,
    "accounts": ACCOUNTS,
    "admin": ADMIN,
    "workflow": WORKFLOW,
    "filings": FILINGS,
    "models": MODELS,
}
TABLE: Mapping[str, Row] = {route: row for section in SECTIONS.values() for route, row in section.items()}
