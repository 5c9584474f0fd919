"""The compared figures that a filing's narrative speaks of, in its order, each in words with both figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.amounts import Change, printed
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.compared import Compared
from budgetportal.disclosure.facts import EXPENDITURE, Selection
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.final_topics import GENERAL_SPENDING
from budgetportal.disclosure.last_year import budget_topics
from budgetportal.disclosure.places import topic_in_words
from budgetportal.disclosure.scene import Scene, name_of
from budgetportal.disclosure.terms import Source
from budgetportal.disclosure.topics import BUDGETS, INCOME_SUMS

PURPOSE = "purpose."
BUDGET_ORDER = (
    *(f"income.{source}" for source in (*Source, *INCOME_SUMS)),
    *("expenditure.basic", "expenditure.project"),
    *(f"{PURPOSE}{budget}." for budget in BUDGETS),
    *("general.basic", "general.project", "general.function."),
    *("fund.total", "fund.function.", "soe.total", "soe.function."),
    *("official.total", "official.overseas", "official.vehicle_purchase", "official.vehicle_operation"),
    *("official.hospitality", "operating"),
)
FINAL_OFFICIAL = ("official.total", "official.overseas", "official.vehicle", "official.hospitality")
FINAL_OFFICIAL_BUDGET = (
    *("official.total:budget", "official.overseas:budget", "official.vehicle_purchase:budget"),
    *("official.vehicle_operation:budget", "official.hospitality:budget"),
)
FINAL_ORDER = (
    *("total", "fiscal", "fiscal:budget", "general", "general:budget", "general.function."),
    *(*FINAL_OFFICIAL, *FINAL_OFFICIAL_BUDGET, "operating"),
)
ALWAYS = ("official.", "operating")  # of these a budget speaks also where there is no money


def spoken_of(scene: Scene) -> list[str]:
    """The topics of this year's own figures; of final accounts with ``:budget`` what is held against the budget."""
    match scene.filing:
        case BudgetFiling():
            return list(dict.fromkeys(_of_budget(scene)))
        case FinalAccounts():
            return list(_of_final_accounts(scene))
    return []


def _of_budget(scene: Scene) -> Iterator[str]:
    found = [topic for topic in budget_topics(scene) if topic.startswith(ALWAYS) or _has_money(topic, scene)]
    for budget, sources in BUDGETS.items():
        facts = scene.facts.select(Selection(EXPENDITURE, sources))
        found += sorted({f"{PURPOSE}{budget}.{fact.code[:3]}" for fact in facts})
        found += (f"{budget}.function.{fact.code}" for fact in facts)
    yield from sorted(found, key=Order(BUDGET_ORDER).place)


def _of_final_accounts(scene: Scene) -> Iterator[str]:
    facts = scene.facts.select(Selection(EXPENDITURE, GENERAL_SPENDING))
    codes = sorted({f"general.function.{fact.code}" for fact in facts if fact.code})
    for topic in FINAL_ORDER:
        yield from codes if topic.endswith(".") else (topic,)


def _has_money(topic: str, scene: Scene) -> bool:
    return bool(Decimal(scene.figure(topic).text))


class Order:
    """The order of some names; one that ends with a dot stands for all that begin with it, in their own order."""

    def __init__(self, names: Sequence[str]) -> None:
        self.numbers = {name: n for n, name in enumerate(names)}

    def _group(self, name: str) -> str:
        return name if name in self.numbers else name[: name.rfind(".") + 1]

    def knows(self, name: str) -> bool:
        """Whether the name has a place."""
        return self._group(name) in self.numbers

    def place(self, name: str) -> tuple[int, str]:
        """Where a name stands; unknown ones stand last."""
        return self.numbers.get(self._group(name), len(self.numbers)), name

    def inserted(self, known: Iterable[str], added: Iterable[str]) -> list[str]:
        """Known names as they are, others put in at their places: behind the last that comes before them."""
        found = list(known)
        for name in added:
            if name not in found:
                before = [n for n, one in enumerate(found) if self.place(one) < self.place(name)]
                found.insert(before[-1] + 1 if before else 0, name)
        return found


def order_of(filing: Filing) -> Order:
    """The order in which the narrative of a kind of filing speaks of its topics."""
    return Order(FINAL_ORDER if isinstance(filing, FinalAccounts) else BUDGET_ORDER)


def topic_key(row: Any) -> str:
    """By what a comparison is known: its topic, with ``:budget`` where it is held against the budget."""
    against = getattr(row, "against", None)
    return str(row.topic) + (f":{against}" if against else "")


# ------------------------------------------------------------------------------------------------ in words


def in_words(topic: str, scene: Scene) -> str:
    """A topic as people call it, a code with its name: 一般公共预算 2010350 事业运行."""
    words = topic_in_words(topic)
    code = topic.rpartition(".")[2]
    return words.replace(code, f"{code} {name_of(scene.functions, code)}") if code.isdigit() else words


def with_figures(topic: str, scene: Scene, compared: Compared | None) -> str:
    """The topic with last year's figure, this year's and the change, as far as they are known."""
    this = this_years(topic, scene)
    if topic.endswith(":budget") or topic.startswith(PURPOSE) or compared is None or compared.prior is None:
        return f"{in_words(topic, scene)}：本年 {printed(this)} 万元"
    change = Change(this, compared.prior)
    turn = "减少" if change.difference < 0 else "增加"
    return (
        f"{in_words(topic, scene)}：上年 {printed(change.last)} 万元，本年 {printed(this)} 万元，"
        f"{turn} {printed(abs(change.difference))} 万元"
    )


def this_years(topic: str, scene: Scene) -> Decimal:
    """This year's figure of a topic (万元)."""
    name = topic.partition(":")[0]
    if name.startswith(PURPOSE):
        _, budget, code = name.split(".")
        return scene.facts.total(Selection(EXPENDITURE, BUDGETS[budget], code=code))
    return Decimal(scene.figure(name).text)
