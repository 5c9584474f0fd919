"""A paragraph in the unit's own words says no other figure than the generated one (contract, ``wording``)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.narration import Draft
from budgetportal.disclosure.narration.figures import figures, strangers


@rule("W12", Severity.WARNING, "改写段落的数字与表中的数字一致", "填报契约 wording；自有规则")
def figures_of_own_words(case: Case) -> Iterator[Fault]:
    """Each figure of a replaced paragraph stands in the generated one."""
    if not case.budget.wording:
        raise NothingToCheck("没有改写的段落")
    for passage in Draft(case.entered, case.last).narrative().replaced:
        if other := strangers(passage.own or "", passage.generated):
            here = "、".join(dict.fromkeys(one.text for one in figures(passage.generated))) or "（没有数字）"
            said = "、".join(other)
            message = f"改写的段落写了 {said}，按表中数字生成的文字写的是 {here}；改成表中的数字，或说明来源"
            yield Fault(f"wording.{passage.key}", message, here, said)


RULES = (figures_of_own_words,)
