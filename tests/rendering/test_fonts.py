import unicodedata

import pytest
from fontTools.ttLib import TTFont

from budgetportal.rendering import characters, fontconfig
from budgetportal.rendering.fonts import build

FAST = [face for face in build.FACES if not face.rare]
# characters of people's and places' names outside GB 2312: basic plane, extension A, and the extensions beyond
RARE_NAMES = "喆堃翀珺玥昇堯甯燊龑䶮㛃㻬㛹㮾䌹䎃䲠𬱖𬍛𬀩𬘓𬭎𨱏𬬻𬤊𬴊𪩘𣲘𫖯𬸣"


@pytest.fixture(scope="module", params=build.FACES, ids=lambda face: face.file)
def face(request: pytest.FixtureRequest) -> build.Face:
    chosen: build.Face = request.param
    return chosen


def font(face: build.Face) -> TTFont:
    return TTFont(fontconfig.FOLDER / face.file, lazy=True)


@pytest.mark.parametrize("face", FAST, ids=lambda face: face.file)
def test_the_fast_fonts_have_all_of_gb_2312_and_the_signs_of_the_forms(face: build.Face) -> None:
    points = set(font(face).getBestCmap())
    assert len(build.gb2312()) == 7445
    assert not build.gb2312() - points
    assert not set(map(ord, "※≤≥①⑳㎡㎥℃‰“”‘’…—·×÷√■□●○★☆→←Ⅳ⑴（）〔〕《》％＝")) - points


def test_the_rare_characters_follow_the_fast_ones() -> None:
    points = characters.covered()
    assert set(range(0x4E00, 0x9FA6)) <= points
    assert set(range(0x3400, 0x4DB6)) <= points
    assert sum(point > 0xFFFF for point in points) > 2000
    assert set(map(ord, RARE_NAMES)) <= points


def test_no_face_is_called_after_its_source_and_each_keeps_its_licence(face: build.Face) -> None:
    names = font(face)["name"]
    assert names.getDebugName(1) == face.family
    assert "SIL Open Font License" in names.getDebugName(13)
    assert "scripts.sil.org/OFL" in names.getDebugName(14)
    assert "Adobe" in names.getDebugName(0)
    assert "OPEN FONT LICENSE" in (fontconfig.FOLDER / "OFL.txt").read_text(encoding="utf-8")


def test_glyph_ids_are_cids(face: build.Face) -> None:
    """WeasyPrint writes glyph ids where a CID-keyed font wants CIDs; the builder makes them equal."""
    with font(face) as opened:
        top = opened["CFF "].cff.topDictIndex[0]
        han = [point for point in opened.getBestCmap() if unicodedata.category(chr(point)) == "Lo"]
        assert hasattr(top, "ROS")
        for point in han[:: max(1, len(han) // 300)]:
            name = opened.getBestCmap()[point]
            assert name == f"cid{opened.getGlyphID(name):05d}"


@pytest.mark.parametrize("face", FAST, ids=lambda face: face.file)
def test_digits_are_half_a_han_character_wide(face: build.Face) -> None:
    with font(face) as opened:
        shown, widths = opened.getBestCmap(), opened["hmtx"]
        assert {widths[shown[ord(digit)]][0] for digit in "0123456789"} == {500}
        assert widths[shown[ord("预")]][0] == 1000


def test_the_vendored_files_are_what_the_builder_makes() -> None:
    if not build.SOURCE.is_dir():
        pytest.skip(
            f"the source fonts are absent: {build.SOURCE} (apt-get install fonts-noto-cjk fonts-noto-cjk-extra)"
        )
    face = build.FACES[0]
    assert build.made(face, build.SOURCE) == (fontconfig.FOLDER / face.file).read_bytes()
