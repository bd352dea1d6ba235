"""Which of the site's languages another system means by "zh_CN", "en-GB" or "cn"; and which one a text is in."""

import re

from people.names import HAN_CHARACTER
from posts.importer.scripts import HAN_WEIGHT, LATIN
from posts.importer.stages.languages import CHINESE, ENGLISH
from posts.models.post import LANGUAGES

# Simplified Chinese, as plugins and folder names spell it; traditional Chinese is another language.
SPELLINGS = dict.fromkeys(("zh", "zh-cn", "zh-sg", "zh-my", "zh-hans-cn", "zh-hans-sg", "cn", "chi", "zho"), "zh-hans")
NOT_A_CODE = re.compile(r"[^a-z]+")
ENOUGH = 20_000  # characters that tell a text's language


def site_language(code: str) -> str | None:
    """The site's language that ``code`` names, or None.

    >>> site_language("zh_CN"), site_language("en-GB"), site_language("fr"), site_language("zh-TW")
    ('zh-hans', 'en', None, None)
    """
    code = NOT_A_CODE.sub("-", code.strip().lower()).strip("-")
    code = SPELLINGS.get(code, code)
    if code in LANGUAGES:
        return code
    primary = code.partition("-")[0]
    return primary if primary in LANGUAGES else None


def language_of(text: str) -> str:
    """English or Chinese, whichever most of ``text`` is written in.

    >>> language_of("使用 Kubernetes 部署应用"), language_of("Ada Zhang (张爱) spoke")
    ('zh-hans', 'en')
    """
    text = text[:ENOUGH]
    latin = sum(map(len, LATIN.findall(text)))
    return CHINESE if len(HAN_CHARACTER.findall(text)) * HAN_WEIGHT > latin else ENGLISH
