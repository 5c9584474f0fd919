"""Builds the vendored fonts: subsets of Noto CJK with their glyph ids kept, under the portal's own family names.

Run ``python -m budgetportal.rendering.fonts.build [SOURCE]`` where SOURCE holds the Noto CJK collections
(Debian: fonts-noto-cjk and fonts-noto-cjk-extra). The result is the same, byte for byte, for the same sources and the
same HarfBuzz and fontTools. Glyphs are numbered anew and their CIDs made equal to their glyph ids, because WeasyPrint
writes glyph ids where a CID-keyed font wants CIDs.

Digits are the half-width ones of the source (500 of 1000 units), so that amounts stand under one another and two digits
take the place of one Han character, as in Chinese print; the digits that the source shows by default differ in width.
"""

from __future__ import annotations

import io
import string
import sys
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent
SOURCE = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED_FACE = 2  # the index of the SC face in every Noto CJK collection

LICENCE_NAMES = (0, 7, 13, 14)  # copyright, trademark, licence, address of the licence
DROPPED_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG")
WINDOWS = (3, 1, 0x409)

HAN_BLOCKS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
SIGN_BLOCKS = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x391, 0x3C9), (0x401, 0x451), (0x2010, 0x203B), (0x2074, 0x208E), (0x20AC, 0x20AC),
    (0x2103, 0x2122), (0x2150, 0x217F), (0x2190, 0x2199), (0x2200, 0x22BF), (0x2460, 0x24FF), (0x2500, 0x257F),
    (0x25A0, 0x25FF), (0x2605, 0x2642), (0x2713, 0x2717), (0x3000, 0x303F), (0x3041, 0x30FF), (0x3105, 0x312F),
    (0x3220, 0x3243), (0x3280, 0x32FE), (0x3300, 0x33FF), (0xFE10, 0xFE6F), (0xFF01, 0xFFE6),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """One vendored file: where it comes from, what it is called, and whether it holds the rare characters."""

    source: str
    file: str
    family: str
    style: str = "Regular"
    rare: bool = False


FACES = (
    Face("NotoSerifCJK-Regular.ttc", "PortalSong-Regular.otf", "Portal Song"),
    Face("NotoSerifCJK-Bold.ttc", "PortalSong-Bold.otf", "Portal Song", "Bold"),
    Face("NotoSansCJK-Medium.ttc", "PortalHei-Regular.otf", "Portal Hei"),
    Face("NotoSerifCJK-Regular.ttc", "PortalSongRare-Regular.otf", "Portal Song Rare", rare=True),
)


def gb2312() -> set[int]:
    """Every character of GB 2312."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(character) for pair in pairs if (character := pair.decode("gb2312", "ignore"))}


def blocks(ranges: tuple[tuple[int, int], ...]) -> set[int]:
    """The code points of ranges whose ends both belong."""
    return {point for first, last in ranges for point in range(first, last + 1)}


def wanted(face: Face) -> set[int]:
    """The characters of a face: GB 2312 and signs, or the Han characters beyond them."""
    common = gb2312() | blocks(SIGN_BLOCKS)
    return blocks(HAN_BLOCKS) - common if face.rare else common


def half_width_digits(original: TTFont) -> dict[int, int]:
    """Code point to glyph id of the digits that the source keeps under its feature ``hwid``."""
    substitutions = original["GSUB"].table
    feature = next(r.Feature for r in substitutions.FeatureList.FeatureRecord if r.FeatureTag == "hwid")
    mapping: dict[str, str] = {}
    for index in feature.LookupListIndex:
        for table in substitutions.LookupList.Lookup[index].SubTable:
            mapping.update(getattr(table, "ExtSubTable", table).mapping)
    shown = original.getBestCmap()
    return {point: original.getGlyphID(mapping[shown[point]]) for point in map(ord, string.digits)}


def subset(collection: bytes, points: set[int], glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
    """The simplified face reduced to these characters and glyphs, and the new number of each old glyph."""
    options = uharfbuzz.SubsetInput()
    options.sets(uharfbuzz.SubsetInputSets.UNICODE).set(points)
    options.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    options.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(tag.encode(), "big") for tag in DROPPED_TABLES
    )
    options.flags = uharfbuzz.SubsetFlags.NO_HINTING
    plan = uharfbuzz.SubsetPlan(uharfbuzz.Face(collection, SIMPLIFIED_FACE), options)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def rename(font: TTFont, face: Face, original: TTFont) -> None:
    """Give the font our names; the records of its licence stay word for word."""
    names = font["name"]
    names.names = []
    for number in LICENCE_NAMES:
        if text := original["name"].getDebugName(number):
            names.setName(text, number, *WINDOWS)
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    font["CFF "].cff.fontNames = [postscript]
    top = font["CFF "].cff.topDictIndex[0]
    top.FullName, top.FamilyName = f"{face.family} {face.style}", face.family
    for number, text in ((1, face.family), (2, face.style), (3, postscript), (4, f"{face.family} {face.style}")):
        names.setName(text, number, *WINDOWS)
    names.setName("Version 1.000", 5, *WINDOWS)
    names.setName(postscript, 6, *WINDOWS)
    font["OS/2"].usWeightClass = 700 if face.style == "Bold" else 400


def number_cids(font: TTFont) -> None:
    """Make the CID of every glyph its glyph id."""
    top = font["CFF "].cff.topDictIndex[0]
    names = [".notdef", *(f"cid{glyph:05d}" for glyph in range(1, len(top.charset)))]
    top.CharStrings.charStrings = dict(zip(names, top.CharStrings.charStrings.values(), strict=True))
    top.charset = names
    font.setGlyphOrder(names)


def remap(font: TTFont, digits: dict[int, int]) -> None:
    """Show these glyphs for these code points."""
    for table in font["cmap"].tables:
        for point, glyph in digits.items():
            if point in table.cmap:
                table.cmap[point] = font.getGlyphName(glyph)


def made(face: Face, source: Path) -> bytes:
    """One face as a font file."""
    collection = (source / face.source).read_bytes()
    original = TTFont(io.BytesIO(collection), fontNumber=SIMPLIFIED_FACE, lazy=True)
    points = wanted(face)
    digits = {point: glyph for point, glyph in half_width_digits(original).items() if point in points}
    reduced, numbers = subset(collection, points, set(digits.values()))
    font = TTFont(io.BytesIO(reduced), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    rename(font, face, original)
    number_cids(font)
    remap(font, {point: numbers[glyph] for point, glyph in digits.items()})
    written = io.BytesIO()
    font.save(written, reorderTables=None)
    return written.getvalue()


def main(source: Path = SOURCE, folder: Path = FOLDER) -> None:
    """Build every face and say how large each is."""
    for face in FACES:
        content = made(face, source)
        (folder / face.file).write_bytes(content)
        sys.stdout.write(f"{face.file}: {len(content):,} bytes\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
