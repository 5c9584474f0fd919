"""Xinjiang, unit budget (单位预算公开), the form of 2024: eleven tables, twelve sections, performance tables."""

from __future__ import annotations

from collections.abc import Sequence

from budgetportal.disclosure.document import Column, ColumnKind
from budgetportal.disclosure.editions.edition import Edition, PartDeclaration
from budgetportal.disclosure.editions.xinjiang_narrative import (
    appropriations,
    as_of,
    class_shares,
    classes,
    economic_names,
    explained_projects,
    function_changes,
    functions,
    income_kinds,
    offices,
    planned_vehicles,
    project_explanation,
    purposes,
    spending_classes,
    staffing,
    subordinates,
    targets_counted,
)
from budgetportal.disclosure.editions.xinjiang_tables import (
    FISCAL_LINES,
    INCOME_COLUMNS,
    LEVELS,
    OFFICIAL_ITEMS,
    PERSONNEL,
    PROJECT,
    PUBLIC,
    basic_columns,
    carried_columns,
    fiscal_spending,
    function_codes,
    income_lines,
    name_column,
    official_columns,
    project_columns,
    spending,
    spending_columns,
    split_spending_columns,
)
from budgetportal.disclosure.facts import BASIC, OFFICIAL, Figure, Selection
from budgetportal.disclosure.filing import GlossaryEntry, Project
from budgetportal.disclosure.narrative import (
    ChangeStyle,
    Choice,
    Condition,
    Each,
    Entered,
    Printed,
    Sentence,
    Statement,
    Title,
    amount,
    cause,
    compared_sentence,
    joined,
    member_amount,
    member_text,
    prefixed,
    topic_amount,
)
from budgetportal.disclosure.performance import (
    IndicatorColumn,
    ProjectTargets,
    UnitTargets,
    level,
    member,
    target_text,
)
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.tables import (
    Amount,
    BalanceTable,
    CarryOverTable,
    CodedTable,
    Form,
    ItemTable,
    Line,
    codes,
    income,
    together,
)
from budgetportal.disclosure.terms import (
    BASIC_CATEGORIES,
    CARRY_FISCAL_SOURCES,
    CARRY_OTHER_SOURCES,
    CARRY_SOURCES,
    FISCAL_SOURCES,
    FUND_SOURCES,
    GENERAL_SOURCES,
    OWN_SOURCES,
    SOE_SOURCES,
    OfficialItem,
    Source,
)

STYLE = ChangeStyle()
MARK = "、"  # after the number of a listed item

# ------------------------------------------------------------------------------------------------ tables

NO_BUDGET = "{unit}{year}年没有预算收支，{title}为空表。"
NO_GENERAL = "{unit}{year}年没有使用一般公共预算拨款安排的支出，{title}为空表。"
NO_BASIC = "{unit}{year}年没有使用一般公共预算拨款安排的基本支出，{title}为空表。"
NO_PROJECTS = "{unit}{year}年没有使用一般公共预算拨款安排的项目支出，{title}为空表。"
NO_FUND = "{unit}{year}年没有使用政府性基金预算拨款安排的支出，{title}为空表。"
NO_SOE = "{unit}{year}年没有使用国有资本经营预算拨款安排的支出，{title}为空表。"
NO_OFFICIAL = "{unit}{year}年没有使用财政拨款安排“三公”经费支出，{title}为空表。"
NO_CARRY_OVER = "{unit}{year}年没有上年结转结余预算安排的支出，{title}为空表。"

FUND_TABLE = "政府性基金预算支出情况表"
SOE_TABLE = "国有资本经营预算支出情况表"
CARRY_OVER_TABLE = "上年结转结余情况明细表"
PROJECT_TABLE = "一般公共预算项目支出情况表"
GENERAL_TABLE = "一般公共预算支出情况表"

