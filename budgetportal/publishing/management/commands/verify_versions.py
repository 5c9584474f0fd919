"""Recompute all hashes of what is published."""

import json
from argparse import ArgumentParser
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgetportal.publishing import verification
from budgetportal.publishing.models import Artefact, Version


class Command(BaseCommand):
    """Exit status 0 where everything is as it was published, 1 with the first fault named."""

    help = "重新计算所有公开版本的校验码、链和文件，指出第一处不符。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where heads are written and compared."""
        parser.add_argument("--all", action="store_true", help="列出所有不符之处，不止第一处")
        parser.add_argument("--write-heads", type=Path, metavar="文件", help="把各单位最新的链值写入文件")
        parser.add_argument("--heads", type=Path, metavar="文件", help="与以前保存的链值核对，能发现整条链被改写")

    def handle(self, *_: Any, **options: Any) -> None:
        """Verify, then write the heads."""
        known = json.loads(options["heads"].read_text(encoding="utf-8")) if options["heads"] else {}
        faults = chain(verification.faults(), verification.anchor_faults(known))
        found = list(faults) if options["all"] else [fault for fault in [next(faults, "")] if fault]
        if found:
            raise CommandError("\n".join(found))
        if options["write_heads"]:
            text = json.dumps(verification.heads(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
            options["write_heads"].write_text(text, encoding="utf-8")
        self.stdout.write(f"{Version.objects.count()} 个版本、{Artefact.objects.count()} 个文件与公开时一致。")
