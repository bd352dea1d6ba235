"""Where the folders of a site keep a post and its translations: a path → what all languages share, and the language. Pure.

| the post | its translation | as in |
|---|---|---|
| content/posts/a.md | content/posts/a.zh.md | Hugo, Zola, Nextra |
| content/posts/a/index.md | content/posts/a/index.zh.md | Hugo, Gatsby |
| content/en/posts/a.md | content/zh-cn/posts/a.md | Hugo |
| content/english/posts/a.md | content/chinese/posts/a.md | Hugo |
| content/blog/en/a.md | content/blog/zh/a.md | Astro |
| _posts/a.md | _posts/zh/a.md, zh/_posts/a.md, _i18n/zh/_posts/a.md | Jekyll, Hexo |
| blog/a.md | i18n/zh-Hans/docusaurus-plugin-content-blog/a.md | Docusaurus |
| docs/a.md | i18n/zh-Hans/docusaurus-plugin-content-docs/current/a.md | Docusaurus |
| blog/a.md | zh/blog/a.md, blog/zh/a.md | VuePress, VitePress, Eleventy, MkDocs |
| en/a.md | zh/a.md | plain folders |

A key begins with the folder that holds all of these, and knows nothing of what is above: a site may be moved.
"""

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from django.conf.locale import LANG_INFO

from posts.importer.readers.tongues import site_language

ROOTS = frozenset({"content", "_posts", "_drafts"})  # what stands below them is a site's, whatever it looks like
SECTIONS = frozenset({"blog", "posts", "docs"})  # folders that often hold posts, where there are none of those
PLUGIN = re.compile(r"docusaurus-plugin-content-(blog|docs)(?:-.+)?")
CURRENT = "current"  # version of Docusaurus' documents
CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{4})?(?:[-_][a-z]{2})?", re.IGNORECASE)
CODES = frozenset(code.partition("-")[0] for code in LANG_INFO)
NAMES = {  # folders that are called by a language's name
    **{"english": "en", "chinese": "zh", "french": "fr", "german": "de", "italian": "it", "japanese": "ja", "korean": "ko"},
    **{"portuguese": "pt", "russian": "ru", "spanish": "es"},
}
BUNDLE = "index"


class Filed(NamedTuple):
    """``key`` begins with the site's own folder, and ends with the file's name; ``language`` is as the path spells it."""

    key: str
    language: str


def filed(path: PurePath) -> Filed:
    """
    >>> filed(PurePath("/srv/site/content/zh-cn/posts/a.md"))
    Filed(key='site/content/posts/a', language='zh-cn')
    """
    site, folders, language = _below_site(path.parts)
    stem, _dot, suffix = path.stem.rpartition(".")
    if stem and _is_code(suffix):
        return Filed("/".join((site, *folders, stem)), suffix)
    if not language and (index := _language_folder(folders, path.stem)):
        language = _code(folders.pop(index))
    return Filed("/".join((site, *folders, path.stem)), language)


def _below_site(parts: Sequence[str]) -> tuple[str, list[str], str]:
    """The site's own folder, those below it down to the file, and the language that one above them tells."""
    for index in range(2, len(parts) - 2):
        if parts[index] == "i18n" and _code(parts[index + 1]) and (plugin := PLUGIN.fullmatch(parts[index + 2])):
            below = [part for part in parts[index + 3 : -1] if part != CURRENT]
            return parts[index - 1], [plugin[1], *below], parts[index + 1]
    start = _start(parts)
    above, folders = (parts[start - 1] if start else ""), list(parts[start:-1])
    if "content" in folders[:1] or not _tells_language(above, is_plain=not folders):
        return above, folders, ""
    return (parts[start - 2] if start > 1 else ""), folders, _code(above)


def _start(parts: Sequence[str]) -> int:
    """Where the site's own folders begin: at the first of its roots, else at the last section, else at the file."""
    folders = range(len(parts) - 1)
    root = next((index for index in folders if parts[index] in ROOTS), None)
    section = next((index for index in reversed(folders) if parts[index] in SECTIONS), None)
    return next((index for index in (root, section) if index is not None), max(len(parts) - 1, 1))


def _tells_language(folder: str, *, is_plain: bool) -> bool:
    """A folder right above plain files may be anybody's: it must be one of the site's languages."""
    code = _code(folder)
    return bool(site_language(code) if is_plain else code)


def _language_folder(folders: Sequence[str], stem: str) -> int:
    """The index of the first or second folder below the root, if that is a language's; 0 if none is."""
    own = len(folders) - (stem == BUNDLE)  # the folder of a bundle is its name
    return next((index for index in (1, 2) if index < own and _code(folders[index])), 0)


def _code(folder: str) -> str:
    """The language that a folder is called by; "" if by none."""
    return NAMES.get(folder.lower()) or (folder if _is_code(folder) else "")


def _is_code(name: str) -> bool:
    """``go`` and ``js`` are none."""
    return bool(CODE.fullmatch(name)) and (site_language(name) is not None or re.split("[-_]", name.lower())[0] in CODES)