UNIT_SUMMARY = BalanceTable(
    Form("unit_summary", "表 1", "单位收支总体情况表", NO_BUDGET, numbered=False),
    Column(("收入", "项目"), ColumnKind.NAME, 5.2),
    Amount(("收入", "预算数"), income()),
    income_lines("国有资本经营收入", "、"),
    Line("收入总计", income()),
    Column(("支出", "支出功能分类"), ColumnKind.NAME, 4.0),
    (Amount(("支出", "预算数"), spending()),),
    "支出总计",
)
UNIT_INCOME = CodedTable(
    Form("unit_income", "表 2", "单位收入总体情况表", NO_BUDGET, wide=True),
    function_codes(width=0.8),
    name_column("功能分类科目名称", width=5.0),
    INCOME_COLUMNS,
)
UNIT_EXPENDITURE = CodedTable(
    Form("unit_expenditure", "表 3", "单位支出总体情况表", NO_BUDGET),
    function_codes("科目"),
    name_column("科目", "功能分类科目名称"),
    spending_columns("支出预算", None),
)
FISCAL_SUMMARY = BalanceTable(
    Form("fiscal_summary", "表 4", "财政拨款收支预算总体情况表", NO_BUDGET, numbered=False),
    Column(("财政拨款收入", "项目"), ColumnKind.NAME, 2.6),
    Amount(("财政拨款收入", "合计"), income()),
    FISCAL_LINES,
    Line("收入总计", income(FISCAL_SOURCES)),
    Column(("财政拨款支出", "支出功能分类"), ColumnKind.NAME, 4.0),
    fiscal_spending("财政拨款支出"),
    "支出总计",
)
GENERAL_EXPENDITURE = CodedTable(
    Form("general_expenditure", "表 5", GENERAL_TABLE, NO_GENERAL),
    function_codes("科目"),
    name_column("科目", "功能分类科目名称"),
    spending_columns("一般公共预算支出", GENERAL_SOURCES),
)
GENERAL_BASIC = CodedTable(
    Form("general_basic", "表 6", "一般公共预算基本支出情况表", NO_BASIC),
    codes("科目", "经济分类科目编码", levels=LEVELS[:2], width=1.5),
    name_column("科目", "经济分类科目名称"),
    basic_columns("一般公共预算基本支出"),
    economic=True,
)
GENERAL_PROJECTS = CodedTable(
    Form("general_projects", "表 7", PROJECT_TABLE, NO_PROJECTS, wide=True),
    codes("科目编码", levels=LEVELS, width=0.7),
    name_column("功能分类科目名称", width=4.0),
    project_columns("项目支出合计", GENERAL_SOURCES, goods="商品服务支出"),
    project=Column(("项目名称",), ColumnKind.TEXT, 4.0),
)
FUND_EXPENDITURE = CodedTable(
    Form("fund_expenditure", "表 8", FUND_TABLE, NO_FUND),
    function_codes("科目"),
    name_column("科目", "功能分类科目名称"),
    split_spending_columns("政府性基金预算支出", FUND_SOURCES),
)
SOE_EXPENDITURE = CodedTable(
    Form("soe_expenditure", "表 9", SOE_TABLE, NO_SOE),
    function_codes("科目"),
    name_column("科目", "功能分类科目名称"),
    split_spending_columns("国有资本经营预算支出", SOE_SOURCES),
)
OFFICIAL_EXPENSES = ItemTable(
    Form("official_expenses", "表 10", "财政拨款“三公”经费支出情况表", NO_OFFICIAL),
    Column(("“三公”经费支出内容",), ColumnKind.NAME, 4.0),
    official_columns("资金来源"),
    OFFICIAL_ITEMS,
)
CARRY_OVER = CarryOverTable(
    Form("carry_over", "表 11", CARRY_OVER_TABLE, NO_CARRY_OVER, wide=True),
    Column(("项目名称",), ColumnKind.NAME, 4.0),
    (
        Amount(("总计",), Selection(sources=CARRY_SOURCES)),
        *carried_columns("财政拨款", CARRY_FISCAL_SOURCES),
        *carried_columns("非财政拨款", CARRY_OTHER_SOURCES),
    ),
    CARRY_SOURCES,
)

TABLES = (
    UNIT_SUMMARY,
    UNIT_INCOME,
    UNIT_EXPENDITURE,
    FISCAL_SUMMARY,
    GENERAL_EXPENDITURE,
    GENERAL_BASIC,
    GENERAL_PROJECTS,
    FUND_EXPENDITURE,
    SOE_EXPENDITURE,
    OFFICIAL_EXPENSES,
    CARRY_OVER,
)

