"""What each rule looks at and what to do about it: the help beside the entry tables says it before a rule fires.

The message of a finding names both figures and the cell; here stands what is known of the rule alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budgetportal.disclosure.checks import RULES, TEXTS
from budgetportal.disclosure.checks.findings import Severity
from budgetportal.disclosure.checks.rule import Rule
from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.kinds import FILINGS
from budgetportal.disclosure.terms import DisclosureKind

Members = Mapping[DisclosureKind, tuple[str, ...]]
WRITTEN = frozenset({Kind.NAME, Kind.TEXT, Kind.LINES, Kind.TEXTS})
CODED = frozenset({Kind.FUNCTION, Kind.ECONOMIC})
# sources that an accountant has no copy of, and remarks
OF_THE_PROJECT = ("checks.md", "acceptance.md", "自有规则", "填报契约", "B41", "各地")
UNPUBLISHED = frozenset({"format", "edition"})  # members that are written and no text
DEMANDS = {
    Severity.ERROR: "改正后才能送审",
    Severity.WARNING: "改正，或写明理由后才能送审",
    Severity.HINT: "供参考，不影响送审",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """The entry members that a rule holds against each other, by kind of filing, and what to do where it fires."""

    members: Members
    advice: str


def _holding(kinds: frozenset[Kind]) -> Members:
    """The members of every kind of filing that hold such a field."""
    return {
        kind: tuple(name for name, spec in specs(filing).items() if name not in UNPUBLISHED and _holds(spec, kinds))
        for kind, filing in FILINGS.items()
    }


def _holds(spec: Spec, kinds: frozenset[Kind]) -> bool:
    inside = specs(spec.record).values() if spec.record else ()
    return spec.kind in kinds or any(_holds(below, kinds) for below in inside)


def _budget(*members: str) -> Members:
    return {DisclosureKind.BUDGET: members}


def _final(*members: str) -> Members:
    return {DisclosureKind.FINAL: members}


def _report(*members: str) -> Members:
    return {DisclosureKind.SELF_EVALUATION: members}


WORDS = _holding(WRITTEN)
CODES = {kind: (*coded, "comparisons") if coded else () for kind, coded in _holding(CODED).items()}  # topics name codes
INDICATORS = {**_budget("projects", "unit_performance"), **_final("self_evaluations"), **_report("indicators")}
SCORES = {**_final("self_evaluations"), **_report("indicators", "execution_weight")}
COMPARED = {**_budget("comparisons"), **_final("comparisons")}
STAFF = {**_budget("profile"), **_final("profile"), **_report("profile")}
FACTS = {**_budget("income", "expenditure"), **_final("income", "expenditure", "balances")}
SPENT = {**_report("budget"), **_final("expenditure")}
CHANGED = {
    **_budget("comparisons", "income", "expenditure", "official_expenses"),
    **_final("comparisons", "income", "expenditure", "official_expenses", "balances"),
}

SUBJECTS: Mapping[str, Subject] = {
    # the unit budget
    "B1": Subject(FACTS, "对照批复核对收入和支出的总数，找出多填、漏填的行"),
    "B13": Subject(FACTS, "按提示的科目和资金来源，核对收入和支出各一行的金额、科目和来源"),
    "B8": Subject(_budget("basic_by_economic"), "301、303 类是人员经费，302 类是公用经费；改经费类别或科目编码"),
    "B16": Subject(
        _budget("expenditure", "basic_by_economic"), "核对一般公共预算的人员经费、公用经费与经济分类各行的合计"
    ),
    "B17": Subject(_budget("expenditure", "projects"), "核对该科目的项目支出与其下各项目的金额、科目和资金来源"),
    "B19": Subject(
        _budget("basic_by_economic", "official_expenses"),
        "“三公”经费包括基本支出和项目支出；补足“三公”经费，或改经济分类",
    ),
    "B20": Subject(_budget("expenditure", "basic_by_economic"), "各地做法不同；核对社保、医疗、住房各科目是否填错"),
    "B23": Subject(_budget("expenditure"), "把项目支出改列一般行政管理事务等科目；确实如此的不用改"),
    "B30": Subject(_budget("projects"), "核对资金分配情况里写的各笔金额与项目金额"),
    "B30.1": Subject(_budget("projects"), "核对补贴人数、补贴标准、资金执行时间和项目金额；项目另有别的支出的不用改"),
    "B34": Subject(_budget("operating_expense", "basic_by_economic", "expenditure"), "两者相同的不填机关运行经费"),
    "B35": Subject(_budget("procurement"), "核对货物、工程、服务和两项预留的金额"),
    "B36": Subject(_budget("assets"), "核对车辆总数和各类车辆、两档设备的台数"),
    "B36.1": Subject(_budget("assets", "official_expenses"), "核对安排购置车辆经费与公务用车购置费"),
    "B37": Subject(STAFF, "核对实有、在职、退休、离休人数"),
    "B37.1": Subject(STAFF, "核对在职人数和编制数；确实超编的写明原因"),
    "B37.2": Subject(STAFF, "核对编制数和各类编制数"),
    "B38": Subject(_budget("projects"), "改绩效目标表的金额，或改项目金额"),
    "B38.1": Subject(_budget("projects", "unit_performance"), "核对各指标的分值；另有执行率 10 分的合计 90"),
    "B38.2": Subject(_budget("unit_performance", "expenditure"), "核对上级安排、本级安排、其他资金与支出总数"),
    "B38.3": Subject(_budget("projects"), "打开项目，补上绩效目标"),
    "B38.4": Subject(_budget("projects"), "核对成本指标的金额、单位和项目金额"),
    "B38.5": Subject(_budget("projects"), "补上缺的一类指标"),
    "B38.6": Subject(INDICATORS, "补上分值"),
    "B38.7": Subject(_budget("projects"), "核对哪些项目要有绩效目标表、哪些列入项目支出情况表"),
    "B40": Subject(COMPARED, "核对各科目和合计的上年数，照上年公开的表填写"),
    "B40.1": Subject(_budget("comparisons"), "核对“三公”经费各项和合计的上年数"),
    "B40.2": Subject(_budget("comparisons"), "核对各来源收入的上年数与基本支出、项目支出的上年数"),
    "B40.3": Subject(_budget("comparisons"), "核对一般公共预算收入的上年数与各科目的上年数"),
    "B41": Subject(CHANGED, "照算出的增减方向改写原因；原因里不写反方向的事"),
    "B42": Subject(CHANGED, "照上年公开的数填写；上年公开后更正过的，写明理由"),
    # changes, and what a unit says of them
    "C1": Subject(CHANGED, "写上增减原因"),
    "C2": Subject(CHANGED, "写明是什么事、涉及多少，不写“工作需要”一类的话"),
    "C3": Subject(CHANGED, "删去原因里的增减率，或照计算的改正；增减率由系统写入"),
    # final accounts
    "F1": Subject(_final("income", "expenditure", "balances"), "对照决算报表核对收入、支出、年初结转和年末结转"),
    "F4": Subject(_final("income", "expenditure", "balances"), "按提示的资金核对年初结转、收入、支出和年末结转"),
    "F5": Subject(_final("expenditure", "basic_by_economic", "basic_items"), "核对基本支出与经济分类各行的合计"),
    "F6": Subject(_final("basic_by_economic"), "301、303 类是人员经费，302 类是公用经费；改经费类别或科目编码"),
    "F7": Subject(_final("basic_by_economic", "official_expenses"), "补足“三公”经费决算数，或改经济分类"),
    "F11": Subject(
        _final("comparisons", "initial_budget", "official_expenses", "expenditure", "income"),
        "写上与预算相差的原因",
    ),
    "F12": Subject(
        _final("comparisons", "initial_budget", "official_expenses", "expenditure", "income"),
        "照算出的差异方向改写原因",
    ),
    "F14": Subject(_final("procurement"), "核对采购总额和授予中小企业、小微企业的合同金额"),
    "F15": Subject(_final("assets", "official_counts"), "核对车辆总数、各类车辆和固定资产车辆数"),
    "F15.1": Subject(
        _final("official_details", "assets", "official_counts"), "照两处车辆数改写差异说明；两处相同的不写"
    ),
    "F16": Subject(_final("official_expenses", "official_counts"), "补上团组、人次、车辆或批次数"),
    "F17": Subject(_final("performance_summary", "self_evaluations"), "核对绩效评价项目的个数、金额与自评表"),
    "F17.1": Subject(_final("self_evaluations"), "核对资金总额与财政拨款、其他资金"),
    "F17.2": Subject(_final("self_evaluations", "expenditure"), "核对自评表的执行数与项目支出"),
    "F17.3": Subject(_final("performance_summary"), "照本单位公开的绩效自评填写；由主管部门统一编报的写明理由"),
    "F18": Subject(_final("balances"), "年初数照上年公开的年末数，年末数与下年已公开的年初数核对；调整过的写明理由"),
    "F18.1": Subject(
        {**_budget("income"), **_final("balances")}, "核对预算的上年结转和上年决算的年末数；预算按预计数编列的不用改"
    ),
    # self-evaluations, and scores of either
    "S1": Subject(_report("budget"), "核对年初预算数、调整数和全年预算数"),
    "S3": Subject(_report("budget"), "核对总数和基本支出、项目支出各项"),
    "S3.1": Subject(_report("budget", "projects"), "核对支出和全年预算；确实超出的写明理由"),
    "S3.2": Subject(_report("budget", "projects"), "核对全年预算数与基本支出、各项目的预算"),
    "S4": Subject(SCORES, "删去所填的得分由系统计算，或写明理由"),
    "S4.1": Subject(SCORES, "改得分或分值"),
    "S4.2": Subject(SCORES, "文字指标和为 0 的指标由单位打分；填上得分"),
    "S5": Subject(SCORES, "核对各指标和执行率的分值"),
    "S6": Subject(SCORES, "写上偏差原因"),
    "S7": Subject(SPENT, "核对两份公开的基本支出；统计范围不同的写明理由"),
    "S7.1": Subject(
        {**_report("projects"), **_final("self_evaluations")}, "照已公开的那一份改正项目的预算或执行，或写明理由"
    ),
    "S7.2": Subject(_report("budget"), "照已公开的决算核对全年预算数和实际支出；统计范围不同的写明理由"),
    "S7.3": Subject(
        {**_report("budget"), **_final("initial_budget")}, "核对年初预算数；自评的年初预算包括其他资金的不用改"
    ),
    "S8": Subject(INDICATORS, "改指标名称，或改“不低于”“不超过”"),
    "S9": Subject(_report("projects", "budget"), "核对各项目的执行金额与项目支出"),
    "S9.1": Subject(SPENT, "核对两份公开的项目支出，漏列的项目补上；统计范围不同的写明理由"),
    # codes and texts
    "K4": Subject(CODES, "对照当年的科目书核对编码和名称"),
    "W1": Subject(WORDS, "在“增加（减少）”“[或…]”里选定一种，删去其余"),
    "W2": Subject(WORDS, "补上括号、引号里的内容，或删去"),
    "W3": Subject(WORDS, "删去重复的字词或标点"),
    "W4": Subject(WORDS, "删去居民身份证号"),
    "W5": Subject(WORDS, "删去手机号码，改写办公电话"),
    "W6": Subject(WORDS, "删去银行卡号"),
    "W7": Subject(WORDS, "改用别的说法，或写明理由"),
    "W8": Subject(WORDS, "改成本年度；确实说的是别的年度的写明理由"),
    "W9": Subject(WORDS, "照单位名称改正"),
    "W10": Subject(WORDS, "换成常用的字或符号"),
    "W12": Subject(_budget("wording"), "照表中的数字改正段落，或恢复生成的段落"),
    "W11": Subject(_budget("projects"), "照项目名称改正"),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule with what it looks at and what to do about it."""

    rule: Rule
    subject: Subject

    @property
    def demand(self) -> str:
        """What its severity asks for."""
        return DEMANDS[self.rule.severity]

    @property
    def basis(self) -> str:
        """The laws and forms that it follows from, "" where there is none but arithmetic."""
        sources = self.rule.source.split("；")
        return "；".join(source for source in sources if not source.startswith(OF_THE_PROJECT))

    @property
    def is_on_texts(self) -> bool:
        """Whether it reads whatever is written, and so concerns most tables."""
        return self.rule in TEXTS


def explained(kind: DisclosureKind) -> tuple[Explained, ...]:
    """The rules of a kind of filing, each with its subject."""
    return tuple(Explained(rule, SUBJECTS[rule.number]) for rule in RULES[kind])


def concerning(kind: DisclosureKind, members: tuple[str, ...]) -> Iterator[Explained]:
    """The rules of a kind that look at one of these members."""
    for one in explained(kind):
        if set(one.subject.members.get(kind, ())) & set(members):
            yield one
