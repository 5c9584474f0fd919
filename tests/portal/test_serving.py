"""Published files: addresses, headers, codings, and everything that is not to be reached."""

import gzip
import re
from email.message import Message
from urllib.parse import unquote

import brotli
import pytest

from budgetportal.publishing.models import REQUIRED
from tests.portal import press

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return press.publish(press.unit())


@pytest.fixture
def page(version):
    return press.artefact_of(version)


@pytest.fixture
def pdf(version):
    return press.artefact_of(version, "pdf")


# ---- short addresses


def test_the_short_address_leads_to_the_page(client, page):
    response = client.get("/disclosures/650101-001/2024/budget/")
    assert (response.status_code, response["Location"]) == (302, press.address(page))
    assert set(response["Cache-Control"].split(", ")) == {"private", "max-age=60"}


def test_a_version_keeps_its_address_and_says_that_it_was_corrected(client, version):
    correction = press.publish(version.unit)
    old = client.get("/disclosures/650101-001/2024/budget/v1/", follow=True)
    new = client.get("/disclosures/650101-001/2024/budget/v2/", follow=True)
    assert press.address(press.artefact_of(version, "superseded_page")) == old.redirect_chain[-1][0]
    assert "已更正" in old.content.decode()
    assert "已更正" not in new.content.decode()
    current = client.get("/disclosures/650101-001/2024/budget/")
    assert current["Location"] == press.address(press.artefact_of(correction))


def test_a_version_is_not_called_corrected_before_the_correction_is_public(client, version):
    press.approve(version.unit)
    press.make(version, ["superseded_page"])
    assert client.get("/disclosures/650101-001/2024/budget/v1/")["Location"] == press.address(
        press.artefact_of(version)
    )


def test_a_file_of_a_version_has_an_address_with_its_name(client, pdf):
    response = client.get(f"/disclosures/650101-001/2024/budget/v1/{pdf.file_name}")
    assert response["Location"] == press.address(pdf)


@pytest.mark.parametrize(
    "address",
    [
        "2024/final/", "2023/budget/", "2024/budget/v2/", "2024/budget/v0/", "2024/secret/", "24/budget/",
        "2024/budget/v1/other.pdf", "2024/budget/v99999999999/", "2024/budget/v1/..%2f..%2fmanage.py",
    ],
)  # fmt: skip
def test_what_is_not_public_has_no_address(client, version, address):
    assert client.get(f"/disclosures/650101-001/{address}").status_code == 404


def test_a_version_that_is_not_finished_has_no_address(client):
    version = press.approve(press.unit())
    press.make(version, [name for name in REQUIRED if name != "json"])
    page = press.artefact_of(version)
    for address in (
        "/disclosures/650101-001/2024/budget/",
        "/disclosures/650101-001/2024/budget/v1/",
        press.address(page),
    ):
        assert client.get(address).status_code == 404
    press.make(version, ["json"])
    assert client.get(press.address(page)).status_code == 200, "what was looked for too early is found later"


def test_addresses_on_the_pages_are_those_of_the_site(client, version):
    from budgetportal.publishing import addresses

    for address in (addresses.current(version), addresses.numbered(version), addresses.file(version, "pdf")):
        assert client.get(address, follow=True).status_code == 200


# ---- the files


def test_a_page_is_good_for_a_year(client, page):
    response = client.get(press.address(page))
    assert response.content == page.path.read_bytes()
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["ETag"] == f'"{page.sha256}"'
    assert response["Vary"] == "Accept-Encoding"
    assert response["Link"] == '</disclosures/650101-001/2024/budget/>; rel="canonical"'
    assert int(response["Content-Length"]) == page.size


@pytest.mark.parametrize(
    ("accepted", "coding", "mark"),
    [
        ("gzip, deflate, br, zstd", "br", "-br"),
        ("gzip;q=1.0, br;q=0", "gzip", "-gz"),
        ("GZIP", "gzip", "-gz"),
        ("gzip;q=0, br; q=0.000", None, ""),
        ("identity", None, ""),
        ("", None, ""),
    ],
)
def test_a_page_is_sent_as_it_was_compressed_at_publication(client, page, accepted, coding, mark):
    response = client.get(press.address(page), headers={"Accept-Encoding": accepted})
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert response.get("Content-Encoding") == coding
    assert unpack(response.content) == page.path.read_bytes()
    assert response["ETag"] == f'"{page.sha256}{mark}"'


def test_a_pdf_is_shown_under_a_name_that_a_person_understands(client, pdf):
    response = client.get(press.address(pdf), headers={"Accept-Encoding": "gzip, br"})
    assert response["Content-Type"] == "application/pdf"
    assert "Content-Encoding" not in response
    header = Message()
    header["Content-Disposition"] = response["Content-Disposition"]
    assert header.get_content_disposition() == "inline"
    assert f'filename="{pdf.file_name}"' in response["Content-Disposition"]
    name = response["Content-Disposition"].partition("filename*=UTF-8''")[2]
    assert unquote(name) == "2024年乌鲁木齐市政务服务中心单位预算公开（第1版）.pdf"
    assert name.isascii()