# ------------------------------------------------------------------------------------------------ narrative


def section(number: str, subject: str) -> Title:
    """The heading of a section: 二、关于…2024年收入预算情况说明."""
    return Title(1, f"{number}、关于{{unit}}{{year}}年{subject}")


def has(selection: Selection, topic: str = "") -> Condition:
    """Whether a selection has money, or a topic is compared."""
    return lambda scene: bool(scene.facts.total(selection)) or topic in scene.comparisons


def income_change(topic: str, name: str, sources: frozenset[Source], absent: str | None = None) -> Statement:
    """One source of income: amount, share, change and cause."""
    return compared_sentence(topic, name, STYLE, selection=income(sources), whole=income(), absent=absent)


def only_general(scene: Scene) -> bool:
    """Whether every appropriation is the general budget's."""
    others = income(FUND_SOURCES | SOE_SOURCES)
    return not scene.facts.total(others) and bool(scene.facts.total(income(GENERAL_SOURCES)))


PROFILE: tuple[Statement, ...] = (
    Title(1, "一、主要职能"),
    Entered(lambda scene: scene.filing.profile.duties if scene.filing.profile else ()),
    Title(1, "二、机构设置及人员情况"),
    Choice(
        lambda scene: bool(scene.filing.profile and scene.filing.profile.organization),
        (Entered(lambda scene: [scene.filing.profile.organization] if scene.filing.profile else []),),
        (
            Sentence(
                "profile.organization",
                "{unit}{subordinates}，下设{number}个处室，分别是：{offices}。",
                {
                    "subordinates": subordinates,
                    "number": lambda scene: Figure(str(len(offices(scene)))),
                    "offices": lambda scene: Figure("、".join(offices(scene)) or scene.fill("{unit}无下设处室")),
                },
            ),
        ),
    ),
    Sentence("profile.staffing", "{unit}{staffing}。", {"staffing": staffing}, optional=("staffing",)),
)

OVERVIEW: tuple[Statement, ...] = (
    section("一", "收支预算情况总体说明"),
    Sentence(
        "overview.total",
        "按照全口径预算的原则，{unit}{year}年所有收入和支出均纳入单位预算管理。收支总预算{total}万元。",
        {"total": amount(income())},
    ),
    Sentence("overview.income", "收入预算包括：{kinds}。", {"kinds": income_kinds(figures=False)}, optional=("kinds",)),
    Sentence(
        "overview.expenditure",
        "支出预算包括：{kinds}。",
        {"kinds": spending_classes(figures=False)},
        optional=("kinds",),
    ),
)

INCOME_SECTION: tuple[Statement, ...] = (
    section("二", "收入预算情况说明"),
    Sentence("income.total", "{unit}单位收入预算{total}万元，其中：", {"total": amount(income())}),
    income_change("income.general", "一般公共预算", together(Source.GENERAL), "一般公共预算未安排。"),
    income_change(
        "income.general_transfer",
        "上级一般公共预算安排的转移支付资金",
        together(Source.GENERAL_TRANSFER),
        "上级一般公共预算安排的转移支付资金未安排。",
    ),
    income_change("income.fund", "政府性基金预算", together(Source.FUND), "政府性基金预算未安排。"),
    income_change(
        "income.fund_transfer",
        "上级政府性基金安排的转移支付资金",
        together(Source.FUND_TRANSFER),
        "上级政府性基金安排的转移支付资金未安排。",
    ),
    income_change("income.soe", "国有资本经营预算", together(Source.SOE), "国有资本经营预算未安排。"),
    income_change(
        "income.soe_transfer",
        "上级国有资本经营预算安排的转移支付资金",
        together(Source.SOE_TRANSFER),
        "上级国有资本经营预算安排的转移支付资金未安排。",
    ),
    income_change("income.fiscal_account", "财政专户（教育收费）", together(Source.FISCAL_ACCOUNT)),
    income_change("income.own", "单位资金", OWN_SOURCES),
    income_change("income.carry_fiscal", "财政拨款结转", CARRY_FISCAL_SOURCES),
    income_change("income.carry_other", "非财政拨款结转结余", CARRY_OTHER_SOURCES),
)

