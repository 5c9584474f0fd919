"""The columns of an entry table: a record's entry fields, nested records laid flat, as Django fields and constraints.

A column's name is its path in the record joined by ``_``: ``target.op`` of an indicator is ``target_op``. Lists of
records and mappings have tables of their own. Nothing here repeats what ``disclosure.fields`` declares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from budgetportal.disclosure.fields import MAPPINGS, Kind, Spec, specs

SHORT = 1_000  # characters up to which a text is a varchar
WEIGHT = r"^\d{1,12}(\.\d{1,6})?$"
CODES = {Kind.FUNCTION: r"^\d{7}$", Kind.ECONOMIC: r"^\d{5}$", Kind.DECIMAL: WEIGHT}
TEXTUAL = frozenset({Kind.NAME, Kind.TEXT, Kind.PATTERN, Kind.CHOICE, Kind.FUNCTION, Kind.ECONOMIC, Kind.DECIMAL})
APART = MAPPINGS | {Kind.ROWS}  # kept in tables of their own

Model = TypeVar("Model", bound=type[models.Model])


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its path in the record and what it holds."""

    path: tuple[str, ...]
    spec: Spec
    required: bool  # not so inside a record that may be left out

    @property
    def name(self) -> str:
        """The column's name in the database."""
        return "_".join(self.path)

    @property
    def blank(self) -> Q:
        """The condition that nothing is entered."""
        return Q(**{self.name: ""}) if self.spec.kind in TEXTUAL else Q(**{f"{self.name}__isnull": True})


@cache
def columns(record: Any, without: frozenset[str] = frozenset()) -> tuple[Column, ...]:
    """The columns of a record in the contract's order, without some of its members."""
    return tuple(_columns(record, (), True, without))


def _columns(record: Any, path: tuple[str, ...], required: bool, without: frozenset[str]) -> Iterator[Column]:
    for name, spec in specs(record).items():
        if name in without or spec.kind in APART:
            continue
        if spec.kind is Kind.RECORD and spec.record is not None:
            yield from _columns(spec.record, (*path, name), required and spec.required, frozenset())
        else:
            yield Column((*path, name), spec, required and spec.required)


# ---------------------------------------------------------------------------------------------- fields


def entered(record: Any, without: frozenset[str] = frozenset()) -> Callable[[Model], Model]:
    """Give a model the columns of a record."""

    def with_columns(model: Model) -> Model:
        for column in columns(record, without):
            field_of(column).contribute_to_class(model, column.name)
        return model

    return with_columns


def field_of(column: Column) -> models.Field[Any, Any]:
    """The Django field of a column."""
    spec, optional = column.spec, not column.required
    label = spec.label
    match spec.kind:
        case Kind.AMOUNT | Kind.WAN:
            return models.DecimalField(label, max_digits=18, decimal_places=2, null=optional, blank=optional)
        case Kind.COUNT | Kind.CHANGE:
            return models.IntegerField(label, null=optional, blank=optional)
        case Kind.FLAG:
            return models.BooleanField(label, default=True)
        case Kind.DATE:
            return models.DateField(label, null=optional, blank=optional)
        case Kind.LINES:
            return ArrayField(models.TextField(), verbose_name=label, default=list, blank=True)
        case _:
            return _text_field(spec, optional)


def _text_field(spec: Spec, optional: bool) -> models.Field[Any, Any]:
    if spec.kind is Kind.CHOICE and spec.choices is not None:
        choices = [(term.value, term.label) for term in spec.choices]
        return models.CharField(spec.label, max_length=40, choices=choices, blank=optional)
    if spec.max_length <= SHORT and spec.kind is Kind.NAME:
        return models.CharField(spec.label, max_length=spec.max_length, blank=optional)
    return models.TextField(spec.label, blank=optional)


# ----------------------------------------------------------------------------------------- constraints


def checks(record: Any, table: str, without: frozenset[str] = frozenset()) -> list[models.CheckConstraint]:
    """What the database refuses in a table of the record, with the sentence for a person."""
    known = columns(record, without)
    found = [_check(column, table) for column in known]
    return [check for check in found if check is not None] + list(_whole(record, table, without))


def _check(column: Column, table: str) -> models.CheckConstraint | None:
    condition, remedy = _condition(column)
    if condition is None:
        return None
    return models.CheckConstraint(
        condition=condition if column.required or column.spec.kind not in TEXTUAL else condition | column.blank,
        name=f"{table}_{column.name}_is_right",
        violation_error_message=f"“{column.spec.label}”{remedy}。",
    )


def _condition(column: Column) -> tuple[Q | None, str]:
    spec, name = column.spec, column.name
    if spec.kind is Kind.CHOICE and spec.choices is not None:
        allowed = "、".join(term.label for term in spec.choices)
        return Q(**{f"{name}__in": [term.value for term in spec.choices]}), f"只能是：{allowed}"
    if spec.kind in CODES:
        return Q(**{f"{name}__regex": CODES[spec.kind]}), f"应为{spec.hint or '数字，如 10 或 13.33'}"
    if spec.kind is Kind.PATTERN:
        return Q(**{f"{name}__regex": f"^({spec.pattern})$"}), f"应为{spec.hint}"
    if spec.kind is Kind.COUNT:
        return Q(**{f"{name}__gte": 0}) | column.blank, "不能小于 0"
    if column.required and spec.kind in TEXTUAL:
        return ~column.blank, "没有填，补上"
    return None, ""


def _whole(record: Any, table: str, without: frozenset[str]) -> Iterator[models.CheckConstraint]:
    """A record that may be left out is there with all that it requires, or not at all."""
    for name, spec in specs(record).items():
        if name in without or spec.kind is not Kind.RECORD or spec.required or spec.record is None:
            continue
        nested: Any = spec.record
        required = [Column((name, *inner.path), inner.spec, True) for inner in columns(nested) if inner.required]
        if len(required) > 1:
            yield models.CheckConstraint(
                condition=_all(column.blank for column in required) | _all(~column.blank for column in required),
                name=f"{table}_{name}_is_whole",
                violation_error_message=f"“{spec.label}”没有填全，补上："
                f"{'、'.join(column.spec.label for column in required)}。",
            )


def _all(conditions: Iterator[Q]) -> Q:
    whole = Q()
    for condition in conditions:
        whole &= condition
    return whole
