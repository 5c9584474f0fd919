"""What a site needs before the public may see it, found by `check --deploy`."""

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

ID_CODE = re.compile(r"[0-9A-Za-z]{10}")
STATED = ("SITE_OWNER", "SITE_CONTACT", "ICP_NUMBER", "POLICE_NUMBER")


@register(Tags.security, deploy=True)
def check_id_code(**_: Any) -> list[CheckMessage]:
    """Every government site has its 网站标识码, by which inspections know it."""
    if ID_CODE.fullmatch(settings.SITE_ID_CODE):
        return []
    return [Error("没有设置网站标识码：把编制部门或上级给出的十位标识码写入环境变量 SITE_ID_CODE。", id="portal.E001")]


@register(Tags.security, deploy=True)
def check_stated(**_: Any) -> list[CheckMessage]:
    """The footer of every page states who runs the site and under which registrations."""
    unset = [name for name in STATED if not getattr(settings, name)]
    if not unset:
        return []
    return [Warning(f"页脚缺少应当公布的内容，设置环境变量：{'、'.join(unset)}。", id="portal.W001")]
