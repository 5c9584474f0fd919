"""第一部分 of Xinjiang's unit budgets: 主要职能, 机构设置及人员情况."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentence_parts import Part
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Choice, Entered, Statement, Title


@dataclass(frozen=True, slots=True)
class StaffWords:
    """What stands before and after the number of the establishment: ``单位编制数11人`` in the form of 2020."""

    before: str = ""
    after: str = ""


def profile(organization: Iterable[Statement], staff: StaffWords | None = None) -> tuple[Statement, ...]:
    """The statements; ``organization`` says what the unit consists of where it has no sentence of its own for that."""
    return (
        Title(1, "一、主要职能"),
        Entered(lambda scene: scene.filing.profile.duties if scene.filing.profile else ()),
        Title(1, "二、机构设置及人员情况"),
        Choice(
            lambda scene: bool(scene.filing.profile and scene.filing.profile.organization),
            (Entered(lambda scene: [scene.filing.profile.organization] if scene.filing.profile else []),),
            tuple(organization),
        ),
        Sentence(
            "profile.staffing",
            "{unit}{staffing}。",
            {"staffing": staffing(staff or StaffWords())},
            optional=("staffing",),
        ),
    )


def subordinates(scene: Scene) -> Figure:
    """``无下属预算单位`` or ``有下属预算单位2个``."""
    number = scene.filing.profile and scene.filing.profile.subordinate_units
    return Figure(f"有下属预算单位{number}个" if number else "无下属预算单位", ("profile.subordinate_units",))


def offices(scene: Scene) -> tuple[str, ...]:
    """The offices (处室) of the unit."""
    return scene.filing.profile.offices if scene.filing.profile else ()


def office_count(scene: Scene) -> Figure:
    """How many offices the unit has."""
    return Figure(str(len(offices(scene))))


OFFICES_IN_LINE: tuple[Statement, ...] = (  # as the form of 2024 names them, also where there is none
    Sentence(
        "profile.organization",
        "{unit}{subordinates}，下设{number}个处室，分别是：{offices}。",
        {
            "subordinates": subordinates,
            "number": office_count,
            "offices": lambda scene: Figure("、".join(offices(scene)) or scene.fill("{unit}无下设处室")),
        },
    ),
)
OFFICES_LISTED: tuple[Statement, ...] = (  # as the earlier forms list them
    Choice(
        lambda scene: bool(offices(scene)),
        (
            Sentence(
                "profile.organization",
                "{unit}{subordinates}，下设{number}个处室，分别是：",
                {"subordinates": subordinates, "number": office_count},
            ),
            Entered(lambda scene: [f"{n}.{name}" for n, name in enumerate(offices(scene), 1)]),
        ),
        (Sentence("profile.organization", "{unit}{subordinates}，无下设处室。", {"subordinates": subordinates}),),
    ),
)


def staff_change(number: int | None, change: int | None, name: str) -> str:
    """``在职10人，增加1人``; nothing where the number is left out."""
    if number is None:
        return ""
    if change is None:
        return f"{name}{number}人"
    return f"{name}{number}人，{'减少' if change < 0 else '增加'}{abs(change)}人"


def staffing(words: StaffWords) -> Part:
    """``编制数11，实有人数11人，其中：在职10人，增加1人；…``."""

    def phrase(scene: Scene) -> Figure:
        staff = scene.filing.profile and scene.filing.profile.staffing
        if not staff:
            return Figure("")
        heads = [
            f"编制数{staff.establishment}{words.after}" if staff.establishment is not None else "",
            f"实有人数{staff.actual}人" if staff.actual is not None else "",
        ]
        kinds = [
            staff_change(staff.in_post, staff.in_post_change, "在职"),
            staff_change(staff.retired, staff.retired_change, "退休"),
            staff_change(staff.honorary_retired, staff.honorary_retired_change, "离休"),
        ]
        said = "，".join(head for head in heads if head)
        details = "；".join(kind for kind in kinds if kind)
        whole = "，其中：".join(piece for piece in (said, details) if piece)
        return Figure(words.before + whole if whole else "", ("profile.staffing",))

    return phrase
