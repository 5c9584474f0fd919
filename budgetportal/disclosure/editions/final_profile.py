"""第一部分 of final accounts: 主要职能, 机构设置及人员情况."""

from __future__ import annotations

from budgetportal.disclosure.editions.xinjiang_profile import offices
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Choice, Entered, Statement, Title


def people(scene: Scene) -> Figure:
    """``实有人数25人，其中：在职人员22人，离休人员0人，退休人员3人``."""
    staff = scene.filing.profile and scene.filing.profile.staffing
    if not staff or staff.actual is None:
        return Figure("")
    kinds = (("在职人员", staff.in_post), ("离休人员", staff.honorary_retired), ("退休人员", staff.retired))
    said = "，".join(f"{name}{number}人" for name, number in kinds if number is not None)
    return Figure(f"实有人数{staff.actual}人" + (f"，其中：{said}" if said else ""), ("profile.staffing",))


def organization(scene: Scene) -> Figure:
    """``无下属预算单位，下设2个处室，分别是：…``; nothing where no profile was entered."""
    profile = scene.filing.profile
    if profile is None:
        return Figure("")
    below = profile.subordinate_units
    units = [] if below is None else [f"下属预算单位{below}个" if below else "无下属预算单位"]
    listed = offices(scene)
    rooms = f"下设{len(listed)}个处室，分别是：{'、'.join(listed)}" if listed else "无下设处室"
    return Figure("，".join([*units, rooms]), ("profile.subordinate_units", "profile.offices"))


PROFILE: tuple[Statement, ...] = (
    Title(1, "一、主要职能"),
    Entered(lambda scene: scene.filing.profile.duties if scene.filing.profile else ()),
    Title(1, "二、机构设置及人员情况"),
    Sentence("profile.staffing", "{unit}{year}年度，{people}。", {"people": people}, optional=("people",)),
    Choice(
        lambda scene: bool(scene.filing.profile and scene.filing.profile.organization),
        (Entered(lambda scene: [scene.filing.profile.organization] if scene.filing.profile else []),),
        (
            Sentence(
                "profile.organization",
                "单位{organization}。",
                {"organization": organization},
                optional=("organization",),
            ),
        ),
    ),
)