EXPENDITURE_SECTION: tuple[Statement, ...] = (
    section("三", "支出预算情况说明"),
    Sentence("expenditure.total", "{unit}{year}年支出预算{total}万元，其中：", {"total": amount(spending())}),
    compared_sentence(
        "expenditure.basic",
        "基本支出",
        STYLE,
        selection=spending(None, BASIC_CATEGORIES),
        whole=spending(),
        absent="基本支出未安排。",
    ),
    compared_sentence(
        "expenditure.project",
        "项目支出",
        STYLE,
        selection=spending(None, PROJECT),
        whole=spending(),
        absent="项目支出未安排。",
    ),
)


def budget_purposes(key: str, name: str, budget: str) -> Sentence:
    """``一般公共预算支出包括：…，主要用于…；….`` of one budget."""
    listed = purposes(budget, "主要用于")
    return Sentence(key, f"{name}支出包括：{{listed}}。", {"listed": listed}, optional=("listed",))


FISCAL_SECTION: tuple[Statement, ...] = (
    section("四", "财政拨款收支预算情况的总体说明"),
    Sentence(
        "fiscal.total", "{unit}{year}年财政拨款收支总预算{total}万元。", {"total": amount(income(FISCAL_SOURCES))}
    ),
    Sentence(
        "fiscal.only_general",
        "收入全部为一般公共预算拨款，无政府性基金预算拨款和国有资本经营预算。",
        when=only_general,
    ),
    Sentence("fiscal.income", "收入预算包括：{kinds}。", {"kinds": appropriations()}, optional=("kinds",)),
    budget_purposes("fiscal.general", "一般公共预算", "general"),
    budget_purposes("fiscal.fund", "政府性基金预算", "fund"),
    budget_purposes("fiscal.soe", "国有资本经营预算", "soe"),
)


def general_change(topic: str, name: str, selection: Selection) -> Statement:
    """基本支出 or 项目支出 of the general budget, with its change."""
    return compared_sentence(topic, name, STYLE, selection=selection, absent=f"{name}未安排。", pause="。")


GENERAL_SECTION: tuple[Statement, ...] = (
    section("五", "一般公共预算当年拨款情况说明"),
    Choice(
        lambda scene: has(spending(GENERAL_SOURCES))(scene) or bool(list(functions("general")(scene))),
        (
            Title(2, "（一）一般公共预算当年拨款规模变化情况"),
            Sentence(
                "general.total",
                "{unit}{year}年一般公共预算拨款合计{total}万元，其中：",
                {"total": amount(spending(GENERAL_SOURCES))},
            ),
            general_change("general.basic", "基本支出", spending(GENERAL_SOURCES, BASIC_CATEGORIES)),
            general_change("general.project", "项目支出", spending(GENERAL_SOURCES, PROJECT)),
            Title(2, "（二）一般公共预算当年拨款结构情况"),
            Each(classes("general"), class_shares("general", MARK)),
            Title(2, "（三）一般公共预算当年拨款具体使用情况"),
            Each(functions("general"), function_changes("general", MARK, STYLE, "。")),
        ),
        (Sentence("general.none", NO_GENERAL.replace("{title}", GENERAL_TABLE)),),
    ),
)

BASIC_SECTION: tuple[Statement, ...] = (
    section("六", "一般公共预算基本支出情况说明"),
    Sentence(
        "basic.total",
        "{unit}{year}年一般公共预算基本支出{total}万元，其中：",
        {"total": amount(Selection(BASIC))},
    ),
    Sentence(
        "basic.personnel",
        "人员经费{total}万元{names}。",
        {
            "total": amount(Selection(BASIC, categories=PERSONNEL)),
            "names": prefixed("，主要包括：", economic_names(PERSONNEL)),
        },
    ),
    Sentence(
        "basic.public",
        "公用经费{total}万元{names}。",
        {
            "total": amount(Selection(BASIC, categories=PUBLIC)),
            "names": prefixed("，主要包括：", economic_names(PUBLIC)),
        },
    ),
)

