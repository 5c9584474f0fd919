"""A new filing: of which unit, year and form, in which unit of amounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone

from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.soundness.common import YEARS
from budgetportal.disclosure.terms import AmountUnit, DisclosureKind
from budgetportal.filings.models import FilingRecord
from budgetportal.units.models import Unit

TAKEN = "“{}”已有填报；在列表中打开它修改，不另建一份"


class UnitForm(forms.Form):
    """Of which unit and year a filing is to be."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="单位",
        error_messages={
            "required": "“单位”没有选；选择填报的单位",
            "invalid_choice": "“单位”不在您可填报的单位中；另选一个",
        },
    )
    fiscal_year = forms.CharField(
        label="预算年度",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code"}),
        error_messages={"required": "“预算年度”没有填；补上，如 2024"},
    )
    use_required_attribute = False

    def __init__(self, units: Any, data: Any = None, unit: str = "", **initial: Any) -> None:
        super().__init__(data, auto_id="%s", initial=initial)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        only = list(units[:2])
        if len(only) == 1:
            self.initial["unit"] = only[0].pk
        elif unit.isascii() and unit.isdigit():
            self.initial["unit"] = int(unit)  # of those offered; another one is offered by nobody and chooses nothing

    def describe(self) -> None:
        """Tie hints and errors to their fields."""
        for bound in self:
            self._describe(bound)

    def _describe(self, bound: Any) -> None:
        parts = ["hint"] * bool(bound.help_text) + ["error"] * bool(self.is_bound and bound.errors)
        if parts:
            bound.field.widget.attrs["aria-describedby"] = " ".join(f"{bound.name}-{part}" for part in parts)
        if "error" in parts:
            bound.field.widget.attrs["aria-invalid"] = "true"

    def clean_fiscal_year(self) -> int | None:
        """Read the year."""
        text: str = self.cleaned_data["fiscal_year"].strip()
        if not text and not self.fields["fiscal_year"].required:
            return None
        if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS):
            raise forms.ValidationError(f"“预算年度”填的是“{text[:40]}”，要填 {YEARS[0]} 至 {YEARS[-1]} 年间的四位年份")
        return int(text)


class PublishedForm(UnitForm):
    """Of which unit published tables are; the year where they do not say it."""

    def __init__(self, units: Any, data: Any = None, unit: str = "") -> None:
        super().__init__(units, data, unit)
        self.fields["fiscal_year"].required = False
        self.fields["fiscal_year"].help_text = "表上写了年度的不用填"
        self.describe()


def newest_budget() -> str:
    """The form that is offered first: of the unit budgets the newest."""
    return max(name for name, edition in EDITIONS.items() if edition.kind == DisclosureKind.BUDGET)


class AddForm(UnitForm):
    """The facts that stay as they are once the filing is there."""

    edition = forms.ChoiceField(
        label="表式",
        error_messages={"required": "“表式”没有选；选择公开所用的表式", "invalid_choice": "没有这种“表式”；另选一种"},
    )
    amount_unit = forms.ChoiceField(
        label="金额单位",
        choices=[(str(term), term.label) for term in AmountUnit],
        help_text="填“元”的，公开时换算为万元。建立后不再改变。",
        error_messages={"required": "“金额单位”没有选", "invalid_choice": "“金额单位”只能是万元或元"},
    )

    def __init__(self, units: Any, data: Any = None, unit: str = "") -> None:
        super().__init__(units, data, unit, fiscal_year=timezone.localdate().year, edition=newest_budget())
        self.fields["edition"].choices = [  # type: ignore[attr-defined]
            (name, edition.title) for name, edition in sorted(EDITIONS.items(), reverse=True)
        ]
        self.describe()

    def save(self) -> FilingRecord | None:
        """Make the filing; None with its message where there is one already."""
        kind = EDITIONS[self.cleaned_data["edition"]].kind
        record = FilingRecord(kind=kind, **self.cleaned_data)
        try:
            with transaction.atomic():
                record.save()
        except IntegrityError:
            self.add_error("unit", TAKEN.format(record))
            return None
        return record
