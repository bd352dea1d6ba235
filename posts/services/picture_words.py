"""What an uploaded picture shows, in words: learned in each language as it is written, and offered where it stands anew."""

import re
from collections.abc import Iterable, Mapping

from posts.models import Image
from posts.translating.marks import PICTURE, pictures

NAME = re.compile(r"/(images/[0-9a-f]{32}-\d{1,5}x\d{1,5}\.[a-z]+)$")  # posts.services.images names them so


def learn(texts: Mapping[str, str]) -> None:
    """Of the texts of a post by language, in the transaction that saves them.

    Words that are another language's are not learned: nobody has translated them.
    """
    said = {code: _words(text) for code, text in texts.items()}
    names = set().union(*said.values())
    for image in Image.objects.filter(name__in=names).select_for_update().order_by("pk") if names else ():
        known = dict(image.alt)
        for code, words_of in said.items():
            words = words_of.get(image.name, "")
            if words and words not in (text for other, text in known.items() if other != code):
                known[code] = words
        if known != image.alt:
            image.alt = known
            image.save(update_fields=["alt"])


def known_words(texts: Iterable[str], language: str) -> dict[str, str]:
    """What the pictures of ``texts`` show, by their names, as far as that was said in ``language`` before."""
    names = {name for text in texts for name in _words(text, even_empty=True)}
    images = Image.objects.filter(name__in=names).values_list("name", "alt") if names else ()
    return {name: alt[language] for name, alt in images if alt.get(language)}


def with_words(text: str, known: dict[str, str]) -> str:
    """``text``, with the words of the pictures that ``known`` has some for."""

    def said(match: re.Match[str]) -> str:
        name = _name(match[2])
        if name not in known:
            return match[0]
        rest = match[0].removeprefix(f"![{match[1]}")
        return f"![{escaped(known[name])}{rest}"

    return PICTURE.sub(said, text)


def escaped(words: str) -> str:
    """As Markdown: what stands in ``words`` cannot end them."""
    return re.sub(r"([\[\]\\])", r"\\\1", " ".join(words.split()))


def _words(text: str, *, even_empty: bool = False) -> dict[str, str]:
    """By the name of the picture; the last of several."""
    found = ((_name(address), re.sub(r"\\([\[\]\\])", r"\1", words).strip()) for words, address in pictures(text))
    return {name: words for name, words in found if name and (words or even_empty)}


def _name(address: str) -> str:
    """As the picture is stored under, or none of one that was not uploaded here."""
    match = NAME.search(address)
    return match[1] if match else ""
