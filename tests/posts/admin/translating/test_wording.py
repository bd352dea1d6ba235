"""What the checks found, in words."""

import pytest
from django.utils.translation import override

from posts.admin.translating.wording import groups
from posts.translating.checks import Finding, Warning


@pytest.mark.parametrize(
    ("finding", "english", "chinese"),
    [
        pytest.param(
            Finding(Warning.PUNCTUATION, 4, extra=(",", ".")), ("Block 3", "“,”, “.”"), ("段落 3", "“,”、“.”"), id="signs"
        ),
        pytest.param(
            Finding(Warning.LINKS, 0, ("/a/",), ("/b/",)),
            ("Title", "missing: /a/; not in the source: /b/"),
            ("标题", "缺少：/a/；原文没有：/b/"),
            id="links",
        ),
        pytest.param(
            Finding(Warning.PICTURES, 2, ("/media/cat.png",), ("A cat",)),
            ("Block 1", "in the words of the source: A cat; says nothing of what it shows: cat.png"),
            ("段落 1", "仍是原文的文字：A cat；没有说明图片内容：cat.png"),
            id="pictures",
        ),
    ],
)
def test_a_warning_says_its_place_and_what_it_is_about(finding, english, chinese):
    for language, expected in (("en", english), ("zh-hans", chinese)):
        with override(language):
            [group] = groups([finding])
            [said] = group.shown
            assert (said.place, said.sentence) == expected
