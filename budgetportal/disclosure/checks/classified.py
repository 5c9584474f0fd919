"""Rules on classification codes (the project's own K rules).

A code that is unknown, of another level or of another year (K1 to K3) keeps a filing from being stored at all:
``soundness`` says so at its cell, under these numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure import soundness
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import rule


@rule("K4", Severity.HINT, "科目经官方文本核实", "政府收支分类科目；科目表中的核实状态")
def unverified_codes(case: Case) -> Iterator[Fault]:
    """A code that no official text backs is said to be so, once."""
    for problem in soundness.notes(case.entered):
        yield Fault(problem.place, f"{problem.message.rstrip('。')}；对照当年的科目书核对编码和名称")


RULES = (unverified_codes,)
