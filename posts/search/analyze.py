"""Text → tokens, the same for an indexed text and for a query. Pure.

A token is a stemmed English word ("Projects" → "project"), any other word as it is, or two neighbouring characters of a script
that is written without spaces: 云原生 → 云原 原生 生. The last character stands alone so that every character begins a
token: one character is then found as a prefix, two as a token, more as a phrase.

Whatever stands between letters separates: "cloud-native", "Cloud Native" and "cloud/native" are the same two tokens, as are
"node.js" and "Node JS". Only "c++", "c#" and their like keep their sign. An apostrophe separates nothing: "Envoy’s" is "envoy",
"don't" is "dont".
"""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from threading import Lock

import snowballstemmer

TOKEN_LENGTH = 64  # characters; what is longer is cut, in the index and in the query alike
REMEMBERED = 200_000  # entries of each cache, some 30 MB at most; 10,000 English posts need about 150,000
REMEMBERED_LENGTH = 40  # characters; longer ones seldom recur

# Scripts written without spaces between words: Han with its extensions and compatibility forms, and kana.
KANA = "\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
HAN = "々〇〻\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
UNSPACED = KANA + HAN
# A letter or digit of any other script, with the accents and soft hyphens that may stand on or after it.
LETTER = rf"[^\W_{UNSPACED}][\u0300-\u036f\xad]*+"
WORD = re.compile(rf"[{UNSPACED}]++|(?:{LETTER})++(?:['’](?:{LETTER})++)*+(?:\+\+|#(?!\w))?")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")

# What a reader of the rendered text does not see. Every quantifier is possessive, so that a hostile text costs no more than its
# length.
TARGET = re.compile(r"(?<!\\)\]\((?:[^()\[\]\n]++|\([^()\[\]\n]*+\))*+\)")  # [text](target "title")
ADDRESS_OR_TAG = re.compile(r"https?://(?a:[\w.~:/?#@!$&*+,;=%-])++|(?<!\\)</?[A-Za-z!][^<>]{0,1000}+>")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")

_stem = snowballstemmer.stemmer("english").stemWord
_one_at_a_time = Lock()  # the stemmer keeps the word it is at: two threads would end each other's, or mix them up


class _Stems(dict[str, str]):
    """A lower-case word without apostrophes → its token. Stemming takes a hundred times as long as looking up."""

    def __missing__(self, word: str) -> str:
        token = word
        if word.isascii() and word.isalpha():
            with _one_at_a_time:
                token = _stem(word)
        token = token[:TOKEN_LENGTH]
        if len(word) <= REMEMBERED_LENGTH:
            _make_room(self)
            self[word] = token
        return token


class _Chunks(dict[str, str]):
    """What stands between two spaces, "(Envoy’s" → its tokens, separated by spaces. One lookup for most words of a text."""

    def __missing__(self, chunk: str) -> str:
        tokens = " ".join([" ".join(_tokens_of(word)) for word in WORD.findall(chunk)])
        if len(chunk) <= REMEMBERED_LENGTH and not IS_UNSPACED.search(chunk):
            _make_room(self)
            self[chunk] = tokens
        return tokens


def _make_room(cache: dict[str, str]) -> None:
    if len(cache) >= REMEMBERED:
        cache.clear()


_stems = _Stems()
_chunks = _Chunks()


def analyze(text: str) -> list[str]:
    """The tokens of a plain text in their order. Never raises, whatever the text; no token holds a space, quote or backslash.

    >>> analyze("Envoy’s gRPC/HTTP2 proxies, 云原生")
    ['envoy', 'grpc', 'http2', 'proxi', '云原', '原生', '生']
    """
    return " ".join(map(_chunks.__getitem__, text.split())).split()


def analyze_markdown(source: str) -> list[str]:
    """The tokens of what a reader of the rendered text sees.

    >>> analyze_markdown("**云**原生 with [Envoy](https://envoy.example/docs)")
    ['云原', '原生', '生', 'with', 'envoy']
    """
    return analyze(seen(source))


def seen(source: str) -> str:
    """A Markdown text without link targets, addresses, tags and escapes; other signs are left, since they separate words."""
    if "](" in source:
        source = TARGET.sub("", source)
    if "://" in source or "<" in source:
        source = ADDRESS_OR_TAG.sub(" ", source)
    if "\\" in source:
        source = ESCAPED.sub(r"\1", source)
    if "&" in source:
        source = ENTITY.sub(lambda entity: unescape(entity[0]), source)
    return source.replace("**", "")  # may stand inside a word


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Every token of ``text`` with the place ``text[start:end]`` it was made of.

    The two characters of a pair overlap with the next pair's; what one word unfolds to ("½" → "1", "2") shares its place.
    """
    for match in WORD.finditer(text):
        start, end = match.span()
        tokens = _tokens_of(match[0])
        if IS_UNSPACED.match(match[0]) and len(tokens) == end - start:
            for at, token in enumerate(tokens, start):
                yield at, min(at + 2, end), token
        else:
            for token in tokens:
                yield start, end, token


def _tokens_of(word: str) -> list[str]:
    """The tokens of one match of ``WORD``."""
    if word.isascii():
        return [_stems[_without_apostrophes(word.lower())]]
    if IS_UNSPACED.match(word):
        run = unicodedata.normalize("NFKC", word)
        return [*map(str.__add__, run, run[1:]), run[-1]]
    # "Ｋ８ｓ" → "k8s", "ﬁnding" → "find", "½" → "1", "2"
    folded = unicodedata.normalize("NFKC", word.replace("\xad", "").casefold())
    return [_stems[_without_apostrophes(part)] for part in WORD.findall(folded)]


def _without_apostrophes(word: str) -> str:
    """A lower-case word without its possessive ending and other apostrophes."""
    if "’" in word:
        word = word.replace("’", "'")
    return word.removesuffix("'s").replace("'", "") if "'" in word else word
