"""What front matter says under ``author`` → credits: names in a list or a line, as links, with their employer. Pure."""

import re

from people import names
from posts.importer.credits import GROUP
from posts.importer.credits.people import PRONOUNS, person_of
from posts.importer.credits.titles import is_title
from posts.importer.records import Credit

NAME_LENGTH = 200  # characters
LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
MARKS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")
BEHIND = re.compile(r"(?P<name>[^()（）]+?)\s*[(（](?P<inside>[^()（）]+)[)）]")
# The hundred most common: Han in brackets is a name if it begins with one, else an employer (微软).
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方"
    "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
IN_BRACKETS = r"(?![^(（]*[)）])"  # what follows is not: commas between brackets part no people
BETWEEN = re.compile(rf"(?:\s*[,;、，；]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+|\s*和\s*){IN_BRACKETS}")


def people_of(line: str) -> list[Credit]:
    """Everyone a line names. Brackets behind a name hold an employer, a title and an employer, or the name in Han.

    >>> [(c.name, c.organization) for c in people_of("[Ada Example](https://a.example/) (Example Co, Ltd) and Bo")]
    [('Ada Example', 'Example Co, Ltd'), ('Bo', '')]
    """
    line = MARKS.sub("", LINK.sub(r"\1", line))
    return [_credit(piece.strip()) for piece in BETWEEN.split(line) if piece.strip()]


def _credit(piece: str) -> Credit:
    if (group := GROUP.fullmatch(piece)) and person_of(piece) is None:
        return Credit("", organization=group["name"].strip()[:NAME_LENGTH])
    behind = BEHIND.fullmatch(piece)
    if behind is None:
        return Credit(piece[:NAME_LENGTH])
    name, inside = behind["name"][:NAME_LENGTH], behind["inside"].strip()
    if names.HAN_NAME.fullmatch(inside) and inside[0] in SURNAMES:
        return Credit(name, native_name=inside)
    if inside.casefold() in PRONOUNS or inside.startswith("@"):
        return Credit(name)
    first, *others = re.split(r"\s*[,，]\s*", inside)
    if others and is_title(first):
        return Credit(name, title=first[:NAME_LENGTH], organization=", ".join(others)[:NAME_LENGTH])
    return Credit(name, organization=inside[:NAME_LENGTH])
