"""What is said of an entry workbook that people have edited, and thirty faults with what is said of each."""

from __future__ import annotations

from budgetportal.disclosure.filing import Filing
from budgetportal.filings.workbooks.entry.taking import Taken, open_workbook, taken

FAULTS = [
    ("基本信息", "B5", "2024-13-45", "要填日期"),
    ("基本信息", "B7", "13.011", "小数超过两位"),
    ("基本信息", "B9", "一个", "要填整数"),
    ("单位概况", "B6", "-3", "不能小于 0"),
    ("单位概况", "B9", "1.5", "要填整数"),
    ("主要职能", "B5", "第一行\n第二行", "只能写一行"),
    ("各类编制数", "C5", "三", "要填整数"),
    ("收入", "B5", "201035", "七位项级编码"),
    ("收入", "D6", "一般公共", "不在可选的内容里；从下拉列表中选：一般公共预算（一般财力）、"),
    ("收入", "E6", "12a", "不是金额"),
    ("支出", "B5", "2019998", "2019998"),
    ("支出", "E7", "", "“支出类别”没有填；从下拉列表中选：人员经费、公用经费"),
    ("支出", "F6", "1,23.45", "千位分隔"),
    ("基本支出经济分类", "B5", "3010", "五位款级编码"),
    ("基本支出经济分类", "E6", "公用", "不是金额"),
    ("项目", "C5", "20103", "七位项级编码"),
    ("项目", "G5", "249.17.1", "不止一个小数点"),
    ("项目", "U5", "长" * 121, "最多 120 个"),
    ("项目", "AC5", "也许", "只能填“是”或“否”"),
    ("绩效目标", "D5", "", "“财政拨款”没有填"),
    ("绩效目标", "E5", "零", "不是金额"),
    ("项目-绩效指标", "F4", "大于", "≥ 不低于"),
    ("项目-绩效指标", "K4", "九十", "要填数字"),
    ("项目-绩效指标", "A5", "9", "没有序号 9"),
    ("“三公”经费", "B5", "招待费", "公务接待费"),
    ("与上年比较", "B4", "income.unknown", "income.general"),
    ("政府采购", "B4", "5.63元", "写了单位“元”"),
    ("国有资产", "B7", "0.5", "要填整数"),
    ("名词解释", "B4", "", "“名词”没有填"),
    ("自行表述的段落", "B4", "no.such", "没有键为“no.such”的段落"),
]


def take(data: bytes, stored: Filing | None = None) -> Taken:
    return taken(open_workbook(data, "工作簿.xlsx"), stored)


def said(found: Taken) -> list[str]:
    return [str(problem) for problem in found.problems]
