"""A filing file as the published document, without a database."""

import os
import uuid
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.intake import take
from budgetportal.publishing.digests import sha256, sm3
from budgetportal.publishing.folder import FolderTaken, replace_folder
from budgetportal.rendering import data_package
from budgetportal.rendering.characters import describe, missing_characters
from budgetportal.rendering.formats import RENDERERS
from budgetportal.rendering.stamp import Stamp

FOLDER = "csv"  # the format of several files: a folder, or a zip archive where the path ends so


class Command(BaseCommand):
    """Writes the whole document, or says in Chinese why not and writes nothing."""

    help = "把填报文件生成为公开文本：render_filing 文件 --format json|html|pdf|xlsx|docx|csv --output 路径"
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file, the format and where to."""
        parser.add_argument("file", type=Path, help="填报文件（JSON）")
        parser.add_argument("--format", required=True, choices=[*RENDERERS])
        parser.add_argument(
            "--output", required=True, type=Path, metavar="路径", help="csv 写成文件夹；以 .zip 结尾则写成压缩包"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Read, judge, render, write."""
        filing = _read(options["file"])
        document = _composed(filing, options["format"])
        content = write_filing(filing)
        stamp = Stamp(sha256=sha256(content), sm3=sm3(content))
        if options["format"] == FOLDER and options["output"].suffix.lower() != ".zip":
            _write_folder(options["output"], data_package.files(document, stamp, content))
        else:
            _write(options["output"], RENDERERS[options["format"]](document, stamp, content))


def _read(path: Path) -> Filing:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CommandError(f"读不到文件 {path}：{error.strerror}。") from error
    filing, problems = take(data)
    if filing is None:
        raise CommandError("\n".join(map(str, problems)))
    return filing


def _composed(filing: Filing, output: str) -> Document:
    document = compose(filing)
    missing = missing_characters(document) if output == "pdf" else []
    if missing:
        sentences = (f"{where}里的字符{describe(sign)}印不出来，改用别的字。" for sign, where in missing)
        raise CommandError("\n".join(sentences))
    return document


def _write(path: Path, data: bytes) -> None:
    """Write beside the place first: what stood there stays until all of it is written."""
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CommandError(f"写不了 {path}：{error.strerror}。") from error


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    try:
        replace_folder(path, files)
    except FolderTaken as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"写不了 {path}：{error.strerror}。") from error
