"""A name that is not in the page's language says in which it is."""

import pytest
from django.utils import translation

from posts.templatetags.blog import lang_of_name, lang_of_words, named
from tests.factories import make_person, make_post, make_project, make_series, make_tag

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "fields", "page", "said"),
    [
        pytest.param(make_series, {}, "zh-hans", ' lang="en"', id="series-untranslated"),
        pytest.param(make_series, {"name_zh_hans": "故事"}, "zh-hans", "", id="series-translated"),
        pytest.param(make_series, {}, "en", "", id="series-in-english"),
        pytest.param(
            make_series, {"name_en": "", "name_zh_hans": "故事"}, "en", ' lang="zh-hans"', id="series-only-in-chinese"
        ),
        pytest.param(make_project, {}, "zh-hans", ' lang="en"', id="project"),
        pytest.param(make_tag, {}, "zh-hans", ' lang="en"', id="tag"),
        pytest.param(make_tag, {"label_zh_hans": "存储"}, "zh-hans", "", id="tag-translated"),
        pytest.param(make_tag, {"label_en": ""}, "zh-hans", ' lang="en"', id="tag-without-labels"),
        pytest.param(make_tag, {"label_en": "", "name": "存储"}, "zh-hans", "", id="tag-in-chinese-without-labels"),
    ],
)
def test_the_attribute(make, fields, page, said):
    row = make(**{"name": "Something", **fields})
    with translation.override(page):
        assert lang_of_name(row) == said


@pytest.mark.parametrize(
    ("words", "page", "said"),
    [
        pytest.param("张三", "en", ' lang="zh-hans"', id="han-on-an-english-page"),
        pytest.param("张三 (San Zhang)", "en", ' lang="zh-hans"', id="both-on-an-english-page"),
        pytest.param("张三", "zh-hans", "", id="han-on-a-chinese-page"),
        pytest.param("Ada Example", "zh-hans", ' lang="en"', id="latin-on-a-chinese-page"),
        pytest.param("Ada Example", "en", "", id="latin-on-an-english-page"),
        pytest.param("2018", "zh-hans", "", id="digits"),
        pytest.param("", "en", "", id="nothing"),
    ],
)
def test_the_attribute_of_words(words, page, said):
    with translation.override(page):
        assert lang_of_words(words) == said


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("en", 'Ada &lt;b&gt; and <span lang="zh-hans">张三</span>'),
        ("zh-hans", '<span lang="en">Ada &lt;b&gt;</span>和张三'),
    ],
)
def test_names_in_a_sentence_say_it_one_by_one(page, said):
    with translation.override(page):
        assert named(["Ada <b>", "张三"]) == said


def test_names_of_people_and_choices_say_it(client):
    person, series = make_person("张三"), make_series("Quiet Stories")
    make_post("A post", authors=[person], series=series)
    for path, marked in (
        ("/blog/", '<span lang="zh-hans">张三</span>'),
        ("/blog/a-post/", '<a class="credit-name" href="/people/%E5%BC%A0%E4%B8%89/" lang="zh-hans">张三</a>'),
        ("/people/", 'lang="zh-hans">张三</a>'),
        ("/people/张三/", '<h1 lang="zh-hans">张三</h1>'),
        ("/zh-hans/blog/", '<option value="quiet-stories" lang="en">Quiet Stories（1）</option>'),
        ("/zh-hans/blog/?series=quiet-stories", '<span lang="en">Quiet Stories</span>'),
    ):
        assert marked in client.get(path).content.decode(), path


def test_pages_say_it(client):
    series, project, tag = make_series("Quiet Stories"), make_project("Envoi"), make_tag("storage")
    make_post("A post", zh="一篇文章", series=series, projects=[project], tags=[tag])
    for path, marked in (
        ("/zh-hans/series/quiet-stories/", '<h1 lang="en">Quiet Stories</h1>'),
        ("/zh-hans/tags/storage/", '<h1 lang="en">storage</h1>'),
        ("/zh-hans/projects/envoi/", '<h1 lang="en">Envoi</h1>'),
        ("/zh-hans/tags/", 'lang="en">storage</a>'),
        ("/zh-hans/series/", 'lang="en">Quiet Stories</a>'),
        ("/zh-hans/", 'lang="en">Quiet Stories</a>'),
    ):
        assert marked in client.get(path).content.decode(), path
        assert 'lang="en">' not in client.get(path.removeprefix("/zh-hans")).content.decode().partition("</head>")[2].replace(
            '<a lang="en"', ""
        ).replace('<span lang="en"', ""), path
