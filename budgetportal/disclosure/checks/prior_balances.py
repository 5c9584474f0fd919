"""The balances of last year's figures (B40): what the comparisons imply of a year that the document does not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from budgetportal.disclosure.checks.blame import Balance, Entry, Fix, explain, gaps_of
from budgetportal.disclosure.facts import EXPENDITURE, INCOME, Selection
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.final_topics import GENERAL_SPENDING
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.terms import OfficialItem, Source, Term
from budgetportal.disclosure.topics import BUDGETS, INCOME_SUMS

Priors = Mapping[str, Decimal]  # last year's figures by topic
Sides = tuple[list[str], list[str]]  # the topics of the parts, and of the whole
GENERAL_WHOLE, SPENDING = ["general.basic", "general.project"], ["expenditure.basic", "expenditure.project"]


def priors_of(scene: Scene) -> Priors:
    """Last year's figures that are known, by topic."""
    match scene.filing:
        case FinalAccounts() as filing:
            rows = [(row.topic, row.prior) for row in filing.comparisons if row.against is None]
        case _:
            rows = [(row.topic, row.prior) for row in scene.budget.comparisons]
    return {topic: prior for topic, prior in rows if prior is not None}


def prior_fixes(scene: Scene) -> list[Fix]:
    """What would put last year's figures right, one for each slip."""
    entries = entries_of(scene)
    open_ = dict(sorted(gaps_of(entries).items()))
    return explain(open_, entries, ()) if open_ else []


def gaps(scene: Scene) -> dict[Balance, Decimal]:
    """The sums of last year that do not agree."""
    return gaps_of(entries_of(scene))


def entries_of(scene: Scene) -> list[Entry]:
    """The figures of last year, with the sums in which they stand."""
    known = priors_of(scene)
    sides = balances(scene, known)
    return [_entry(topic, prior, sides) for topic, prior in known.items()]


def _entry(topic: str, prior: Decimal, sides: Mapping[Balance, Sides]) -> Entry:
    terms = {balance: 1 for balance, (parts, _) in sides.items() if topic in parts}
    terms |= {balance: -1 for balance, (_, whole) in sides.items() if topic in whole}
    return Entry(f"comparisons[{topic}].prior", prior, terms)


def balances(scene: Scene, known: Priors) -> dict[Balance, Sides]:
    """The sums that can be made: all their topics have a figure of last year."""
    found = dict(_final(scene, known) if isinstance(scene.filing, FinalAccounts) else _budget(scene, known))
    return {one: (parts, whole) for one, (parts, whole) in found.items() if parts and known.keys() >= set(whole)}


def _final(scene: Scene, known: Priors) -> Iterator[tuple[Balance, Sides]]:
    if functions := _functions(scene, known, "general", GENERAL_SPENDING):
        yield ("B40", "general"), (functions, ["general"])


def _budget(scene: Scene, known: Priors) -> Iterator[tuple[Balance, Sides]]:
    for budget, sources in BUDGETS.items():
        functions = _functions(scene, known, budget, sources)
        whole = GENERAL_WHOLE if budget == "general" else [f"{budget}.total"]
        yield ("B40", budget), (functions, whole)
        yield ("B40.2", budget), (_income(scene, known, sources), whole)
    items = [f"official.{item}" for item in OfficialItem]
    yield ("B40.1", "official"), (items if known.keys() >= set(items) else [], ["official.total"])
    yield ("B40.2", "all"), (_income(scene, known, frozenset(Source)), SPENDING)


def _functions(scene: Scene, known: Priors, budget: str, sources: Iterable[Term]) -> list[str]:
    """The topics of a budget's 项; none where one that has money now has no figure of last year."""
    lead = f"{budget}.function."
    facts = scene.facts.select(Selection(EXPENDITURE, frozenset(sources)))
    is_whole = all(f"{lead}{fact.code}" in known for fact in facts if fact.amount)
    return [topic for topic in known if topic.startswith(lead)] if is_whole else []


def _income(scene: Scene, known: Priors, sources: Iterable[Term]) -> list[str]:
    """The topics of some sources, added up as the form does; none where one with money now has no figure."""
    wanted = frozenset(sources)
    sums = {name: of for name, of in INCOME_SUMS.items() if of <= wanted and f"income.{name}" in known}
    summed: frozenset[Source] = frozenset().union(*sums.values())
    single = [one for one in wanted - summed if f"income.{one}" in known]
    facts = scene.facts.select(Selection(INCOME, wanted))
    if any(fact.amount and fact.source not in summed and fact.source not in single for fact in facts):
        return []
    return [f"income.{name}" for name in (*sums, *sorted(single))]
