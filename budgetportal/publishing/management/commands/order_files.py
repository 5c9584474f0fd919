"""``order_files``: what the present renderers make, ordered for every version that does not have it yet."""

from typing import Any

from django.core.management.base import BaseCommand

from budgetportal.publishing import outbox, versions


class Command(BaseCommand):
    """Orders missing files and gives failed ones another chance; what is public stays public meanwhile."""

    help = "给缺少现行格式文件的公开版本补上生成任务，失败的任务重新排队。已公开的内容不受影响，可以重复运行。"

    def handle(self, *_: Any, **__: Any) -> None:
        """Order, wake the workers, say how many."""
        count = versions.order_missing()
        outbox.wake_waiting()
        self.stdout.write(f"安排了 {count} 个生成任务。" if count else "没有缺少的文件，也没有失败的任务。")
