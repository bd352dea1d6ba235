"""Words of another language within a rendered text → the same marked with ``lang``, for voices and fonts. Pure."""

import re
from html import unescape

from people.names import HAN, HAN_CHARACTER

ENOUGH = 5  # Latin words without a Han character: fewer are names and terms, which Chinese texts are full of
KANA_OR_HANGUL = "぀-ヿ가-힯"
# A run of Han characters that is no part of a Japanese or Korean word, with the signs within it.
RUN = rf"(?<![{HAN}{KANA_OR_HANGUL}])[{HAN}]++(?:[　-〿＀-￯“”‘’…—·]*+[{HAN}]++)*+(?![{KANA_OR_HANGUL}])"
RUN_OR_MARKUP = re.compile(rf"<(pre|code)\b.*?</\1>|<[^>]*>|{RUN}", re.DOTALL)
PICTURE = re.compile(r'<img ([^>]*?\balt="([^"]*)"[^>]*>)')
# What holds words and no block of its own.
BLOCK = re.compile(
    r"<(p|h[2-6]|li|t[hd]|figcaption|d[td])\b([^>]*)>"
    r"([^<]*(?:<(?!/?(?:p|h[2-6]|li|t[hd]|figcaption|d[td]|ul|ol|table|pre|blockquote|figure|section)\b)[^<]*)*)</\1>"
)
NAMED_IN_CHINESE = re.compile(rf'\baria-label="[^"]*[{HAN}][^"]*"')  # a footnote, by the page
UNSPOKEN = re.compile(r"<code\b.*?</code>|<[^>]*>|\S+://\S+", re.DOTALL)
LATIN_WORD = re.compile(r"[^\W\d_]{2,}")


def marked(html: str, language: str) -> str:
    """What of a text in ``language`` is in Chinese, or a whole block of it in a language of Latin letters, taken for English.

    >>> marked("<p>Tea is 茶 here.</p>", "en")
    '<p>Tea is <span lang="zh-hans">茶</span> here.</p>'
    >>> marked("<p>They told us so, in English.</p><p>我们用 Kubernetes。</p>", "zh-hans")
    '<p lang="en">They told us so, in English.</p><p>我们用 Kubernetes。</p>'
    """
    if language == "zh-hans":
        return PICTURE.sub(_picture, BLOCK.sub(_block, html))
    return html if html.isascii() or not HAN_CHARACTER.search(html) else RUN_OR_MARKUP.sub(_run, html)


def _run(found: re.Match[str]) -> str:
    shown = found[0]
    if not shown.startswith("<"):
        return f'<span lang="zh-hans">{shown}</span>'
    picture = PICTURE.fullmatch(shown)
    return f'<img lang="zh-hans" {picture[1]}' if picture and HAN_CHARACTER.search(picture[2]) else shown


def _block(found: re.Match[str]) -> str:
    name, attributes, inner = found.groups()
    if not _is_english(inner):
        return found[0]
    inner = NAMED_IN_CHINESE.sub(r'\g<0> lang="zh-hans"', inner)
    return f'<{name} lang="en"{attributes}>{inner}</{name}>'


def _picture(found: re.Match[str]) -> str:
    return f'<img lang="en" {found[1]}' if _is_english(found[2]) else found[0]


def _is_english(words: str) -> bool:
    spoken = unescape(UNSPOKEN.sub(" ", words))
    return not HAN_CHARACTER.search(spoken) and len(LATIN_WORD.findall(spoken)) >= ENOUGH
