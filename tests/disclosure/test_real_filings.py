"""The filings of published documents give the findings that their sources deserve, and no others.

Each stands in the published text as well: the judgement beside it says in what the source contradicts itself.
"""

from __future__ import annotations

import pytest

from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.findings import Severity
from budgetportal.disclosure.intake import take
from budgetportal.rendering.characters import missing_in

DESERVED = {
    "budget-2020-department": [
        # 行政运行 pays 6.48 of a project
        ("B23", "hint", "expenditure[1].function"),
        # 五（三）implies 61.22 for last year, 二 and 五（一）imply 0.00 with “新成立的单位”
        ("B40.3", "warning", "comparisons[income.general].prior"),
        # a cost that is to be no less than its value
        ("S8", "warning", "projects[1].performance.indicators[0].target.op"),
    ],
    "budget-2023-unit": [
        # 小微 1.47 within 中小 0.00
        ("B35", "error", "procurement.reserved_micro"),
        # 4 targets, 2 of them of a fund, beside 2 projects in the table; the source explains it by hand (D8)
        ("B38.7", "hint", "projects"),
        # a rate of decrease that is to be no more than its value
        ("S8", "warning", "projects[2].performance.indicators[6].target.op"),
    ],
    "budget-2024-unit": [
        # 0.42 more, because “未增加退休人员” (D6)
        ("B41", "warning", "comparisons[general.function.2080502].reason"),
        # 1 above 100 万元, 0 above 50 万元
        ("B36", "error", "assets.equipment_1m"),
        # the whole unit's targets hold the project money only
        ("B38.2", "warning", "unit_performance.funds"),
        # 8.48 + 229.5 + 8 + 2.2 + 1 = 249.18, the project has 249.17: what rounding may do
        ("B30", "hint", "projects[0].allocation"),
    ],
    "final-2023-department": [
        # 398 against a ceiling of 4 was scored 0, which its completion does not give
        ("S4", "warning", "self_evaluations[1].indicators[5].score"),
        # last year's 项 add up to 487.93, the whole was 487.92: what rounding may do
        ("B40", "hint", "comparisons[general].prior"),
    ],
    "self-evaluation-2023-department": [
        # 12 × 97.95 % = 11.75, printed 11.76
        ("S4", "hint", "indicators[1].score"),
    ],
}


@pytest.mark.parametrize("name", DESERVED)
def test_findings_of_a_real_filing(shared_folder, name):
    filing, problems = take((shared_folder / "filings" / f"{name}.json").read_bytes())
    assert filing, problems
    found = [one for one in check(filing, unprintable=missing_in) if one.severity is not Severity.NOT_CHECKED]
    assert sorted((one.rule, one.severity.value, one.place) for one in found) == sorted(DESERVED[name])
