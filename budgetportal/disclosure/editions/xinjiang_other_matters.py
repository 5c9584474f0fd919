"""其他重要事项 of Xinjiang's unit budgets: 机关运行经费, 政府采购, 国有资产, 其他需说明的事项."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.chinese import day
from budgetportal.disclosure.editions.xinjiang_narrative import Words
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentence_parts import Part, member_amount, member_text
from budgetportal.disclosure.sentences import Sentence, compared_sentence
from budgetportal.disclosure.statements import Condition, Entered, Statement, Title


def entered(name: str) -> Condition:
    """Whether the unit has filled in a record."""
    return lambda scene: getattr(scene.filing, name) is not None


# ------------------------------------------------------------------------------------------------ 机关运行经费


def operating(title: str, head: str, words: Words, covered: Part | None = None) -> tuple[Statement, ...]:
    """机关运行经费 with its change and cause; ``covered`` fills ``{covered}``, the units below that it covers."""
    parts = {"covered": covered} if covered else {}
    return (
        Title(2, f"（一）{title}"),
        compared_sentence("operating", head, words.change, pause=words.pause, parts=parts),
    )


def units_covered(scene: Scene) -> Figure:
    """``及下属0家行政单位和1家事业单位``: both kinds, whether there are any or not."""
    administrative, institutions = _operating_units(scene)
    return Figure(f"及下属{administrative}家行政单位和{institutions}家事业单位", ("operating_units",))


def units_covered_if_any(scene: Scene) -> Figure:
    """``本级及下属1家事业单位``: the kinds of which there are any."""
    kinds = zip(_operating_units(scene), ("家行政单位", "家事业单位"), strict=True)
    below = "和".join(f"{number}{name}" for number, name in kinds if number)
    return Figure(f"本级及下属{below}" if below else "本级", ("operating_units",))


def _operating_units(scene: Scene) -> tuple[int, int]:
    units = scene.budget.operating_units
    return (units.administrative, units.institutions) if units else (0, 0)


# ------------------------------------------------------------------------------------------------ 政府采购

RESERVED_2024 = (
    "{year}年，{unit}面向中小企业预留政府采购项目预算金额{sme}万元，小微企业预留政府采购项目预算金额{micro}万元。"
)
RESERVED_EARLIER = (
    "{year}年度本{scope}面向中小企业预留政府采购项目预算金额{sme}万元，其中：面向小微企业预留政府采购项目预算金额"
    "{micro}万元。"
)


def procurement(reserved: str, buyer: str = "{unit}") -> tuple[Statement, ...]:
    """政府采购: the budget and what of it is reserved for small enterprises."""
    return (
        Title(2, "（二）政府采购情况"),
        Sentence(
            "procurement.total",
            f"{{year}}年，{buyer}政府采购预算{{total}}万元，其中：政府采购货物预算{{goods}}万元，"
            "政府采购工程预算{works}万元，政府采购服务预算{services}万元。",
            {
                "total": member_amount("procurement.goods", "procurement.works", "procurement.services"),
                "goods": member_amount("procurement.goods"),
                "works": member_amount("procurement.works"),
                "services": member_amount("procurement.services"),
            },
            when=entered("procurement"),
        ),
        Sentence(
            "procurement.reserved",
            reserved,
            {
                "sme": member_amount("procurement.reserved_sme"),
                "micro": member_amount("procurement.reserved_micro"),
            },
            when=entered("procurement"),
        ),
    )


# ------------------------------------------------------------------------------------------------ 国有资产


@dataclass(frozen=True, slots=True)
class AssetWords:
    """How an edition introduces and counts state assets; the defaults are the form of 2024's."""

    owner: str = "{unit}"
    year_end: str = "年底"
    opening: str = "占用使用国有资产总体情况为"
    counter: str = "台"  # of large equipment
    scope: str = "单位"


def assets(words: AssetWords) -> tuple[Statement, ...]:
    """国有资产占用使用情况, four numbered lines, and what is to be bought this year."""
    counter = words.counter
    return (
        Title(2, "（三）国有资产占用使用情况"),
        Sentence(
            "assets.as_of",
            f"截至{{as_of}}，{words.owner}{words.opening}",
            {"as_of": as_of(words.year_end)},
            when=entered("assets"),
        ),
        *HELD,
        of_assets(
            "equipment",
            f"单位价值50万元以上大型设备{{equipment_500k}}{counter}，"
            f"单位价值100万元以上大型设备{{equipment_1m}}{counter}。",
            counts=("equipment_500k", "equipment_1m"),
        ),
        Sentence(
            "assets.planned",
            f"{{year}}年{words.scope}预算{{vehicles}}，安排购置50万元以上大型设备{{large}}{counter}，"
            f"单位价值100万元以上大型设备{{largest}}{counter}。",
            {
                "vehicles": planned_vehicles,
                "large": member_text("assets.planned_equipment_500k"),
                "largest": member_text("assets.planned_equipment_1m"),
            },
            when=entered("assets"),
        ),
    )


def of_assets(key: str, template: str, amounts: Sequence[str] = (), counts: Sequence[str] = ()) -> Sentence:
    """A sentence on assets; the names of its figures are the members of ``assets``."""
    figures = {name: member_amount(f"assets.{name}") for name in amounts}
    numbers = {name: member_text(f"assets.{name}") for name in counts}
    return Sentence(f"assets.{key}", template, {**figures, **numbers}, when=entered("assets"))


HELD: tuple[Statement, ...] = (
    of_assets("houses", "1.房屋{house_area}平方米，价值{house_value}万元。", ("house_area", "house_value")),
    of_assets(
        "vehicles",
        "2.车辆{vehicles}辆，价值{vehicles_value}万元；其中：一般公务用车{general_vehicles}辆，"
        "价值{general_vehicles_value}万元；执法执勤用车{duty_vehicles}辆，价值{duty_vehicles_value}万元；"
        "其他车辆{other_vehicles}辆，价值{other_vehicles_value}万元。",
        ("vehicles_value", "general_vehicles_value", "duty_vehicles_value", "other_vehicles_value"),
        ("vehicles", "general_vehicles", "duty_vehicles", "other_vehicles"),
    ),
    of_assets("furniture", "3.办公家具价值{furniture_value}万元。", ("furniture_value",)),
    of_assets("other", "4.其他资产价值{other_value}万元。", ("other_value",)),
)


def as_of(year_end: str) -> Part:
    """``2023年底`` for the last day of a year, else the day."""

    def words(scene: Scene) -> Figure:
        held = scene.budget.assets
        if held is None:
            return Figure("")
        is_year_end = (held.as_of.month, held.as_of.day) == (12, 31)
        return Figure(f"{held.as_of.year}{year_end}" if is_year_end else day(held.as_of), ("assets.as_of",))

    return words


def planned_vehicles(scene: Scene) -> Figure:
    """``未安排购置车辆经费`` or ``安排购置车辆经费18.00万元``."""
    cost = scene.budget.assets and scene.budget.assets.planned_vehicles_cost
    said = f"安排购置车辆经费{printed(cost)}万元" if cost else "未安排购置车辆经费"
    return Figure(said, ("assets.planned_vehicles_cost",))


def other_notes(nothing: str = "本单位无其他需说明事项。") -> tuple[Statement, ...]:
    """其他需说明的事项, or the edition's sentence where there is nothing."""
    return (
        Title(2, "（五）其他需说明的事项"),
        Entered(lambda scene: [scene.filing.other_notes or nothing]),
    )
