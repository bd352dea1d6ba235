"""Texts whose words fall off as those of real ones do, for measuring search. Made, not copied, and always the same."""

from collections.abc import Iterator
from itertools import accumulate
from random import Random

# Known words at known ranks. With 950 words to a text, those of rank 50 stand in six texts of seven, those of rank 300 in
# three of ten, those of rank 1,000 in one of ten, those of rank 10,000 in one of a hundred.
ENGLISH = {10: "cloud", 20: "native", 30: "Kubernetes", 40: "CNCF", 300: "security", 1_000: "Envoy", 10_000: "Rook"}
CHINESE = {10: "云原生", 30: "CNCF", 40: "项目", 100: "云", 300: "安全", 400: "孵化", 1_000: "Envoy", 10_000: "毕业"}
VOCABULARY = 20_000  # words
WORDS = 950  # to a text: 6 kB of English, 2,000 characters of Chinese
TITLE = 8  # words


def texts(count: int) -> Iterator[tuple[str, str, str, str]]:
    """English title and body, Chinese title and body."""
    random = Random(1)
    english = _vocabulary(random, ENGLISH, _english_word)
    chinese = _vocabulary(random, CHINESE, _chinese_word)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
    for _number in range(count):
        words = random.choices(english, cum_weights=weights, k=WORDS)
        characters = random.choices(chinese, cum_weights=weights, k=WORDS)
        yield (
            " ".join(words[:TITLE]),
            _paragraphs(words, " ", ". "),
            "".join(characters[:TITLE]),
            _paragraphs(characters, "", "。"),
        )


def _vocabulary(random: Random, known: dict[int, str], make) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        if (word := make(random)) not in known.values():
            words[word] = None
    ordered = list(words)
    for rank, word in known.items():
        ordered[rank] = word
    return ordered


def _english_word(random: Random) -> str:
    syllables = random.choice((1, 2, 2, 3, 3, 4))
    return "".join(random.choice("bcdfghklmnprstvw") + random.choice("aeiou") for _ in range(syllables))


def _chinese_word(random: Random) -> str:
    """One to three of 3,000 characters, the more frequent the smaller their number."""
    return "".join(chr(0x4E00 + int(3_000 * random.random() ** 2)) for _ in range(random.choice((1, 2, 2, 2, 3))))


def _paragraphs(words: list[str], space: str, stop: str) -> str:
    sentences = [space.join(words[at : at + 15]) for at in range(0, len(words), 15)]
    return "\n\n".join(stop.join(sentences[at : at + 5]) + stop for at in range(0, len(sentences), 5))
