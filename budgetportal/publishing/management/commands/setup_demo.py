"""``setup_demo``: units, people and disclosures of an example region, for a try-out."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.kinds import kind_of
from budgetportal.filings.importing import create_from, read_file
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing import outbox
from budgetportal.publishing.actions import Approve, Submit, review_of
from budgetportal.publishing.answers import AnswerFinding
from budgetportal.publishing.models import Job
from budgetportal.units.models import Membership, Person, Role, Unit

FILINGS = Path(__file__).resolve().parents[2] / "demo"  # the names of drafts begin with "draft"
DEPARTMENT = {"code": "650100-demo-zwj", "name": "示例市政务服务管理局", "scope": "department", "region": "650100"}
ACCOUNTANTS = {  # 填报人 by the code of their unit
    "650100-demo-zwj": "tianbao-zwj",
    "650100-demo-fwzx": "tianbao-fwzx",
    "650121-demo-xzfb": "tianbao-xzfb",
    "650104-demo-zwfwj": "tianbao-zwfwj",
    "650100-demo-jyzx": "tianbao-jyzx",
}
ELSEWHERE = {"shenhe": Role.REVIEWER, "caizheng": Role.BUREAU, "shenji": Role.AUDITOR}  # in every unit of the example
ADMINISTRATOR = "guanli"
PASSWORD = "shili-2024-demo"  # noqa: S105  (printed for everyone: the command refuses to run in a deployment)
EXPLANATION = "得分由评价组复核后确定，与按完成率计算的结果不同。"  # of the two scores in the examples that differ
WIDE = 70  # columns of the block that is printed
MOST_SECONDS = 180  # for all files together
STALLED_SECONDS = 30  # without any progress; a sweep wakes the workers every 10


class Command(BaseCommand):
    """Sets the example up once; a later run only says how to sign in."""

    help = "为试用准备示例单位、人员和公开文本。重复运行不改变已有内容。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port of the addresses to be printed, and the permission to run in a deployment."""
        parser.add_argument("--port", type=int, default=8000, help="网页的端口，只用于显示地址")
        parser.add_argument("--anyway", action="store_true", help="在正式部署的数据库里也建立示例（口令是公开的）")

    def handle(self, *_: Any, **options: Any) -> None:
        """Refuse a deployment, set up, wait for the files, print."""
        if not options["anyway"] and not is_try_out():
            raise CommandError(
                "这里不是试用环境：示例人员的口令是公开的，没有建立任何内容。确要建立，加上 --anyway 再运行。"
            )
        with transaction.atomic():
            records = set_up(read_examples())
        self._wait_for_files([record.pk for record in records])
        self.stdout.write(welcome(options["port"]))

    def _wait_for_files(self, records: list[int]) -> None:
        """Wait for the workers, saying how far they are; where none works, make what waits in this process."""
        jobs = Job.objects.filter(version__record__in=records)
        whole, last, moved = jobs.count(), -1, time.monotonic()
        deadline = moved + MOST_SECONDS
        while (done := jobs.exclude(finished_at=None).count()) < whole and time.monotonic() < deadline:
            if done != last:
                self.stdout.write(f"  公开文件已生成 {done}/{whole} …")
                last, moved = done, time.monotonic()
            elif jobs.failed().exists():
                break
            elif time.monotonic() - moved > STALLED_SECONDS and (job := jobs.waiting().order_by("pk").first()):
                outbox.run(job.pk)
            time.sleep(0.25)
        for job in jobs.filter(finished_at=None):
            self.stderr.write(f"  {job.version} 的 {job.get_name_display()} 还没有生成。{job.error}")


def is_try_out() -> bool:
    """Whether this is the try-out of one machine: plain HTTP, and a database behind a socket of this machine."""
    return settings.INSECURE_HTTP and str(settings.DATABASES["default"]["HOST"]).startswith("/")


def read_examples() -> dict[str, Filing]:
    """Return the example filings by the name of their file."""
    examples: dict[str, Filing] = {}
    for path in sorted(FILINGS.glob("*.json")):
        filing, problems = read_file(path)
        if filing is None:
            raise CommandError(f"{path.name}：" + "；".join(map(str, problems)))
        examples[path.stem] = filing
    return examples


def set_up(examples: dict[str, Filing]) -> list[FilingRecord]:
    """Make what is not there yet; the records made."""
    Unit.objects.get_or_create(code=DEPARTMENT["code"], defaults=DEPARTMENT)
    missing = {name: one for name, one in examples.items() if not stored(one)}
    made = {name: draft_of(filing) for name, filing in missing.items()}
    set_up_people(list(Unit.objects.filter(code__in=ACCOUNTANTS).order_by("code")))
    for name, record in made.items():
        if not name.startswith("draft"):
            accountant = Person.objects.get(username=ACCOUNTANTS[record.unit.code])
            for remark in review_of(record).unanswered:
                AnswerFinding(record, accountant, remark.key, EXPLANATION).execute()
            Submit(record, accountant).execute()
            Approve(record, Person.objects.get(username="shenhe")).execute()
    return list(made.values())


def stored(filing: Filing) -> bool:
    """Whether the unit has a filing of this year and kind, whatever has become of it."""
    return FilingRecord.objects.filter(
        unit__code=filing.unit.code, fiscal_year=filing.fiscal_year, kind=kind_of(filing)
    ).exists()


def draft_of(filing: Filing) -> FilingRecord:
    """Store an example filing as a draft."""
    record, problems = create_from(filing)
    if record is None:
        raise CommandError(f"{filing.unit.name}：" + "；".join(map(str, problems)))
    return record


def set_up_people(units: list[Unit]) -> None:
    """Make the people of the example with their roles; an account that is there keeps its password and its roles."""
    if not Person.objects.filter(username=ADMINISTRATOR).exists():
        Person.objects.create_superuser(ADMINISTRATOR, password=PASSWORD, name="示例系统管理员")
    for unit in units:
        if unit.code in ACCOUNTANTS:
            give_role(ACCOUNTANTS[unit.code], f"示例填报人（{unit.name}）", Role.ACCOUNTANT, [unit])
    for username, role in ELSEWHERE.items():
        give_role(username, f"示例{role.label}", role, units)


def give_role(username: str, name: str, role: Role, units: list[Unit]) -> None:
    """Make a person with a role in units, unless the account is there."""
    if not Person.objects.filter(username=username).exists():
        person = Person.objects.create_user(username, password=PASSWORD, name=name)
        Membership.objects.bulk_create(Membership(person=person, unit=unit, role=role) for unit in units)


def welcome(port: int) -> str:
    """Return the addresses and the accounts, as one block."""
    units = dict(Unit.objects.filter(code__in=ACCOUNTANTS).values_list("code", "name"))
    accounts = [(username, f"填报人 · {units.get(code, code)}") for code, username in ACCOUNTANTS.items()]
    accounts += [(username, f"{role.label} · 全部示例单位") for username, role in ELSEWHERE.items()]
    accounts.append((ADMINISTRATOR, "系统管理员 · 单位、人员和角色"))
    rule = "─" * WIDE
    return "\n".join(
        [
            rule,
            "示例已就绪（单位、人员和文字均为虚构）",
            f"  公开网站  http://127.0.0.1:{port}/",
            f"  工作台    http://127.0.0.1:{port}/admin/",
            f"  口令      {PASSWORD}（所有账号相同）",
            "  账号",
            *(f"    {username:<15}{what}" for username, what in accounts),
            rule,
        ]
    )
