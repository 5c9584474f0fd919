"""The first letters of Chinese names (拼音首字母), by which people look codes up: xzyx for 行政运行.

GB 2312 lists its first 3,755 characters in the order of their pinyin, so the first letter follows from the character's
number. A character with several readings answers to the first letter of each: 行 to h in 银行 and to x in 行政.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

FIRST = (  # the number at which each letter begins; no syllable begins with i, u or v
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
END = 0xD7FA
NUMBERS = [number for number, _ in FIRST]

# Characters whose readings begin with different letters, and those of names that GB 2312 lists by their radicals.
OTHER_READINGS = {
    "艾": "ay", "阿": "ae", "亳": "b", "便": "bp", "刨": "pb", "堡": "bp", "屏": "pb", "扒": "bp", "暴": "bp",
    "殡": "b", "泊": "bp", "瀑": "pb", "炮": "pb", "秘": "mb", "般": "bp", "辟": "pb", "乘": "cs", "仇": "cq",
    "传": "cz", "伺": "sc", "刹": "sc", "匙": "cs", "单": "dsc", "参": "cs", "曾": "zc", "朝": "cz", "查": "cz",
    "澄": "cd", "畜": "xc", "盛": "sc", "种": "zc", "臭": "cx", "藏": "cz", "车": "cj", "重": "zc", "长": "cz",
    "弹": "td", "提": "td", "石": "sd", "调": "td", "恶": "ew", "否": "fp", "句": "jg", "合": "hg", "夹": "jg",
    "红": "hg", "给": "gj", "龟": "gjq", "会": "hk", "吓": "xh", "巷": "xh", "行": "xh", "其": "qj", "圈": "qj",
    "奇": "qj", "将": "jq", "强": "qj", "期": "qj", "校": "xj", "系": "xj", "缙": "j", "茄": "qj", "见": "jx",
    "解": "jx", "降": "jx", "卡": "kq", "壳": "kq", "乐": "ly", "弄": "nl", "泸": "l", "率": "ls", "骊": "l",
    "粘": "zn", "区": "qo", "疱": "p", "券": "qx", "纤": "xq", "衢": "q", "铅": "qy", "什": "sz", "厦": "sx",
    "宿": "sx", "属": "sz", "折": "zs", "术": "sz", "栅": "zs", "殖": "zs", "氏": "sz", "省": "sx", "识": "sz",
    "说": "sy", "食": "sy", "陶": "ty", "尉": "wy", "尾": "wy", "遗": "yw", "叶": "yx", "吁": "xy", "轧": "yz",
    "邕": "y", "圳": "z",
}  # fmt: skip
PLAIN = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})


@lru_cache(maxsize=8192)
def initials_of(character: str) -> str:
    """The first letters of a character's readings; "" where it has none that are known."""
    return OTHER_READINGS.get(character) or _listed(character)


def _listed(character: str) -> str:
    encoded = character.encode("gb2312", "ignore")
    number = int.from_bytes(encoded, "big")
    if len(encoded) != 2 or not NUMBERS[0] <= number < END:
        return ""
    return FIRST[bisect_right(NUMBERS, number) - 1][1]


def initials(name: str) -> str:
    """The first letters of a name, a group a character, blanks between them: ``xh z y xh``; signs are left out."""
    return " ".join(filter(None, map(_group, name.translate(PLAIN).lower())))


def _group(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    return initials_of(character)
