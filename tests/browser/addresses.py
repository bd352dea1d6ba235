"""Every type of page, once: what the tests of this folder visit, in both languages."""

from urllib.parse import quote

import pytest

from tests.browser.fill import ARCHIVED, OUTDATED, SLUG

BILINGUAL = "/blog/debugging-dns-in-kubernetes-one-query-at-a-time/"
SPECIMEN = f"/blog/{SLUG}/"
PAGES = {
    "home": "/",
    "list": "/blog/",
    "list-last-page": "/blog/?page=3",
    "list-filtered": "/blog/?year=2018&project=kubernetes",
    "list-empty": "/blog/?year=2018&project=helm&language=zh-hans",
    "post-bilingual": BILINGUAL,
    "post-english-only": "/blog/meet-the-ambassador-noor-haddad/",
    "post-chinese-only": "/blog/" + quote("灰度发布那些事一次不慌不忙的上线") + "/",
    "post-outdated": f"/blog/{OUTDATED}/",
    "post-specimen": SPECIMEN,
    "series-list": "/series/",
    "series": "/series/meet-the-ambassador/",
    "projects": "/projects/",
    "project": "/projects/kubernetes/",
    "people": "/people/",
    "person": "/people/marta-lindqvist/",
    "person-in-han": "/people/" + quote("陆晓舟") + "/",
    "tags": "/tags/",
    "tag": "/tags/storage/",
    "archive": "/archive/",
    "archive-year": "/archive/2018/",
    "archive-month": "/archive/2018/09/",
    "search": "/search/",
    "search-results": "/search/?q=kubernetes",
    "search-nothing": "/search/?q=zzzqqq",
    "search-in-one-language": "/search/?q=ambassador",
    "not-found": "/nowhere/",
    "gone": f"/blog/{ARCHIVED}/",
}
PREFIXES = {"en": "", "zh-hans": "/zh-hans"}
IN_BOTH_LANGUAGES = [
    pytest.param(prefix + path, id=f"{name}-{language}")
    for name, path in PAGES.items()
    for language, prefix in PREFIXES.items()
]
every_page = pytest.mark.parametrize("path", IN_BOTH_LANGUAGES)
