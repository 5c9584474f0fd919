"""What a self-evaluation report says of the projects, level by level."""

from __future__ import annotations

from collections.abc import Iterable

from budgetportal.disclosure.amounts import printed, total
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import EvaluatedProject
from budgetportal.disclosure.sentence_parts import Part
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Statement


def levels(scene: Scene) -> list[str]:
    """The levels that pay projects, in entry order."""
    return list(dict.fromkeys(project.level for project in scene.evaluation.projects))


def projects_of(scene: Scene, level: str | None = None) -> list[tuple[int, EvaluatedProject]]:
    """The projects of a level, of every one where none is named, each with its place among all."""
    return [(n, one) for n, one in enumerate(scene.evaluation.projects) if level is None or one.level == level]


def project_sum(name: str, level: str | None = None) -> Part:
    """The sum of a member over the projects of a level."""

    def words(scene: Scene) -> Figure:
        found = projects_of(scene, level)
        places = tuple(f"projects[{n}].{name}" for n, _ in found)
        return Figure(printed(total(getattr(one, name) for _, one in found)), places)

    return words


def project_count(level: str | None = None) -> Part:
    """How many projects of a level there are."""
    return lambda scene: Figure(str(len(projects_of(scene, level))))


def project_names(level: str) -> Part:
    """``驻社区补助项目，预算金额为2.40万元，执行金额为2.40万元，达到…效益；…``."""

    def said(project: EvaluatedProject) -> str:
        money = f"预算金额为{printed(project.budget)}万元，执行金额为{printed(project.spent)}万元"
        benefit = f"，达到{project.benefit}" if project.benefit else ""
        return f"{project.name}，{money}{benefit}"

    def words(scene: Scene) -> Figure:
        found = projects_of(scene, level)
        return Figure("；".join(said(project) for _, project in found), tuple(f"projects[{n}]" for n, _ in found))

    return words


def level_sentence(number: int, level: str) -> Iterable[Statement]:
    """``（1）本级财力项目：共计1个项目，预算金额为…：分别为….``"""
    yield Sentence(
        f"projects.level.{number}",
        f"（{number}）{{level}}：共计{{count}}个项目，预算金额为{{budget}}万元，执行金额为{{spent}}万元："
        "分别为{names}。",
        {
            "level": lambda _: Figure(level),
            "count": project_count(level),
            "budget": project_sum("budget", level),
            "spent": project_sum("spent", level),
            "names": project_names(level),
        },
    )