PROJECT_SECTION: tuple[Statement, ...] = (
    section("七", "一般公共预算项目支出情况说明"),
    Choice(
        has(spending(GENERAL_SOURCES, PROJECT)),
        (Each(explained_projects, project_explanation),),
        (Sentence("project.none", NO_PROJECTS.replace("{title}", PROJECT_TABLE)),),
    ),
)


def budget_section(number: str, name: str, budget: str, sources: frozenset[Source], none: str) -> tuple[Statement, ...]:
    """政府性基金 or 国有资本经营: its total with its change, then each 项 with its purpose."""
    return (
        section(number, f"{name}拨款情况说明"),
        Choice(
            has(spending(sources), f"{budget}.total"),
            (
                compared_sentence(f"{budget}.total", f"{{unit}}{{year}}年{name}支出", STYLE),
                Each(functions(budget), function_changes(budget, MARK, STYLE, "，", use="主要用于")),
            ),
            (Sentence(f"{budget}.none", none),),
        ),
    )


OFFICIAL_ORDER = (
    OfficialItem.OVERSEAS,
    OfficialItem.VEHICLE_PURCHASE,
    OfficialItem.VEHICLE_OPERATION,
    OfficialItem.HOSPITALITY,
)


def official_amounts(scene: Scene) -> Figure:
    """因公出国（境）费0.00万元，公务用车购置费…."""
    figures = ((item.label, topic_amount(f"official.{item}")(scene)) for item in OFFICIAL_ORDER)
    return joined((Figure(f"{name}{one.text}万元", one.places) for name, one in figures), "，")


def official_changes(scene: Scene) -> Figure:
    """因公出国（境）费增加0.00万元，增长0.00%，主要原因是…；…."""
    return joined((official_change(scene, item) for item in OFFICIAL_ORDER), "；")


def official_change(scene: Scene, item: OfficialItem) -> Figure:
    """The change of one item and its cause."""
    topic = f"official.{item}"
    change = ChangeStyle(lead=item.label).phrase(topic)(scene)
    return joined([change, cause(topic)(scene)], "，") if change.text else Figure("")


OFFICIAL_SECTION: tuple[Statement, ...] = (
    section("十", "财政拨款“三公”经费预算情况说明"),
    Sentence(
        "official.amounts",
        "{unit}{year}年财政拨款“三公”经费预算数为{total}万元，其中：{items}。",
        {"total": amount(Selection(OFFICIAL)), "items": official_amounts},
    ),
    Sentence(
        "official.changes",
        "{year}年财政拨款“三公”经费预算{change}{items}。",
        {"change": STYLE.phrase("official.total"), "items": prefixed("，其中：", official_changes)},
        optional=("change",),
    ),
)

CARRY_OVER_SECTION: tuple[Statement, ...] = (
    section("十一", "上年结转结余预算情况说明"),
    Choice(
        has(spending(CARRY_SOURCES)),
        (
            Sentence(
                "carry_over.total",
                "{unit}{year}年上年结转结余预算安排的支出{total}万元，其中：财政拨款结转{fiscal}万元，"
                "非财政拨款结转结余{other}万元。",
                {
                    "total": amount(spending(CARRY_SOURCES)),
                    "fiscal": amount(spending(CARRY_FISCAL_SOURCES)),
                    "other": amount(spending(CARRY_OTHER_SOURCES)),
                },
            ),
        ),
        (Sentence("carry_over.none", NO_CARRY_OVER.replace("{title}", CARRY_OVER_TABLE)),),
    ),
)

OPERATING: tuple[Statement, ...] = (
    Title(2, "（一）单位运行经费情况"),
    compared_sentence("operating", "{unit}{year}年的机关运行经费财政拨款预算", STYLE, pause="。"),
)


def entered(name: str) -> Condition:
    """Whether the unit has filled in a record."""
    return lambda scene: getattr(scene.filing, name) is not None


PROCUREMENT: tuple[Statement, ...] = (
    Title(2, "（二）政府采购情况"),
    Sentence(
        "procurement.total",
        "{year}年，{unit}政府采购预算{total}万元，其中：政府采购货物预算{goods}万元，政府采购工程预算{works}万元，"
        "政府采购服务预算{services}万元。",
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
        "{year}年，{unit}面向中小企业预留政府采购项目预算金额{sme}万元，小微企业预留政府采购项目预算金额{micro}万元。",
        {
            "sme": member_amount("procurement.reserved_sme"),
            "micro": member_amount("procurement.reserved_micro"),
        },
        when=entered("procurement"),
    ),
)


