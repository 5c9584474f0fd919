"""How much of a publication's text a document repeats, in order, and where they part.

    python -m tests.disclosure.likeness PUBLICATION.txt FILING.json

prints the share of the publication's characters that the filing's document has too, and every differing passage.
White space and the widths of punctuation and digits do not count. The text is the publication's text layer, as
``pdftotext`` gives it.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from pathlib import Path

from budgetportal.disclosure.codec import read_filing
from budgetportal.disclosure.document import Document, Form, Table
from budgetportal.disclosure.editions import compose

STOPS = "。；：，;:,"  # after which a clause ends
SHORTEST = 2  # one character alone matches by chance
CONTEXT = 12


@dataclass(frozen=True)
class Likeness:
    """The share of the publication that is repeated, and what stands in the one and not in the other."""

    share: float
    passages: list[tuple[str, str, str]]  # what stands before, in the publication, in the document


def plain(text: str) -> str:
    """Without white space and page breaks, in one width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def text_of(document: Document) -> str:
    """The document as it is read from top to bottom."""
    return "\n".join(line for part in document.parts for line in (part.title, *lines_of(part.blocks)))


def lines_of(blocks: tuple) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (block.number or "", block.title, block.organization or "")
            yield f"单位：{block.amount_unit}" if block.amount_unit else ""
            yield from heads_of(block)
            yield " ".join(block.numbering)
            yield from (" ".join(cell.text for cell in row.cells) for row in block.rows)
            yield block.note or ""
        elif isinstance(block, Form):
            yield block.title
            yield from (" ".join((*field.labels, field.value.text)) for line in block.lines for field in line)
        else:
            yield block.text


def heads_of(table: Table) -> Iterator[str]:
    """The header, level by level; a head over several columns is read once."""
    paths = [column.path for column in table.columns]
    for level in range(max(map(len, paths), default=0)):
        cut = [path[: level + 1] for path in paths]
        fresh = [path for n, path in enumerate(cut) if n == 0 or path != cut[n - 1]]
        yield " ".join(path[-1] for path in fresh if len(path) == level + 1)


def clauses(text: str) -> list[str]:
    found, start = [], 0
    for n, character in enumerate(text, 1):
        if character in STOPS:
            found.append(text[start:n])
            start = n
    return [*found, text[start:]]


def likeness(publication: str, document: Document) -> Likeness:
    """Whole clauses are matched first, then the characters between them."""
    one, other = plain(publication), plain(text_of(document))
    blocks = [(0, 0, 0), *matches(one, other), (len(one), len(other), 0)]
    passages = []
    for (a, b, size), (c, d, _) in pairwise(blocks):
        if a + size < c or b + size < d:
            passages.append((one[max(0, a + size - CONTEXT) : a + size], one[a + size : c], other[b + size : d]))
    covered = sum(size for _, _, size in blocks)
    return Likeness(covered / len(one) if one else 1.0, passages)


def matches(one: str, other: str) -> Iterator[tuple[int, int, int]]:
    a, b = clauses(one), clauses(other)
    at_a, at_b = [0, *accumulate(map(len, a))], [0, *accumulate(map(len, b))]
    whole = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    i = j = 0
    for match in whole:  # the last one is of size 0, at the end of both
        left, right = one[i : at_a[match.a]], other[j : at_b[match.b]]
        for part in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
            if part.size >= SHORTEST:
                yield i + part.a, j + part.b, part.size
        i, j = at_a[match.a + match.size], at_b[match.b + match.size]
        if match.size:
            yield at_a[match.a], at_b[match.b], i - at_a[match.a]


def main(publication: str, filing: str) -> None:
    found, troubles = read_filing(Path(filing).read_bytes())
    if found is None or troubles:
        sys.exit("\n".join(map(str, troubles)))
    result = likeness(Path(publication).read_text(encoding="utf-8"), compose(found))
    sys.stdout.write(f"{result.share:.4f}\n")
    for before, missing, extra in result.passages:
        sys.stdout.write(f"…{before}[{missing}]  [{extra}]\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
