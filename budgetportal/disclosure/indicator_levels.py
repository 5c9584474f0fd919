"""The usual 一级 and 二级指标 of the tables of targets; an edition names those of its form."""

from __future__ import annotations

from typing import TypeAlias

Levels: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]  # each 一级指标 with its 二级指标

PROJECT_LEVELS: Levels = (
    ("产出指标", ("数量指标", "质量指标", "时效指标")),
    ("成本指标", ("经济成本指标", "社会成本指标", "生态环境成本指标")),
    ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意度指标", ("满意度指标",)),
)
PROJECT_LEVELS_2020: Levels = (
    ("项目完成指标", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("项目效益指标", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意度指标", ("满意度指标",)),
)
UNIT_LEVELS: Levels = (  # 单位整体
    ("履职效能", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("服务对象满意度", ("满意度指标",)),
)