def of_assets(key: str, template: str, amounts: Sequence[str] = (), counts: Sequence[str] = ()) -> Sentence:
    """A sentence on assets; the names of its figures are the members of ``assets``."""
    figures = {name: member_amount(f"assets.{name}") for name in amounts}
    numbers = {name: member_text(f"assets.{name}") for name in counts}
    return Sentence(f"assets.{key}", template, {**figures, **numbers}, when=entered("assets"))


ASSETS: tuple[Statement, ...] = (
    Title(2, "（三）国有资产占用使用情况"),
    Sentence(
        "assets.as_of",
        "截至{as_of}，{unit}占用使用国有资产总体情况为",
        {"as_of": as_of},
        when=entered("assets"),
    ),
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
    of_assets(
        "equipment",
        "单位价值50万元以上大型设备{equipment_500k}台，单位价值100万元以上大型设备{equipment_1m}台。",
        counts=("equipment_500k", "equipment_1m"),
    ),
    Sentence(
        "assets.planned",
        "{year}年单位预算{vehicles}，安排购置50万元以上大型设备{large}台，单位价值100万元以上大型设备{largest}台。",
        {
            "vehicles": planned_vehicles,
            "large": member_text("assets.planned_equipment_500k"),
            "largest": member_text("assets.planned_equipment_1m"),
        },
        when=entered("assets"),
    ),
)


def by_name(projects: Sequence[Project]) -> Sequence[Project]:
    """The form of 2024 lists the targets of the projects by name."""
    return sorted(projects, key=lambda project: project.name)


FUNDS = ("unit_performance.funds.superior", "unit_performance.funds.local", "unit_performance.funds.other")
PERFORMANCE: tuple[Statement, ...] = (
    Title(2, "（四）预算绩效情况"),
    Sentence(
        "performance.counted",
        "{year}年，本单位预算绩效管理整体预算绩效目标{units}个，涉及金额{funds}万元；当年财政拨款项目{fiscal}个，"
        "涉及预算金额{fiscal_amount}万元；当年非财政拨款项目{other}个，涉及预算金额{other_amount}万元。{tables}",
        {
            "units": lambda scene: Figure("1" if scene.filing.unit_performance else "0"),
            "funds": member_amount(*FUNDS),
            "fiscal": targets_counted(fiscal=True, count=True),
            "fiscal_amount": targets_counted(fiscal=True, count=False),
            "other": targets_counted(fiscal=False, count=True),
            "other_amount": targets_counted(fiscal=False, count=False),
            "tables": lambda scene: Figure("具体情况见下表（按项目分别填报）：" if has_targets(scene) else ""),
        },
    ),
    UnitTargets(
        "单位整体绩效目标表\n（{year}年）",
        (
            level(1, "一级指标", 1.4, merged=False),
            level(2, "二级指标", 1.4, merged=False),
            level(3, "三级指标", 3.0, merged=False),
            IndicatorColumn("指标值", target_text, 1.2),
            IndicatorColumn("指标设定依据", member("basis"), 2.4),
            IndicatorColumn("分值权重", member("weight"), 1.4),
        ),
    ),
    ProjectTargets(
        "项目支出绩效目标表\n（{year}年）",
        (
            level(1, "一级指标", 1.64),
            level(2, "二级指标", 1.64),
            level(3, "三级指标", 2.66, merged=False),
            IndicatorColumn("指标值", target_text, 1.72),
            IndicatorColumn("指标值设置依据", member("basis"), 1.64),
            IndicatorColumn("上年完成值", member("prior"), 1.64),
            IndicatorColumn("指标分值权重", member("weight"), 1.2),
            IndicatorColumn("指标赋分规则", member("scoring"), 1.64),
            IndicatorColumn("佐证资料", member("evidence"), 1.82),
        ),
        by_name,
    ),
)


