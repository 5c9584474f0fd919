"""What every page says about the site: name, owner, registrations, inspection items (国办发〔2017〕47号)."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings

UNSET = "未设置"
REGISTRATION_URL = "https://beian.miit.gov.cn/"  # where the number of an ICP备案 is looked up
POLICE_URL = "https://beian.mps.gov.cn/"
REPORT_URL = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code="  # 我为政府网站找错


@dataclass(frozen=True, slots=True)
class Item:
    """One inspection item of the footer; `test_id` is what a crawler looks for."""

    test_id: str
    label: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The site as the settings describe it."""

    name: str
    domain: str
    id_code: str  # 网站标识码
    items: tuple[Item, ...]


def site() -> Site:
    """Return the site, read from the settings and from nothing else."""
    return Site(settings.SITE_NAME, settings.SITE_DOMAIN, settings.SITE_ID_CODE, (*_registrations(), *_links()))


def _registrations() -> tuple[Item, ...]:
    return (
        Item("site-owner", "主办单位", settings.SITE_OWNER or UNSET),
        Item("site-contact", "联系方式", settings.SITE_CONTACT or UNSET),
        Item("site-id-code", "网站标识码", settings.SITE_ID_CODE or UNSET),
        Item("icp-number", "ICP 备案号", settings.ICP_NUMBER or UNSET, REGISTRATION_URL if settings.ICP_NUMBER else ""),
        Item(
            "police-number",
            "公安备案号",
            settings.POLICE_NUMBER or UNSET,
            POLICE_URL if settings.POLICE_NUMBER else "",
        ),
    )


def _links() -> tuple[Item, ...]:
    return (
        Item("agency-mark", "党政机关", "", settings.SITE_AGENCY_MARK_URL),
        Item("report-fault", "我为政府网站找错", "", REPORT_URL + quote(settings.SITE_ID_CODE)),
        Item("site-map", "网站地图", "", "/site-map/"),
    )
