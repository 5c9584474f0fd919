"""What people did to a filing, and what they said to a finding."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from budgetportal.filings.models import FilingRecord
from budgetportal.publishing import triggers


class Act(models.Model):
    """One act of a person on a filing; the log of acts is what the state of a filing is derived from."""

    class Action(models.TextChoices):
        """What a person did."""

        SUBMIT = "submit", "送审"
        WITHDRAW = "withdraw", "撤回"
        RETURN = "return", "退回"
        APPROVE = "approve", "批准并公开"
        CORRECT = "correct", "更正"
        RETRY = "retry", "重新生成"

    record = models.ForeignKey(FilingRecord, models.PROTECT, related_name="acts", verbose_name="填报")
    action = models.CharField("操作", max_length=10, choices=Action.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="人员")
    comment = models.TextField("说明", blank=True)
    at = models.DateTimeField("时间", db_default=Now())

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering: ClassVar[Any] = ["pk"]
        indexes: ClassVar[Any] = [models.Index(fields=["record", "-id"], name="act_newest_of_record")]
        triggers: ClassVar[Any] = triggers.unchangeable("操作记录")

    def __str__(self) -> str:
        """Return who did what."""
        return f"{self.person} {self.get_action_display()}"


class Answer(models.Model):
    """What a person said to one finding. It holds for this finding with these figures; answers are never deleted."""

    record = models.ForeignKey(FilingRecord, models.PROTECT, related_name="answers", verbose_name="填报")
    rule = models.CharField("规则", max_length=10)
    place = models.TextField("位置")
    message = models.TextField("检查结果")
    explanation = models.TextField("说明")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="人员")
    at = models.DateTimeField("时间", db_default=Now())

    class Meta:
        verbose_name = "检查结果的说明"
        verbose_name_plural = "检查结果的说明"
        ordering: ClassVar[Any] = ["pk"]
        triggers: ClassVar[Any] = triggers.unchangeable("检查结果的说明")
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=~models.Q(explanation=""),
                name="answer_has_an_explanation",
                violation_error_message="“说明”没有填写。",
            ),
        ]

    def __str__(self) -> str:
        """Return the rule and who answered."""
        return f"{self.rule} {self.person}"
