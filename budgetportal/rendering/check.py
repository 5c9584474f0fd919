"""Whether this machine sets documents as it must: libraries and fonts, looked at before the first document."""

from __future__ import annotations

from typing import Any

from budgetportal.rendering import fontconfig

HARFBUZZ = (4, 1, 0)  # older ones cannot subset, and WeasyPrint falls back to fontTools: ten times as slow
INSTALL = "Debian 上运行 apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def problems() -> list[str]:
    """What is missing, one sentence each; empty where all is well. A worker with problems must not start."""
    missing = [file for file in fontconfig.FILES if not (fontconfig.FOLDER / file).is_file()]
    if missing:
        return [f"缺少字体文件 {file}，运行 python -m budgetportal.rendering.fonts.build 生成。" for file in missing]
    fontconfig.install()
    try:
        from weasyprint.text import ffi
    except OSError as error:  # a shared library is missing
        return [f"加载排版库 Pango 失败（{str(error).splitlines()[0]}），{INSTALL}。"]
    return [*library_problems(ffi), *font_problems(ffi)]


def library_problems(ffi: Any) -> list[str]:
    """What is wrong with HarfBuzz."""
    if ffi.harfbuzz_subset is None:
        return [f"缺少 libharfbuzz-subset，生成 PDF 会慢十倍，{INSTALL}。"]
    if not ffi.harfbuzz.hb_version_atleast(*HARFBUZZ):
        return [f"HarfBuzz 版本太旧，须为 {'.'.join(map(str, HARFBUZZ))} 或更新，{INSTALL}。"]
    return []


def font_problems(ffi: Any) -> list[str]:
    """Which font families fontconfig does not find."""
    return [
        f"找不到字体“{family}”，检查 {fontconfig.FOLDER} 是否完整、{fontconfig.variable_folder()} 是否可写。"
        for family in fontconfig.FAMILIES
        if _best_match(ffi, family) != family
    ]


def _best_match(ffi: Any, family: str) -> str:
    """The family that fontconfig gives for a name."""
    library, interface = ffi.fontconfig, ffi.ffi
    configuration = interface.gc(library.FcInitLoadConfigAndFonts(), library.FcConfigDestroy)
    pattern = interface.gc(library.FcPatternCreate(), library.FcPatternDestroy)
    library.FcPatternAddString(pattern, b"family", family.encode())
    library.FcConfigSubstitute(configuration, pattern, library.FcMatchFont)
    library.FcDefaultSubstitute(pattern)
    found = library.FcFontMatch(configuration, pattern, interface.new("FcResult *"))
    if found == interface.NULL:
        return ""
    name = interface.new("FcChar8 **")
    library.FcPatternGetString(found, b"family", 0, name)
    answer: str = interface.string(name[0]).decode()
    library.FcPatternDestroy(found)
    return answer
