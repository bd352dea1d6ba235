"""Names of people and organizations: normalise, compare, recognise, slug. Pure; Latin and Han alike."""

import re
import unicodedata

from django.utils.text import slugify

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

# Letters that Unicode does not take apart into a base and an accent.
LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ı": "i",
    }
)


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


# Words that stand in front of or inside a family name in lower case.
PARTICLES = frozenset(
    """
    af al an av bin binti da das de del della den der di do dos du e el ibn la le na ten ter van vander von y zu zum zur
    """.split()
)
NOT_LEADING = frozenset("an e na y".split())  # particles that no name starts with
SUFFIXES = frozenset("jr sr ii iii iv phd md esq".split())
HONORIFICS = re.compile(r"(?:(?:mr|mrs|ms|mx|dr|prof|assoc|rev|sir|dame)\.? )+", re.IGNORECASE)

# Capitalised words that no person is called, so that a run of capitals with one of them is something else.
NOT_A_NAME = frozenset(
    """
    a about after agency airlines all alliance an and announcing another any archive are as association at bakeries bank
    because before bulletin but by case chief chronicle cloud cloudnativecon cncf code committee community company computer
    computing conference consortium consulting contrast contributors corp corporation council courier daily data day
    december default definition department design digest digital each end engineering enterprise europe every far february
    federation figure for foundation friday from gazette gmbh google group guest herald here how i if in inc industries
    initiative insider institute insurance interest international interview into is it its january journal july kubecon
    kubernetes lab labs learn limited linux llc ltd magazine maintainers management march media meet meetup member members
    ministry monday more most municipality museum my native nature network networking networks new news newsletter no north
    november now october of on one open operations or our over partners perception photo platform platforms please podcast
    post press project projects read research review sandbox saturday scholarship school science sciences security september
    series services she sig since so society software solutions some source south special staff studio studios summer summit
    sunday system systems team teams technologies technology telekom that the their then there these they this those
    thursday time times to toc today tomorrow tools training tribune tuesday two university user users ventures version via
    we wednesday weekly what when where which while who why with working you your
    """.split()
)
PREFIXED = re.compile(r"(?:[do]['’]|[a-z]{2}-)[A-ZÀ-Þ]")  # d'Ivoire, ul-Ain
CAMEL = re.compile(r"(?!(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|O|D|Fitz)[A-Z])\w*[a-zà-ÿ][A-Z]|[A-Z]{2,}[a-z]")
HAN_NAME = re.compile(f"[{HAN}]{{2,4}}|[{HAN}]{{1,6}}[·• ][{HAN}]{{1,6}}")
NICKNAME = re.compile(r"[“\"‘(][\w.-]+[”\"’)]")
MAX_WORDS = 5


def is_person(text: str, *, one_word: bool = False) -> bool:
    """Whether ``text`` is written like a person's name and holds nothing else. A guess by shape, not a register.

    Two to five words (``one_word`` lets a single one pass), each with a capital but particles; no digit, no word that
    names something else. Han names of two to four characters pass as they are.

    >>> is_person("Jean de Klerk"), is_person("Second Example Foundation"), is_person("JFrog", one_word=True)
    (True, False, False)
    """
    text = text.strip()
    if HAN_NAME.fullmatch(text):
        return True
    words = NICKNAME.sub(" ", HONORIFICS.sub("", text, count=1)).split()
    while len(words) > 1 and words[-1].strip(".,").casefold().replace(".", "") in SUFFIXES:
        words.pop()
    if not (1 if one_word else 2) <= len(words) <= MAX_WORDS or (words[-1].casefold() in PARTICLES and words[-1][0].islower()):
        return False
    return all(_is_name_word(word, first=index == 0) for index, word in enumerate(words))


def _is_name_word(word: str, *, first: bool) -> bool:
    plain = word.strip(".,")
    if not plain or not all(c.isalpha() or c in "'’`-." for c in plain):
        return False
    if plain.casefold() in PARTICLES:
        return not first or plain not in NOT_LEADING
    if not plain[0].isupper() and not PREFIXED.match(plain):
        return False
    if len(plain) == 1 and word.endswith("."):
        return True  # an initial, "A." and "I." too
    if plain.casefold() in NOT_A_NAME or plain.endswith(("'s", "’s")):
        return False
    if len(plain) > 3 and plain.isupper() and "." not in plain and "-" not in plain:
        return False  # an acronym
    return not CAMEL.match(plain)


def clean(name: str) -> str:
    """A name as a credit shows it: one space, no honorific, no stray mark."""
    return HONORIFICS.sub("", re.sub(r"\s+", " ", name).strip(" ,;:*"), count=1)


def split_native(name: str) -> tuple[str, str]:
    """(Latin form, Han form) of a name that gives both; either may be empty.

    >>> split_native("Ada Zhang 张 爱达"), split_native("张三 (San Zhang)")
    (('Ada Zhang', '张爱达'), ('San Zhang', '张三'))
    """
    han = "".join(re.findall(f"[{HAN}·]+", name))
    latin = re.sub(r"\s+", " ", re.sub(f"[{HAN}·()（）]+", " ", name)).strip()
    return latin, han
