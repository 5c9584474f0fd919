"""A whole document for the tests of the renderers: the published figures of a unit, texts written for the tests."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from budgetportal.disclosure.document import (
    Cell,
    Column,
    ColumnKind,
    Document,
    Form,
    FormField,
    Heading,
    Paragraph,
    Part,
    Row,
    RowKind,
    Signature,
    Table,
)
from budgetportal.rendering.stamp import Stamp

UNIT = "乌鲁木齐市政务服务中心"
ORGANIZATION = f"编制单位：{UNIT}"
STAMP = Stamp(
    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    sm3="66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    version=1,
)


def each(*texts: str) -> list[str]:
    """The items of texts that have a bar between items."""
    return "|".join(texts).split("|")


CODE_LEVELS = ("类", "款", "项")
CLASSES = each(
    "201 一般公共服务支出|202 外交支出|203 国防支出|204 公共安全支出|205 教育支出",
    "206 科学技术支出|207 文化旅游体育与传媒支出|208 社会保障和就业支出|209 社会保险基金支出",
    "210 卫生健康支出|211 节能环保支出|212 城乡社区支出|213 农林水支出|214 交通运输支出",
    "215 资源勘探工业信息等支出|216 商业服务业等支出|217 金融支出|219 援助其他地区支出",
    "220 自然资源海洋气象等支出|221 住房保障支出|222 粮油物资储备支出|223 国有资本经营预算支出",
    "224 灾害防治及应急管理支出|227 预备费|229 其他支出|230 转移性支出|231 债务还本支出",
    "232 债务付息支出|233 债务发行费用支出|234 抗疫特别国债安排的支出",
)
SPENT = {"201 一般公共服务支出": "412.33", "208 社会保障和就业支出": "17.77"}
INCOME = each(
    "一、本年收入=430.10|1.一般公共预算拨款=430.10|其中：一般财力=430.10",
    "上级一般公共预算安排转移支付|2.基金预算拨款|其中：政府性基金收入|上级政府性基金安排转移支付",
    "3.国有资本经营预算拨款|其中：国有资本经营收入|上级国有资本经营预算安排转移支付",
    "4.财政专户核拨|5.单位资金|其中：事业收入|上级补助收入|附属单位上缴收入|事业单位经营收入",
    "其他收入|二、上年结转结余|1、财政拨款结转|其中：一般公共预算拨款|基金预算拨款",
    "国有资本经营预算拨款|2、非财政拨款结转结余|其中：财政专户核拨|单位资金",
)
FUNCTIONS = (
    ("", "总计", "430.10", "160.78", "269.32"),
    ("201", "一般公共服务支出", "412.33", "143.01", "269.32"),
    ("20103", "政府办公厅（室）及相关机构事务", "412.33", "143.01", "269.32"),
    ("2010350", "事业运行", "143.01", "143.01", ""),
    ("2010399", "其他政府办公厅（室）及相关机构事务支出", "269.32", "", "269.32"),
    ("208", "社会保障和就业支出", "17.77", "17.77", ""),
    ("20805", "行政事业单位养老支出", "17.77", "17.77", ""),
    ("2080502", "事业单位离退休", "0.84", "0.84", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "16.93", "16.93", ""),
)
ECONOMIC = each(
    "总计=160.78,148.22,12.56|301 工资福利支出=147.38,147.38,|301 01 基本工资=39.71,39.71,",
    "301 02 津贴补贴=9.78,9.78,|301 03 奖金=25.26,25.26,|301 07 绩效工资=31.99,31.99,",
    "301 08 机关事业单位基本养老保险缴费=16.93,16.93,|301 10 职工基本医疗保险缴费=7.43,7.43,",
    "301 11 公务员医疗补助缴费=1.80,1.80,|301 12 其他社会保障缴费=0.75,0.75,",
    "301 13 住房公积金=13.73,13.73,|302 商品和服务支出=12.56,,12.56|302 01 办公费=7.46,,7.46",
    "302 11 差旅费=0.30,,0.30|302 16 培训费=0.20,,0.20|302 28 工会经费=1.68,,1.68",
    "302 29 福利费=2.23,,2.23|302 99 其他商品和服务支出=0.69,,0.69",
    "303 对个人和家庭的补助=0.84,0.84,|303 02 退休费=0.84,0.84,",
)
INCOME_COLUMNS = (
    ("总计",),
    ("财政拨款（补助）", "财政拨款(补助)小计"),
    ("财政拨款（补助）", "一般公共预算"),
    ("财政拨款（补助）", "上级一般公共预算安排的转移支付"),
    ("财政拨款（补助）", "政府性基金预算"),
    ("财政拨款（补助）", "上级政府性基金安排的转移支付"),
    ("财政拨款（补助）", "国有资本经营预算"),
    ("财政拨款（补助）", "上级国有资本经营预算安排的转移支付"),
    ("财政专户（教育收费）",),
    ("单位资金",),
    ("财政拨款结转",),
    ("非财政拨款结转结余",),
)
PROJECT_COLUMNS = tuple(
    (label,)
    for label in each(
        "项目支出合计|工资福利支出|商品服务支出|对个人和家庭的补助|债务利息及费用支出",
        "资本性支出（基本建设）|资本性支出|对企业补助（基本建设）|对企业补助|对社会保障基金补助",
        "其他支出",
    )
)
PROJECTS = (
    ("2024年政务服务运行维护费", "249.17"),
    ("2024年全国文明城市创建复验及市级精神文明示范窗口建设项目", "20.15"),
)


def money(text: str, *places: str) -> Cell:
    return Cell(text, Decimal(text) if text else None, places)


def columns(*specification: tuple[tuple[str, ...], ColumnKind, float]) -> tuple[Column, ...]:
    return tuple(Column(path, kind, width) for path, kind, width in specification)


def code_columns(*above: str, name: tuple[str, ...], name_width: float = 5.0, levels: int = 3) -> tuple[Column, ...]:
    codes = tuple(Column((*above, level), ColumnKind.CODE, 0.8) for level in CODE_LEVELS[:levels])
    return (*codes, Column(name, ColumnKind.NAME, name_width))


def amounts(*paths: tuple[str, ...], width: float = 2.0) -> tuple[Column, ...]:
    return tuple(Column(path, ColumnKind.AMOUNT, width) for path in paths)


def code_cells(code: str, name: str, levels: int = 3) -> tuple[Cell, ...]:
    parts = [code[:3], code[3:5], code[5:7]][:levels]
    return (*map(Cell, parts), Cell(name, indent=max(0, sum(map(bool, parts)) - 1)))


def kind(code: str, whole: int) -> RowKind:
    return RowKind.LEAF if len(code) == whole else RowKind.GROUP if code else RowKind.TOTAL


def function_rows(*, width: int = 3) -> tuple[Row, ...]:
    rows = []
    for code, name, total, basic, project in FUNCTIONS:
        values = (total, basic, project) if width == 3 else (total, total, total, *[""] * (width - 3))
        rows.append(Row((*code_cells(code, name), *map(money, values)), kind(code, 7)))
    return tuple(rows)


def side_by_side() -> tuple[Row, ...]:
    left = [line.partition("=") for line in INCOME] + [("", "", "")] * (len(CLASSES) - len(INCOME))
    rows = [
        Row((Cell(name), money(amount), Cell(spent), money(SPENT.get(spent, ""))))
        for (name, _, amount), spent in zip(left, CLASSES, strict=True)
    ]
    total = Row((Cell("收入总计"), money("430.10"), Cell("支出总计"), money("430.10")), RowKind.TOTAL)
    return (*rows, total)


def fiscal_summary() -> tuple[Row, ...]:
    left = [("一、财政拨款（补助）", "430.10"), ("一般公共预算", "430.10"), ("政府性基金预算", "")]
    left += [("", "")] * (len(CLASSES) - len(left))
    rows = []
    for (name, amount), spent in zip(left, CLASSES, strict=True):
        figure = money(SPENT.get(spent, ""))
        rows.append(Row((Cell(name), money(amount), Cell(spent), figure, figure, Cell(), Cell())))
    total = (Cell("收入总计"), money("430.10"), Cell("支出总计"), money("430.10"), money("430.10"), Cell(), Cell())
    return (*rows, Row(total, RowKind.TOTAL))


def economic_rows() -> tuple[Row, ...]:
    rows = []
    for line in ECONOMIC:
        label, _, values = line.partition("=")
        *codes, name = label.split(" ")
        code = "".join(codes)
        rows.append(Row((*code_cells(code, name, 2), *map(money, values.split(","))), kind(code, 5)))
    return tuple(rows)


def project_rows() -> tuple[Row, ...]:
    def row(code: str, name: str, project: str, amount: str) -> Row:
        figures = [amount, "", amount, *[""] * 8]
        return Row((*code_cells(code, name), Cell(project), *map(money, figures)), kind(code, 7))

    groups = [row("", "总计", "", "269.32"), row("201", "一般公共服务支出", "", "269.32")]
    groups.append(row("20103", "政府办公厅（室）及相关机构事务", "", "269.32"))
    leaf = "其他政府办公厅（室）及相关机构事务支出"
    return (*groups, *(row("2010399", leaf, project, amount) for project, amount in PROJECTS))


def empty_note(title: str, what: str) -> str:
    return f"{UNIT}2024年没有{what}，{title}为空表。"


def table(key: str, number: int, title: str, heads: tuple[Column, ...], rows: tuple[Row, ...], **more: object) -> Table:
    return Table(key, title, heads, rows, f"表 {number}", ORGANIZATION, "万元", **more)  # type: ignore[arg-type]


def spending_columns(head: str, *, split: bool = False) -> tuple[Column, ...]:
    codes = code_columns("科目", "功能分类科目编码", name=("科目", "功能分类科目名称"), name_width=6.0)
    if not split:
        return (*codes, *amounts((head, "合计"), (head, "基本支出"), (head, "项目支出")))
    basic = ((head, "基本支出", "人员经费"), (head, "基本支出", "公用经费"))
    return (*codes, *amounts((head, "合计"), *basic, (head, "项目支出")))


def budget_tables() -> tuple[Table, ...]:
    text, amount = ColumnKind.NAME, ColumnKind.AMOUNT
    summary = columns(
        (("收入", "项目"), text, 4), (("收入", "预算数"), amount, 2),
        (("支出", "支出功能分类"), text, 4), (("支出", "预算数"), amount, 2),
    )  # fmt: skip
    fiscal = columns(
        (("财政拨款收入", "项目"), text, 3.4), (("财政拨款收入", "合计"), amount, 1.8),
        (("财政拨款支出", "支出功能分类"), text, 4.2), (("财政拨款支出", "合计"), amount, 1.8),
        (("财政拨款支出", "一般公共预算"), amount, 1.8), (("财政拨款支出", "政府性基金预算"), amount, 1.8),
        (("财政拨款支出", "国有资本经营预算"), amount, 1.8),
    )  # fmt: skip
    income = (*code_columns("功能分类科目编码", name=("功能分类科目名称",)), *amounts(*INCOME_COLUMNS))
    economic = code_columns("科目", "经济分类科目编码", name=("科目", "经济分类科目名称"), levels=2, name_width=6.0)
    basic = amounts(*((("一般公共预算基本支出", label)) for label in ("合计", "人员经费", "公用经费")))
    projects = (
        *code_columns("科目编码", name=("功能分类科目名称",), name_width=4.0),
        Column(("项目名称",), ColumnKind.TEXT, 4.0),
        *amounts(*PROJECT_COLUMNS, width=1.7),
    )
    official = (
        Column(("“三公”经费支出内容",), text, 5.0),
        *amounts(("合计",), *(("资金来源", label) for label in ("一般公共预算", "政府性基金", "国有资本经营预算"))),
    )
    blanks = [Cell()] * 4
    items = each("合计|因公出国（境）费|公务接待费", "公务用车购置及运行费（小计）|其中：公务用车购置费|公务用车运行费")
    carried = tuple(
        (head, *path)
        for head in ("财政拨款", "非财政拨款")
        for path in (("合计",), ("基本支出", "人员经费"), ("基本支出", "公用经费"), ("项目支出",))
    )
    carry = (Column(("项目名称",), text, 5.0), *amounts(("总计",), *carried))
    fund, soe = "政府性基金预算支出情况表", "国有资本经营预算支出情况表"
    official_title, carry_title = "财政拨款“三公”经费支出情况表", "上年结转结余情况明细表"
    return (
        table("unit_summary", 1, "单位收支总体情况表", summary, side_by_side()),
        table("unit_income", 2, "单位收入总体情况表", income, function_rows(width=12), numbered=True, wide=True),
        table("unit_expenditure", 3, "单位支出总体情况表", spending_columns("支出预算"), function_rows(),
              numbered=True),
        table("fiscal_summary", 4, "财政拨款收支预算总体情况表", fiscal, fiscal_summary()),
        table("general_expenditure", 5, "一般公共预算支出情况表", spending_columns("一般公共预算支出"),
              function_rows(), numbered=True),
        table("general_basic", 6, "一般公共预算基本支出情况表", (*economic, *basic), economic_rows(), numbered=True),
        table("general_projects", 7, "一般公共预算项目支出情况表", projects, project_rows(), numbered=True, wide=True),
        table("fund_expenditure", 8, fund, spending_columns("政府性基金预算支出", split=True), (), numbered=True,
              note=empty_note(fund, "使用政府性基金预算拨款安排的支出")),
        table("soe_expenditure", 9, soe, spending_columns("国有资本经营预算支出", split=True), (), numbered=True,
              note=empty_note(soe, "使用国有资本经营预算拨款安排的支出")),
        table("official_expenses", 10, official_title, official,
              tuple(Row((Cell(item), *blanks), RowKind.TOTAL if item == "合计" else RowKind.LEAF) for item in items),
              numbered=True, note=empty_note(official_title, "使用财政拨款安排“三公”经费支出")),
        table("carry_over", 11, carry_title, carry, (), numbered=True, wide=True,
              note=empty_note(carry_title, "上年结转结余预算安排的支出")),
    )  # fmt: skip


def field(value: str, *labels: str, kind: ColumnKind = ColumnKind.TEXT) -> FormField:
    return FormField(labels, money(value) if kind is ColumnKind.AMOUNT else Cell(value), kind)


def indicator_table(key: str, labels: Sequence[str], rows: tuple[tuple[str, ...], ...]) -> Table:
    heads = tuple(Column((label,), ColumnKind.TEXT, 3.0 if label == "三级指标" else 1.6) for label in labels)
    return Table(key, "绩效指标", heads, tuple(Row(tuple(indicator_cells(rows, n))) for n in range(len(rows))))


def indicator_cells(rows: Sequence[tuple[str, ...]], n: int) -> Iterator[Cell]:
    """A level (the first two columns) that repeats the row above is one cell with it."""
    for column, text in enumerate(rows[n]):
        repeated = n > 0 and column < 2 and rows[n - 1][: column + 1] == rows[n][: column + 1]
        yield Cell(continues=text) if repeated else Cell(text)


def performance() -> tuple[Form | Table, ...]:
    amount = ColumnKind.AMOUNT
    whole = Form(
        "unit_performance",
        "单位整体绩效目标表\n（2024年）",
        (
            (field(UNIT, "单位名称（盖章）"),),
            (field("综合科", "单位联系人"), field("0991-0000000", "联系电话")),
            (field("单位主要职责：统筹窗口服务，受理办事群众的申请和咨询，督促各部门按期办结。" * 6, "年度绩效目标"),),
            (field("资金总额（万元）", "年度预算（万元）", "资金来源"),),
            (field("0.00", "年度预算（万元）", "财政资金（万元）", "上级安排", kind=amount),),
            (field("269.32", "年度预算（万元）", "财政资金（万元）", "本级安排", kind=amount),),
            (field("0.00", "年度预算（万元）", "其他资金（万元）", "其他", kind=amount),),
        ),
    )
    basis = "市级政务服务事项清单和年度工作安排"
    whole_rows = (
        ("履职效能", "质量指标", "便民用品验收合格率", ">=95%", basis, "30"),
        ("履职效能", "时效指标", "办事指南更新及时率", ">=95%", basis, "30"),
        ("满意度", "服务对象满意度", "群众满意度", ">=90%", basis, "30"),
    )
    whole_labels = ("一级指标", "二级指标", "三级指标", "指标值", "指标设定依据", "分值权重")
    project = Form(
        "project_performance",
        "项目支出绩效目标表\n（2024年）",
        (
            (field(UNIT, "预算单位"),),
            (field(PROJECTS[0][0], "项目名称"), field("综合科", "项目负责人")),
            (field("249.17", "项目资金（万元）", "年度预算总额", kind=amount),),
            (
                field("249.17", "项目资金（万元）", "其中：财政拨款", kind=amount),
                field("0.00", "项目资金（万元）", "其他资金", kind=amount),
            ),
            (
                field(
                    "保障大厅日常运转：采购办公用品，支付聘用人员劳务费和咨询电话费，维护信息化设备。" * 3,
                    "项目总体目标",
                ),
            ),
        ),
    )
    labels = each("一级指标|二级指标|三级指标|指标值|指标值设置依据", "上年完成值|指标分值权重|指标赋分规则|佐证资料")
    rule, proof = "按照完成比例赋分", "工作资料，原始凭证"
    project_rows = (
        ("产出指标", "数量指标", "引导员数量", "<=34人", "历史标准", "34人", "13.33", rule, proof),
        ("产出指标", "数量指标", "固定电话数量（个）", "95", "计划标准", "", "13.33", rule, proof),
        ("产出指标", "质量指标", "固定电话正常使用率", ">=95%", "计划标准", "", "13.34", rule, proof),
        ("成本指标", "经济成本指标", "聘用人员经费", "<=229.49万元", "历史标准", "229.49万元", "10", rule, proof),
        ("成本指标", "经济成本指标", "办公费", "<=8.48万元", "历史标准", "15万元", "10", rule, proof),
        ("效益指标", "社会效益指标", "办事便利程度", "有效提升", "历史标准", "有效提升", "30", "按评判等级赋分", proof),
    )
    return (
        whole, indicator_table("unit_performance_indicators", whole_labels, whole_rows),
        project, indicator_table("project_performance_indicators", labels, project_rows),
    )  # fmt: skip


def narrative() -> tuple[Heading | Paragraph | Form | Table, ...]:
    reason = "主要原因是本年新增在职人员一名，工资福利支出和公用经费相应增加"
    return (
        Heading(1, f"一、关于{UNIT}2024年收支预算情况总体说明"),
        Paragraph(f"按照全口径预算的原则，{UNIT}2024年所有收入和支出均纳入单位预算管理。收支总预算430.10万元。"),
        Paragraph("收入预算包括：一般公共预算。"),
        Paragraph("支出预算包括：一般公共服务支出、社会保障和就业支出。"),
        Heading(1, f"二、关于{UNIT}2024年收入预算情况说明"),
        Paragraph(f"{UNIT}单位收入预算430.10万元，其中："),
        Paragraph(f"一般公共预算430.10万元，占100.00%，比上年预算增加11.66万元，增长2.79%，{reason}。"),
        Paragraph("政府性基金预算0.00万元，占0.00%，比上年预算增加0.00万元，增长0.00%，主要原因是本年和上年均未安排。"),
        Heading(1, f"三、关于{UNIT}2024年支出预算情况说明"),
        Paragraph(f"基本支出160.78万元，占37.38%，比上年预算增加25.83万元，增长19.14%，{reason}。"),
        Paragraph("项目支出269.32万元，占62.62%，比上年预算减少14.17万元，下降5.00%，主要原因是压缩一般性项目支出。"),
        Heading(1, f"四、关于{UNIT}2024年一般公共预算当年拨款情况说明"),
        Heading(2, "（一）一般公共预算当年拨款规模变化情况"),
        Paragraph(
            f"一般公共预算拨款合计430.10万元。基本支出160.78万元，比上年预算增加25.83万元，增长19.14%，{reason}。"
        ),
        Heading(2, "（二）一般公共预算当年拨款结构情况"),
        Paragraph("1、一般公共服务支出（类）412.33万元，占95.87%。"),
        Paragraph("2、社会保障和就业支出（类）17.77万元，占4.13%。"),
        Heading(1, "五、其他重要事项的情况说明"),
        Heading(2, "（一）预算绩效情况"),
        Paragraph("2024年，本单位设整体绩效目标1个，涉及金额269.32万元；项目绩效目标1个。具体情况见下表："),
        *performance(),
        Heading(2, "（二）其他需说明的事项"),
        Paragraph("本单位无其他需说明事项。"),
    )


def document() -> Document:
    duties = "负责市级政务服务大厅的日常管理，组织窗口工作人员培训和考核，受理群众投诉，维护政务服务信息系统。"
    return Document(
        title=f"{UNIT}2024年单位预算公开",
        unit=UNIT,
        fiscal_year=2024,
        edition="xinjiang-budget-2024",
        issued_on=date(2024, 2, 22),
        parts=(
            Part(
                f"第一部分 2024年{UNIT}单位概况",
                (
                    Heading(1, "一、主要职能"),
                    Paragraph(duties * 4),
                    Heading(1, "二、机构设置及人员情况"),
                    Paragraph(f"{UNIT}无下属预算单位，下设0个处室。"),
                    Paragraph(
                        f"{UNIT}编制数11，实有人数11人，其中：在职10人，增加1人；退休1人，增加0人；离休0人，增加0人。"
                    ),
                ),
            ),
            Part("第二部分 2024年单位预算公开表", budget_tables()),
            Part("第三部分 2024年单位预算情况说明", narrative()),
            Part(
                "第四部分 名词解释",
                (
                    Paragraph("一、财政拨款：由一般公共预算、政府性基金预算和国有资本经营预算安排的拨款。"),
                    Paragraph("二、基本支出：为保障机构正常运转而发生的人员经费和公用经费。"),
                    Paragraph("三、项目支出：在基本支出之外，为完成特定任务安排的支出。" * 4),
                    Signature(f"{UNIT}\n2024年2月22日"),
                ),
            ),
        ),
    )
