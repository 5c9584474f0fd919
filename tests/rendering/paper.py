"""Reads a PDF back with poppler: the text of its pages and where every line stands."""

import re
import shutil
import subprocess
from dataclasses import dataclass

import pytest

MILLIMETRE = 72 / 25.4

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is absent: apt-get install poppler-utils"
)


@dataclass(frozen=True)
class Word:
    """A run of text with its box in mm from the top left corner of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def _run(*options: str, pdf: bytes) -> str:
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def packed(pdf: bytes) -> list[str]:
    """The text of each page without white space, in the order of its setting."""
    return [re.sub(r"\s", "", page) for page in _run("-raw", pdf=pdf).split("\f")[:-1]]


def words(pdf: bytes) -> list[list[Word]]:
    """The words of each page."""
    found = []
    pattern = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
    for page in _run("-bbox", pdf=pdf).split("<page ")[1:]:
        boxes = pattern.findall(page)
        found.append([Word(text, *(float(edge) / MILLIMETRE for edge in edges)) for *edges, text in boxes])
    return found
