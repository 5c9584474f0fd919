"""Rules on the comparison with last year (B41, B42, and the project's own C rules)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.amounts import HUNDRED, Change, printed
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.change_words import is_steep
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.compared import Compared
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.scene import Scene

SHORTEST = 6  # characters of a reason of substance
EMPTY_REASONS = re.compile(
    r"(工作|业务|实际|事业)?(发展)?(需要|需求)|正常(增长|增加|变动|调整)|(预算|支出|经费)?(增加|减少)|无|按规定"
)
NOT_MORE, NOT_LESS = re.compile(r"[未没不](有)?(增加|增长|新增)"), re.compile(r"[未没不](有)?(减少|下降)")
MORE = re.compile(r"(?<![未没不有])(增加|增长|新增|提高|上升|扩大)")
LESS = re.compile(r"(?<![未没不有])(减少|下降|压减|降低|缩减|取消|节约)")
TYPED_RATE = re.compile(
    r"[比较]上年(?:预算|决算|执行)?数?(?:增长|增加|上升|下降|减少|降低)了?(?P<rate>\d+(?:\.\d+)?)[%％]"
)
UNPRINTED = ("official.vehicle_purchase", "official.vehicle_operation")  # final accounts compare the two together
PURPOSE_INSTEAD = ("fund.function.", "soe.function.")  # where the form says what the money is for, not why it changed


def _compared(scene: Scene) -> Iterator[tuple[str, Compared, Change]]:
    """The topics with a figure of last year, each with its change."""
    found = False
    apart = UNPRINTED if isinstance(scene.filing, FinalAccounts) else ()
    for topic, row in scene.comparisons.items():
        if row.prior is not None and topic not in apart:
            found = True
            yield topic, row, Change(Decimal(scene.figure(topic).text), row.prior)
    if not found:
        raise NothingToCheck("没有填写上年数")


@rule("B41", Severity.WARNING, "增减原因与增减方向一致", "checks.md B41")
def reason_agrees(case: Case) -> Iterator[Fault]:
    """A rise is not explained by what falls or does not rise, a fall not by what rises."""
    for topic, row, change in _compared(case.mended):
        if row.reason and change.difference and (word := contradiction(row.reason, rises=change.difference > 0)):
            turn = "增加" if change.difference > 0 else "减少"
            message = (
                f"{case.in_words(topic)}：本年 {printed(change.this)} 万元，上年 {printed(change.last)} 万元，"
                f"{turn} {printed(abs(change.difference))} 万元，原因却写“{word}”；改正原因，或核对上年数"
            )
            cells = (f"comparisons[{topic}].prior", *case.scene.figure(topic).places)
            yield Fault(f"comparisons[{topic}].reason", message, turn, word, also=cells)


def contradiction(reason: str, *, rises: bool) -> str:
    """The word of a reason that contradicts the direction, nothing where another word agrees with it."""
    agreeing, opposing, denying = (MORE, LESS, NOT_MORE) if rises else (LESS, MORE, NOT_LESS)
    if denied := denying.search(reason):
        return denied[0]
    opposed = opposing.search(reason)
    return opposed[0] if opposed and not agreeing.search(reason) else ""


@rule("B42", Severity.WARNING, "上年数等于上年公开数", "checks.md B42")
def typed_prior(case: Case) -> Iterator[Fault]:
    """A typed figure of last year = the published one, which is printed."""
    if case.last is None:
        raise NothingToCheck("系统中没有上年已公开的同类填报")
    last = Scene(published(case.last))
    for topic, _, change in _compared(case.typed):
        was = Decimal(last.figure(topic).text)
        if was != change.last:
            message = (
                f"{case.in_words(topic)}的上年数填了 {{found}} 万元，上年公开的是 {{expected}} 万元，"
                "相差 {difference} 万元；公开时以上年公开数为准"
            )
            yield differing(f"comparisons[{topic}].prior", message, was, change.last)


@rule("C1", Severity.WARNING, "有增减的事项写明原因", "自有规则；填报契约 comparisons")
def reason_missing(case: Case) -> Iterator[Fault]:
    """A changed figure says why.

    Of “三公” 合计 a budget wants no reason, and of an item of 政府性基金 or 国资 the purpose stands for it.
    """
    is_budget = isinstance(case.entered, BudgetFiling)
    for topic, row, change in _compared(case.mended):
        stands = row.reason or (row.purpose and topic.startswith(PURPOSE_INSTEAD))
        if change.difference and not stands and not (is_budget and topic == "official.total"):
            message = f"{case.in_words(topic)}比上年变动 {printed(change.difference)} 万元，没有写原因；补上增减原因"
            yield Fault(f"comparisons[{topic}].reason", message)


@rule("C2", Severity.WARNING, "增长超过 10% 的事项写明具体原因", "自有规则；B41 “足以解释变动”")
def steep_rise(case: Case) -> Iterator[Fault]:
    """A rise of more than 10 % has a reason of substance."""
    for topic, row, change in _compared(case.mended):
        if is_steep(change) and row.reason and _says_nothing(row.reason):
            rate = "上年为 0" if change.rate is None else f"增长 {printed(change.rate)}%"
            message = f"{case.in_words(topic)}{rate}，原因只写“{row.reason}”；写明具体事项"
            yield Fault(f"comparisons[{topic}].reason", message, None, row.reason)


@rule("C3", Severity.WARNING, "原因中写的增减率等于计算的增减率", "自有规则；checks.md 第 4 节“上年 0”")
def typed_rate(case: Case) -> Iterator[Fault]:
    """A rate that a reason states of the figure is the computed one; from 0 there is none, and 100 % is local usage."""
    for topic, row, change in _compared(case.mended):
        for said in TYPED_RATE.finditer(row.reason or ""):
            rate, typed = change.rate, Decimal(said["rate"])
            if rate is not None and abs(rate) == typed:
                continue
            is_usage = rate is None and typed == HUNDRED
            right = "上年为 0，没有增减率" if rate is None else f"增减率应为 {printed(rate)}%"
            message = f"{case.in_words(topic)}的原因里写“{said[0]}”，{right}；改正原因，或删去增减率"
            expected = None if rate is None else printed(rate)
            severity = Severity.HINT if is_usage else None
            yield Fault(f"comparisons[{topic}].reason", message, expected, said["rate"], severity=severity)


def _says_nothing(reason: str) -> bool:
    plain = re.sub(r"[\s，。、；]", "", reason)
    return len(plain) < SHORTEST or EMPTY_REASONS.fullmatch(plain) is not None


RULES = (reason_agrees, typed_prior, reason_missing, steep_rise, typed_rate)  # of budgets and of final accounts
