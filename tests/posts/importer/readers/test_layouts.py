"""Which files are one post in several languages."""

from pathlib import PurePath

import pytest

from posts.importer.readers.layouts import Filed, filed


@pytest.mark.parametrize(
    ("post", "translation", "language"),
    [
        pytest.param("content/posts/a.md", "content/posts/a.zh.md", "zh", id="suffix"),
        pytest.param("content/posts/a.md", "content/posts/a.zh-cn.md", "zh-cn", id="suffix-of-a-country"),
        pytest.param("content/posts/a.en.md", "content/posts/a.zh-Hans-CN.md", "zh-Hans-CN", id="suffix-with-script"),
        pytest.param("content/posts/a/index.md", "content/posts/a/index.zh.md", "zh", id="bundle"),
        pytest.param("content/en/posts/a.md", "content/zh-cn/posts/a.md", "zh-cn", id="folders"),
        pytest.param("content/en/blog/_posts/2018-09-25-a.md", "content/zh-cn/blog/_posts/2018-09-25-a.md", "zh-cn", id="both"),
        pytest.param("content/english/posts/a.md", "content/chinese/posts/a.md", "zh", id="names-of-languages"),
        pytest.param("content/posts/a.md", "content/zh/posts/a.md", "zh", id="folder-of-one"),
        pytest.param("src/content/blog/en/a.md", "src/content/blog/zh/a.md", "zh", id="below-the-section"),
        pytest.param("src/content/docs/a.md", "src/content/docs/zh-cn/a.md", "zh-cn", id="below-the-section-of-one"),
        pytest.param("src/content/blog/en/a/index.md", "src/content/blog/zh/a/index.md", "zh", id="bundle-below-the-section"),
        pytest.param("_posts/2018-09-25-a.md", "_posts/zh/2018-09-25-a.md", "zh", id="below-posts"),
        pytest.param("_posts/2018-09-25-a.md", "zh/_posts/2018-09-25-a.md", "zh", id="above-posts"),
        pytest.param("source/_posts/a.md", "source/zh-CN/_posts/a.md", "zh-CN", id="above-posts-in-a-source"),
        pytest.param("_i18n/en/_posts/a.md", "_i18n/zh/_posts/a.md", "zh", id="i18n"),
        pytest.param("blog/a.md", "i18n/zh-Hans/docusaurus-plugin-content-blog/a.md", "zh-Hans", id="plugin"),
        pytest.param("blog/2019/a/index.mdx", "i18n/zh-CN/docusaurus-plugin-content-blog/2019/a/index.mdx", "zh-CN", id="deep"),
        pytest.param("docs/a.md", "i18n/zh-Hans/docusaurus-plugin-content-docs/current/a.md", "zh-Hans", id="plugin-docs"),
        pytest.param("blog/a.md", "zh/blog/a.md", "zh", id="above-a-section"),
        pytest.param("docs/blog/a.md", "docs/zh/blog/a.md", "zh", id="between-sections"),
        pytest.param("blog/en/a.md", "blog/zh/a.md", "zh", id="below-a-section"),
        pytest.param("en/a.md", "zh/a.md", "zh", id="plain-folders"),
        pytest.param("blog/a.md", "fr/blog/a.md", "fr", id="another-language"),
    ],
)
def test_a_post_and_its_translation_share_a_key(post, translation, language):
    for above in ("/srv/site", "/home/docs/blog/site"):
        one, other = filed(PurePath(above, post)), filed(PurePath(above, translation))
        assert (one.key, other.language) == (other.key, language)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        pytest.param("site/content/posts/node.js.md", Filed("site/content/posts/node.js", ""), id="no-language"),
        pytest.param("site/content/go/a.md", Filed("site/content/go/a", ""), id="section-of-two-letters"),
        pytest.param("site/content/posts/it/index.md", Filed("site/content/posts/it/index", ""), id="bundle-called-so"),
        pytest.param("my/a.md", Filed("my/a", ""), id="plain-folder"),
        pytest.param("site/i18n/zh/other-plugin/a.md", Filed("other-plugin/a", ""), id="another-plugin"),
        pytest.param("/a.md", Filed("//a", ""), id="at-the-root"),
    ],
)
def test_what_tells_no_language(path, found):
    assert filed(PurePath(path)) == found


@pytest.mark.parametrize("path", ["content/en/posts/a.md", "_posts/a.md", "i18n/zh/docusaurus-plugin-content-blog/a.md"])
def test_a_site_may_be_moved(path):
    assert filed(PurePath("/srv/site", path)) == filed(PurePath("/home/blog/my/site", path))
    assert filed(PurePath("/srv/site", path)).key.startswith("site/")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("site/content/posts/a.md", "site/content/posts/b.md", id="names"),
        pytest.param("site/content/posts/a.md", "site/content/news/a.md", id="sections"),
        pytest.param("one/content/posts/a.md", "other/content/posts/a.md", id="sites"),
        pytest.param("site/blog/a.md", "site/docs/a.md", id="blog-and-docs"),
    ],
)
def test_different_posts(one, other):
    assert filed(PurePath(one)).key != filed(PurePath(other)).key
