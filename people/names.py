"""Names of people and organizations: normalise, compare, recognise, slug. Pure; Latin and Han alike."""

import re
import unicodedata

from django.utils.text import slugify

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # what stands between [ and ] in a pattern of Han characters
HAN_CHARACTER = re.compile(f"[{HAN}]")

# Letters that Unicode does not take apart into a base and an accent.
LETTERS = str.maketrans(dict(zip("øØłŁđĐßæÆœŒı", "o O l L d D ss ae AE oe OE i".split(), strict=True)))


def key(name: str) -> str:
    """What two spellings of one name share: no accents, case, dots or doubled spaces.

    >>> key("Lucas  Käldström") == key("lucas kaldstrom")
    True
    """
    folded = unicodedata.normalize("NFKD", name.translate(LETTERS)).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).strip()


def slug(name: str) -> str:
    """An address for a name: Latin is spelt plainly, Han stays.

    >>> slug("Lucas Käldström"), slug("张三")
    ('lucas-kaldstrom', '张三')
    """
    return slugify(key(name), allow_unicode=True)


def order(name: str) -> bytes:
    """Where ``name`` stands in an index: Latin by its letters, then Han by sound, as GB 18030 has the common characters.

    >>> sorted(["治理", "活动", "Éclair", "eBPF", "安全"], key=order)
    ['eBPF', 'Éclair', '安全', '活动', '治理']
    """
    return key(name).encode("gb18030", "replace")


def initial(name: str) -> str:
    """The letter a name stands under in an index; nothing for other scripts and digits.

    >>> initial("ada-example"), initial("张三"), initial("3scale")
    ('A', '', '')
    """
    return name[0].upper() if name[:1].isascii() and name[:1].isalpha() else ""


LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")


def language_of(words: str) -> str:
    """The language a reader's software should take a name for, by its letters; nothing for digits and signs.

    >>> language_of("Ada Example"), language_of("张三 (San)"), language_of("2018")
    ('en', 'zh-hans', '')
    """
    if HAN_CHARACTER.search(words):
        return "zh-hans"
    return "en" if LATIN_LETTER.search(words) else ""


# Words that stand in front of or inside a family name in lower case.
PARTICLES = frozenset(
    """
    af al an av bin binti da das de del della den der di do dos du e el ibn la le na ten ter van vander von y zu zum zur ’t 't
    """.split()
)
NOT_LEADING = frozenset("an e na y".split())  # particles that no name starts with
SUFFIXES = frozenset("jr sr ii iii iv phd md esq msc bsc mba".split())
HONORIFICS = re.compile(r"\b(?:(?:mr|mrs|ms|mx|dr|ing|prof|assoc|rev|sir|dame)\.? )+", re.IGNORECASE)

# Capitalised words that no person is called, so that a run of capitals with one of them is something else.
NOT_A_NAME = frozenset(
    """
    a about after agency airlines all alliance an analytics and announcing another any archive are as association at
    bakeries bank because before bulletin but by case chief chronicle cloud cloudnativecon cncf code committee community
    company computer computing conference consortium consulting contrast contributors corp corporation council courier daily
    data database day december default definition department design digest digital each end energy engineering enterprise
    europe every far february federation figure for foundation friday from games gazette gmbh google group guest herald here
    hosting how i if in inc industries initiative insider institute insurance interest international interview into is it
    its january journal july kubecon kubernetes lab labs learn limited linux llc logistics ltd magazine maintainers
    management march media meet meetup member members ministry monday more most municipality museum my native nature network
    networking networks new news newsletter no north november now october of on one open operations or our over partners
    payments perception photo platform platforms please podcast post press project projects read research review robotics
    sandbox saturday scholarship school science sciences security september series services she sig since so society
    software solutions some source south special staff storage studio studios summer summit sunday system systems team teams
    technologies technology telecom telekom that the their then there these they this those thursday time times to toc today
    tomorrow tools training tribune tuesday two university user users ventures version via we wednesday weekly what when
    where which while who why with working you your
    """.split()
)
PREFIXED = re.compile(r"(?:[do]['’]|[a-z]{2}-)[A-ZÀ-Þ]")  # d'Ivoire, ul-Ain
# "JFrog", "OpenStack" and "DevOps" are no names of people, "McAllister", "DeLong" and "O'Hara" are.
INNER_CAPITAL_NAMES = r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|O|D|Fitz)[A-Z]"
CAMEL_CASE = re.compile(rf"(?!{INNER_CAPITAL_NAMES})\w*[a-zà-ÿ][A-Z]|[A-Z]{{2,}}[a-z]")
HAN_NAME = re.compile(f"[{HAN}]{{2,4}}|[{HAN}]{{1,6}}[·• ][{HAN}]{{1,6}}")  # 张三, 阿达·示例
FIRM_ENDINGS = "公司|科技|技术|集团|软件|数据|网络|银行|大学|学院|社区|团队|中心|小组"
HAN_FIRM = re.compile(f"[{HAN}]{{2}}(?:{FIRM_ENDINGS})")  # as long as a name
SPACED_HAN_NAME = re.compile(f"([{HAN}]{{1,2}}) ([{HAN}]{{1,2}})")  # 张 三: set as wide as the names of three beside it
# The most common, and those of two characters.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方"
    "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
