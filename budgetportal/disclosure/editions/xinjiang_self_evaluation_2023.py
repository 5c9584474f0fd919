"""Xinjiang, self-evaluation of the whole unit (部门整体支出绩效自评报告), the form of 2023: six parts and a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.editions.edition import Edition, PartDeclaration
from budgetportal.disclosure.editions.evaluation_indicators import indicator_statements, indicators
from budgetportal.disclosure.editions.evaluation_projects import level_sentence, levels, project_count, project_sum
from budgetportal.disclosure.editions.evaluation_scores import bare, execution, grade, total_score
from budgetportal.disclosure.editions.evaluation_table import ScoreTable
from budgetportal.disclosure.editions.evaluation_unit import adjustment, adjustment_rate, establishment, execution_rate
from budgetportal.disclosure.editions.xinjiang_profile import OFFICES_LISTED
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentence_parts import member, member_amount, member_text, prefixed
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import (
    SIGNED_WHERE_DATED,
    Choice,
    Condition,
    Each,
    Entered,
    Glossary,
    Statement,
    Title,
)
from budgetportal.disclosure.terms import DisclosureKind


def entered(path: str) -> Entered:
    """A text or texts of the filing as they stand."""

    def read(scene: Scene) -> Iterable[str | None]:
        value = member(scene.filing, path)
        return value if isinstance(value, tuple) else (value,)

    return Entered(read)


def numbered(path: str) -> Entered:
    """Texts of the filing with the numbers that the form gives them: 1.…"""
    return Entered(lambda scene: [f"{n}.{text}" for n, text in enumerate(member(scene.filing, path) or (), 1)])


def has(path: str) -> Condition:
    """Whether the unit has filled in a record or list."""
    return lambda scene: bool(member(scene.filing, path))


def of_budget(key: str, template: str, **parts: Callable[[Scene], Figure]) -> Sentence:
    """A sentence on the budget; ``{initial}`` and the like are its members."""
    names = ("initial", "initial_basic", "initial_project", "final", "spent", "basic_final")
    more = ("basic_personnel", "basic_public", "basic_spent", "project_spent")
    amounts = {name: member_amount(f"budget.{name}") for name in (*names, *more)}
    return Sentence(key, template, {**amounts, **parts}, when=has("budget"))


def has_units(scene: Scene) -> bool:
    """Whether the unit has entered what it consists of."""
    profile = scene.filing.profile
    return bool(profile and (profile.offices or profile.subordinate_units is not None))


def has_more(scene: Scene) -> bool:
    """Whether something follows the six parts of the form."""
    return bool(scene.filing.other_notes or scene.filing.glossary)


ORGANIZATION = Choice(
    has("profile.organization"),
    (entered("profile.organization"),),
    (Choice(has_units, OFFICES_LISTED),),
)

BASICS: tuple[Statement, ...] = (
    Title(1, "（一）部门单位基本情况"),
    Title(2, "1.部门主要职能"),
    entered("profile.duties"),
    Title(2, "2.部门机构设置及人员构成"),
    ORGANIZATION,
    Sentence("profile.staffing", "{unit}{posts}。", {"posts": establishment}, optional=("posts",)),
    Title(1, "（二）部门单位年度重点工作"),
    entered("key_work"),
    Title(1, "（三）部门单位整体预算规模及安排情况"),
    Title(2, "1.年初预算安排情况"),
    of_budget(
        "budget.initial",
        "我单位年初预算数为{initial}万元，其中：基本支出年初预算数为{initial_basic}万元、"
        "项目支出年初预算数为{initial_project}万元。",
    ),
    entered("commentary.arrangement"),
    Title(2, "2.预算调整情况"),
    of_budget(
        "budget.adjustment",
        "我单位年初批复预算数{initial}万元，{adjustment}{rate}。",
        adjustment=adjustment,
        rate=adjustment_rate,
    ),
    entered("commentary.adjustment"),
    Title(2, "3.全年预算执行情况"),
    of_budget(
        "budget.execution",
        "全年预算数为{final}万元，全年实际支出资金{spent}万元{rate}。",
        rate=execution_rate("spent", "final", "，预算执行率为"),
    ),
    entered("commentary.execution"),
    Title(2, "4.资金使用主要内容及范围"),
    of_budget(
        "budget.use",
        "我单位{year}年全年预算支出金额共计{spent}万元，其中：基本支出为{basic_spent}万元{basic_use}；"
        "项目支出{project_spent}万元{project_use}。",
        basic_use=prefixed("，主要用于", member_text("commentary.basic_use")),
        project_use=prefixed("，主要用于", member_text("commentary.project_use")),
    ),
)

MANAGEMENT: tuple[Statement, ...] = (
    Title(1, "（一）基本支出和使用情况"),
    of_budget(
        "basic.execution",
        "{year}年本单位基本支出全年预算总额{basic_final}万元，其中：人员经费{basic_personnel}万元，"
        "公用经费{basic_public}万元。实际支出{basic_spent}万元{rate}。",
        rate=execution_rate("basic_spent", "basic_final", "，基本支出预算执行率"),
    ),
    entered("commentary.basic_management"),
    Title(1, "（二）项目管理和使用情况"),
    Title(2, "1.项目管理情况"),
    Title(3, "（1）管理制度健全性"),
    entered("commentary.rules"),
    Title(3, "（2）资金使用合规性和安全性"),
    entered("commentary.compliance"),
    Title(2, "2.项目使用情况"),
    Sentence(
        "projects.total",
        "{year}年本单位共有{count}个项目，项目总金额为{budget}万元，执行金额为{spent}万元{more}",
        {
            "count": project_count(),
            "budget": project_sum("budget"),
            "spent": project_sum("spent"),
            "more": lambda scene: Figure("。其中：" if scene.evaluation.projects else "。"),
        },
        when=lambda scene: bool(scene.evaluation.budget or scene.evaluation.projects),
    ),
    Each(levels, level_sentence),
)


def execution_words(scene: Scene) -> Figure:
    """``，执行率为97.95%，得9.8分``."""
    rate, score = execution(scene)
    executed = "" if rate is None else f"，执行率为{printed(rate)}%"
    scored = "" if score is None else f"，得{bare(score)}分"
    return Figure(executed + scored, ("budget.spent", "budget.final", "execution_weight"))


ANALYSIS: tuple[Statement, ...] = (
    of_budget(
        "analysis.execution",
        "我单位{year}年全年预算金额为{final}万元，执行金额为{spent}万元{execution}。",
        execution=execution_words,
    ),
    Each(indicators, indicator_statements),
)
CONCLUSION: tuple[Statement, ...] = (
    Sentence(
        "conclusion",
        "{year}年度部门整体支出绩效自评综合得分{score}分，评价结果为“{grade}”。",
        {"score": total_score, "grade": grade},
        optional=("score",),
    ),
)
IMPROVEMENT: tuple[Statement, ...] = (
    Title(1, "（一）改进措施"),
    numbered("measures"),
    Title(1, "（二）建议"),
    numbered("suggestions"),
    Choice(has_more, (), (SIGNED_WHERE_DATED,)),
)
MORE: tuple[Statement, ...] = (
    entered("other_notes"),
    Choice(has("glossary"), (Title(1, "名词解释"), Glossary(()))),
    Choice(has_more, (SIGNED_WHERE_DATED,)),
)

XINJIANG_SELF_EVALUATION_2023 = Edition(
    name="xinjiang-self-evaluation-2023",
    title="新疆维吾尔自治区部门整体支出绩效自评报告（2023年表式）",
    kind=DisclosureKind.SELF_EVALUATION,
    document_title="{unit}{year}年度部门整体支出绩效自评报告",
    parts=(
        PartDeclaration("一、基本概况", BASICS),
        PartDeclaration("二、部门单位整体支出管理及使用情况", MANAGEMENT, flows=True),
        PartDeclaration("三、部门单位整体支出绩效分析", ANALYSIS, flows=True),
        PartDeclaration("四、评价结论", CONCLUSION, flows=True),
        PartDeclaration("五、存在的主要问题及原因分析", (numbered("problems"),), flows=True),
        PartDeclaration("六、改进措施和建议", IMPROVEMENT, flows=True),
        PartDeclaration("七、其他需说明的事项", MORE, flows=True, optional=True),
        PartDeclaration("附件", (ScoreTable("部门整体支出绩效自评表\n（{year}年度）"),), optional=True),
    ),
)