OFFICE = "application/vnd.openxmlformats-officedocument"
OTHERS = {
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", "xlsx"),
    "docx": (f"{OFFICE}.wordprocessingml.document", "docx"),
    "data_package": ("application/zip", "zip"),
    "json": ("application/json", "json"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_format_is_saved_under_a_name_that_a_person_understands(client, version, name):
    media_type, ending = OTHERS[name]
    file = press.artefact_of(version, name)
    response = client.get(f"/disclosures/650101-001/2024/budget/v1/650101-001-2024-budget-v1.{ending}", follow=True)
    assert response.redirect_chain == [(press.address(file), 302)]
    assert response.content == file.path.read_bytes()
    assert response["Content-Type"] == media_type
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["ETag"] == f'"{file.sha256}"'
    shown, plain, encoded = response["Content-Disposition"].split("; ")
    assert (shown, plain) == ("attachment", f'filename="{file.file_name}"')
    assert unquote(encoded.removeprefix("filename*=UTF-8''")) == (
        f"2024年乌鲁木齐市政务服务中心单位预算公开（第1版）.{ending}"
    )


def test_the_page_offers_every_format(client, version):
    html = client.get("/disclosures/650101-001/2024/budget/", follow=True).content.decode()
    offered = re.search(r'<nav class="disclosure-downloads".*?</nav>', html, re.S)[0]
    links = dict(re.findall(r'<a href="([^"]+)" type="[^"]+" download>([^<]+)</a>', offered))
    assert list(links.values()) == ["PDF", "Excel 工作簿", "Word 文档", "数据包（CSV、JSON）", "JSON"]
    for address in links:
        assert client.get(address, follow=True).status_code == 200


def test_a_pdf_keeps_the_name_that_the_unit_had(client, pdf):
    pdf.version.unit.name = "改名后的中心"
    pdf.version.unit.save()
    assert "乌鲁木齐市政务服务中心" in unquote(client.get(press.address(pdf))["Content-Disposition"])


def test_head_has_the_same_headers_and_no_body(client, page):
    for coding in ("", "br"):
        got = client.get(press.address(page), headers={"Accept-Encoding": coding})
        head = client.head(press.address(page), headers={"Accept-Encoding": coding})
        assert head.content == b""
        assert dict(head.items()) == dict(got.items())


def test_a_copy_that_is_still_good_is_not_sent_again(client, page):
    first = client.get(press.address(page), headers={"Accept-Encoding": "br"})
    again = {"Accept-Encoding": "br", "If-None-Match": first["ETag"]}
    response = client.get(press.address(page), headers=again)
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == first["ETag"]
    assert response["Cache-Control"] == first["Cache-Control"]
    other = client.get(press.address(page), headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200, "the tag of the compressed file is not that of the plain one"


def test_the_database_is_asked_once_and_by_one_query(client, page, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(press.address(page))
    with django_assert_num_queries(0):
        client.get(press.address(page))


def test_a_signed_in_person_gets_no_cookie_with_a_cached_file(client, page, django_user_model):
    client.force_login(django_user_model.objects.create_user("tianbao-2"))
    response = client.get(press.address(page))
    assert not response.cookies
    assert "Cookie" not in response["Vary"]


def test_the_proxy_sends_the_file_where_there_is_one(client, page, settings):
    settings.ARTEFACT_ACCEL_LOCATION = "/artefact-files/"
    response = client.get(press.address(page), headers={"Accept-Encoding": "gzip"})
    assert response["X-Accel-Redirect"] == f"/artefact-files/{page.sha256[:2]}/{page.sha256}/index.html"
    assert response.content == b""
    assert client.get(f"/artefacts/{'0' * 64}/index.html").get("X-Accel-Redirect") is None


@pytest.mark.parametrize(
    "address",
    [
        "/artefacts/{sha256}/..%2f..%2f..%2fmanage.py", "/artefacts/{sha256}/../../../manage.py",
        "/artefacts/{sha256}/", "/artefacts/{sha256}/index.html.gz", "/artefacts/{sha256}/index.html/",
        "/artefacts/{sha256}/.hidden",
        "/artefacts/{sha256}/%00", "/artefacts/{sha256}//etc/passwd", "/artefacts/{prefix}/index.html",
        "/artefacts/{upper}/index.html", "/artefacts/unfinished/x", "/artefacts/", "/artefacts/{sha256}/index.html%0a",
        "/artefacts/0000000000000000000000000000000000000000000000000000000000000000/index.html",
    ],
)  # fmt: skip
def test_nothing_else_is_reached(client, page, address):
    secret = page.path.parents[2] / "manage.py"
    secret.write_text("secret")
    filled = address.format(sha256=page.sha256, prefix=page.sha256[:63], upper=page.sha256.upper())
    response = client.get(filled)
    assert response.status_code == 404
    assert b"secret" not in response.content


def test_a_file_that_the_version_has_not_recorded_is_not_served(client, page):
    (page.path.parent / "other.html").write_text("secret")
    assert client.get(press.address(page).replace("index.html", "other.html")).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_file_is_only_read(client, page, method):
    assert getattr(client, method)(press.address(page)).status_code == 405