def has_targets(scene: Scene) -> bool:
    """Whether any performance table follows."""
    return scene.filing.unit_performance is not None or any(one.performance for one in scene.filing.projects)


OTHER_NOTES: tuple[Statement, ...] = (
    Title(2, "（五）其他需说明的事项"),
    Entered(lambda scene: [scene.filing.other_notes or "本单位无其他需说明事项。"]),
)

NARRATIVE: tuple[Statement, ...] = (
    *OVERVIEW,
    *INCOME_SECTION,
    *EXPENDITURE_SECTION,
    *FISCAL_SECTION,
    *GENERAL_SECTION,
    *BASIC_SECTION,
    *PROJECT_SECTION,
    *budget_section("八", "政府性基金预算", "fund", FUND_SOURCES, NO_FUND.replace("{title}", FUND_TABLE)),
    *budget_section("九", "国有资本经营预算", "soe", SOE_SOURCES, NO_SOE.replace("{title}", SOE_TABLE)),
    *OFFICIAL_SECTION,
    *CARRY_OVER_SECTION,
    Title(1, "十二、其他重要事项的情况说明"),
    *OPERATING,
    *PROCUREMENT,
    *ASSETS,
    *PERFORMANCE,
    *OTHER_NOTES,
)

# ------------------------------------------------------------------------------------------------ glossary

GLOSSARY = (
    GlossaryEntry(term="财政拨款", definition="指由一般公共预算、政府性基金预算、国有资本经营预算安排的财政拨款数。"),
    GlossaryEntry(term="一般公共预算", definition="包括公共财政拨款（补助）资金、专项收入。"),
    GlossaryEntry(term="财政专户管理资金", definition="包括专户管理行政事业性收费（主要是教育收费）、其他非税收入。"),
    GlossaryEntry(term="其他资金", definition="包括事业收入、事业经营收入、其他收入等。"),
    GlossaryEntry(
        term="基本支出",
        definition="包括人员经费、公用经费（定额）。其中，人员经费包括工资福利支出、对个人和家庭的补助。",
    ),
    GlossaryEntry(
        term="项目支出",
        definition="部门（单位）支出预算的组成部分，是各部门（单位）为完成其特定的行政任务或事业发展目标，"
        "在基本支出预算之外编制的年度项目支出计划。",
    ),
    GlossaryEntry(
        term="“三公”经费",
        definition="指部门（单位）因公出国（境）费、公务用车购置及运行维护费和公务接待费，其中:因公出国（境）费反映机关和"
        "参公事业单位公务出国（境）的国际旅费、国外城市间交通费、住宿费、伙食费、培训费、公杂费等支出；公务用车购置反映"
        "基本建设支出中安排机关和参公事业单位用于公务用车购置的支出（含车辆购置税、牌照费）；公务用车运行维护费反映机关和"
        "参公事业单位按规定保留的公务用车燃料费、维修费、过桥过路费、保险费、安全奖励费用等支出；公务接待费反映机关和参公"
        "事业单位按规定开支的各类公务接待（含外宾接待）费用。",
    ),
    GlossaryEntry(
        term="机关运行经费",
        definition="指行政单位（含参照公务员法管理事业单位）的公用经费，包括办公及印刷费、邮电费、差旅费、会议费、福利费、"
        "日常维修费、专用材料及一般设备购置费、办公用房水电费、办公用房取暖费、办公用房物业管理费、公务用车运行维护费及"
        "其他费用。",
    ),
)

XINJIANG_BUDGET_2024 = Edition(
    name="xinjiang-budget-2024",
    title="新疆维吾尔自治区单位预算公开（2024年表式）",
    kind="budget",
    sources=frozenset(Source) - {Source.OWN_RESERVE},
    split_sources=FUND_SOURCES | SOE_SOURCES | CARRY_SOURCES,
    document_title="{unit}{year}年单位预算公开",
    parts=(
        PartDeclaration("第一部分 {year}年{unit}单位概况", PROFILE),
        PartDeclaration("第二部分 {year}年单位预算公开表", (Printed(TABLES),)),
        PartDeclaration("第三部分 {year}年单位预算情况说明", NARRATIVE),
    ),
    glossary_title="第四部分 名词解释",
    glossary=GLOSSARY,
)