LONG_SURNAMES = ("欧阳", "司徒", "司马", "诸葛", "上官", "皇甫", "东方", "夏侯", "令狐", "慕容", "公孙", "尉迟", "端木")
NICKNAME = re.compile(r"[“\"‘(][\w.-]+[”\"’)]")  # Robert “Bob” Example
MAX_WORDS = 5
LONGEST_PLAIN_CAPITALS = 3  # letters: "LEE" and "Wu" may be names, "NATO" is an acronym


def is_person(text: str, *, one_word: bool = False) -> bool:
    """Whether ``text`` is written like a person's name and holds nothing else. A guess by shape, not a register.

    Two to five words (``one_word`` lets a single one pass), each with a capital but particles; no digit, no word that
    names something else. Han names of two to four characters pass as they are.

    >>> is_person("Jean de Klerk"), is_person("Second Example Foundation"), is_person("JFrog", one_word=True)
    (True, False, False)
    """
    text = text.strip()
    if HAN_NAME.fullmatch(text):
        return not HAN_FIRM.fullmatch(text)
    words = NICKNAME.sub(" ", HONORIFICS.sub("", text, count=1)).split()
    while len(words) > 1 and is_suffix(words[-1]):
        words.pop()
    if not (1 if one_word else 2) <= len(words) <= MAX_WORDS:
        return False
    if words[-1].islower() and words[-1] in PARTICLES:
        return False  # "Ada van": the name goes on
    return _is_first_word(words[0]) and all(map(_is_name_word, words))


def is_han_person(text: str) -> bool:
    """Whether Han text that may as well be a firm is a name: it begins with a common surname.

    >>> is_han_person("张三"), is_han_person("诸葛示例"), is_han_person("微软")
    (True, True, False)
    """
    return is_person(text) and (text[0] in SURNAMES or text.startswith(LONG_SURNAMES))


def is_suffix(word: str) -> bool:
    """Whether a word only follows names: "Jr.", "III", "Ph.D."."""
    return word.strip(".,").replace(".", "").casefold() in SUFFIXES


def _is_first_word(word: str) -> bool:
    return word.strip(".,") not in NOT_LEADING


def _is_name_word(word: str) -> bool:
    plain = word.strip(".,")
    if not plain or not all(c.isalpha() or c in "'’`-." for c in plain):
        return False
    if plain.casefold() in PARTICLES:
        return True
    if not plain[0].isupper() and not PREFIXED.match(plain):
        return False
    if len(plain) == 1 and word.endswith("."):
        return True  # an initial, "A." and "I." too
    if plain.casefold() in NOT_A_NAME or plain.endswith(("'s", "’s", "s'", "s’")):
        return False
    return not _is_acronym(plain) and not CAMEL_CASE.match(plain)


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) > LONGEST_PLAIN_CAPITALS and "." not in word and "-" not in word


def clean(name: str) -> str:
    """A name as a credit shows it: one space, none in a short Han name, no honorific, no stray mark.

    >>> clean("Dr. Ada  Example,"), clean("张 三")
    ('Ada Example', '张三')
    """
    plain = re.sub(r"\s+", " ", name).strip(" ,;:*")
    if match := SPACED_HAN_NAME.fullmatch(plain):
        return match[1] + match[2]
    return HONORIFICS.sub("", plain, count=1)


def split_native(name: str) -> tuple[str, str]:
    """(Latin form, Han form) of a name that gives both; either may be empty.

    >>> split_native("Ada Zhang 张 爱达"), split_native("张三 (San Zhang)")
    (('Ada Zhang', '张爱达'), ('San Zhang', '张三'))
    """
    han = "".join(re.findall(f"[{HAN}·]+", name))
    latin = re.sub(r"\s+", " ", re.sub(f"[{HAN}·()（）]+", " ", name)).strip()
    return latin, han
