"""What a page tells machines: where it is at home, its languages, its feeds, its card and its structured data."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from lxml import html

from people.models import Person
from posts import markdown
from posts.models import Credit, Post
from posts.search import index
from posts.templatetags.metadata import as_json
from tests.factories import make_organization, make_person, make_post, make_project, make_series, make_tag, make_text

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
ENGLISH, CHINESE = "/blog/a-quiet-pager/", "/zh-hans/blog/%E5%AE%89%E9%9D%99%E7%9A%84%E5%80%BC%E7%8F%AD/"
ORIGINAL = "https://example.org/original"


def head_of(client, path: str) -> SimpleNamespace:
    """The machine's side of a page; addresses of this site as paths."""
    head = html.fromstring(client.get(path).content.decode()).find("head")
    links = [dict(link.attrib) for link in head.findall("link")]
    data = [json.loads(script.text) for script in head.findall("script[@type='application/ld+json']")]
    return SimpleNamespace(
        canonical=[link["href"].removeprefix(HOST) for link in links if link["rel"] == "canonical"],
        languages={link["hreflang"]: link["href"].removeprefix(HOST) for link in links if "hreflang" in link},
        feeds={
            link["href"]: (link["type"], link["title"])
            for link in links
            if link.get("type", "").startswith("application/") and link["rel"] == "alternate"
        },
        robots=[meta.get("content") for meta in head.findall("meta[@name='robots']")],
        search=[link["href"] for link in links if link["rel"] == "search"],
        card={meta.get("property"): meta.get("content") for meta in head.findall("meta[@property]")},
        things={thing["@type"]: thing for graph in data for thing in graph["@graph"]},
    )


@pytest.fixture
def shared():
    return {
        "series": make_series("Field Notes", description_en="From the field."),
        "tags": [make_tag("Security")],
        "authors": [make_person("Ada Example", bio_en="Runs things.", homepage="https://ada.example.org/")],
        "projects": [make_project("Linkerd")],
    }


@pytest.fixture
def bilingual(shared) -> Post:
    return make_post("A quiet pager", zh="安静的值班", summary_en="Nobody woke.", summary_zh_hans="没有人醒来。", **shared)


# Where a page is at home


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        pytest.param(ENGLISH, ENGLISH, id="post"),
        pytest.param("/blog/安静的值班/", ENGLISH, id="other-slug"),
        pytest.param(CHINESE, CHINESE, id="translation"),
        pytest.param("/blog/", "/blog/", id="list"),
        pytest.param("/?utm_source=x", "/", id="tracking"),
    ],
)
def test_canonical_address(client, bilingual, path, canonical):
    assert head_of(client, path).canonical == [canonical]


def test_untranslated_post_is_at_home_in_its_own_language(client):
    make_post("A quiet pager")
    head = head_of(client, "/zh-hans/blog/a-quiet-pager/")
    assert head.canonical == [ENGLISH]
    assert head.languages == {"en": ENGLISH, "x-default": ENGLISH}
    assert head.card["og:locale"] == "en_US"


def test_text_published_elsewhere_is_at_home_there_and_its_translation_here(client, bilingual):
    Post.objects.update(syndicated_url=ORIGINAL)
    assert head_of(client, ENGLISH).canonical == [ORIGINAL]
    assert head_of(client, CHINESE).canonical == [CHINESE]


def test_canonical_is_never_a_script(client, bilingual):
    Post.objects.update(syndicated_url="javascript:alert(1)")
    assert head_of(client, ENGLISH).canonical == [ENGLISH]


def test_page_of_a_list_is_its_own_home(client):
    for number in range(21):
        make_post(f"Note {number}")
    head = head_of(client, "/blog/?page=2&utm_source=x")
    assert head.canonical == ["/blog/?page=2"]
    assert head.languages == {"en": "/blog/?page=2", "zh-hans": "/zh-hans/blog/?page=2", "x-default": "/blog/?page=2"}


@pytest.mark.parametrize(
    ("path", "home"),
    [
        pytest.param("/blog/?series=field-notes&year=2018&x=1", "/blog/?year=2018&series=field-notes", id="list"),
        pytest.param("/blog/?year=2018&page=2", "/blog/?year=2018&page=2", id="page-of-a-narrowed-list"),
        pytest.param("/archive/?language=en", "/archive/?language=en", id="archive"),
        pytest.param("/archive/2018/?language=en", "/archive/2018/?language=en", id="year"),
        pytest.param("/archive/2018/09/?series=field-notes", "/archive/2018/09/?series=field-notes", id="month"),
        pytest.param("/people/?role=author", "/people/?role=author", id="role"),
        pytest.param(
            "/search/?utm_source=x&q=安静+note&year=2018", "/search/?q=%E5%AE%89%E9%9D%99+note&year=2018", id="search"
        ),
        pytest.param("/search/?q=note&page=3", "/search/?q=note&page=3", id="page-of-a-search"),
        pytest.param("/search/?q=note&year=never", "/search/?q=note", id="nothing-to-narrow-to"),
        pytest.param("/blog/?year=&page=1", "/blog/", id="nothing-chosen"),
    ],
)
def test_narrowed_page_is_its_own_home_and_not_for_search_engines(client, shared, path, home):
    """What readers share of it, browsers take from here: not the whole list for the few they were looking at."""
    for number in range(21):
        index.reindex(Post.objects.filter(pk=make_post(f"Note {number}", **shared).pk))
    for prefix, text in (("", path), ("/zh-hans", f"/zh-hans{path}")):
        head = head_of(client, text)
        assert (head.canonical, head.card["og:url"]) == ([prefix + home], f"{HOST}{prefix}{home}")
        assert head.languages == {"en": home, "zh-hans": f"/zh-hans{home}", "x-default": home}
        assert head.robots == (["noindex, follow"] if "?" in home else [])


@pytest.mark.parametrize("path", [ENGLISH, CHINESE])
def test_every_language_names_all_of_them(client, bilingual, path):
    assert head_of(client, path).languages == {"en": ENGLISH, "zh-hans": CHINESE, "x-default": ENGLISH}


def test_default_of_a_post_is_the_language_it_was_written_in(client):
    post = make_post(None, zh="安静的值班")
    Post.objects.update(title_en="A quiet pager", slug_en="a-quiet-pager")
    make_text(post, "en", body_html="<p>x</p>")
    assert head_of(client, ENGLISH).languages["x-default"] == CHINESE


@pytest.mark.parametrize("path", ["/blog/unknown/", "/nowhere/", "/series/unknown/"])
def test_address_of_nothing_says_nothing(client, path):
    head = head_of(client, path)
    assert (head.canonical, head.languages, head.things, head.feeds) == ([], {}, {}, {})


# Feeds and search


@pytest.mark.parametrize(
    ("page", "feed", "title"),
    [
        ("/", "/", "Cloud Native Blog"),
        (ENGLISH, "/", "Cloud Native Blog"),
        ("/series/field-notes/", "/series/field-notes/", "Cloud Native Blog: Field Notes"),
        ("/tags/security/", "/tags/security/", "Cloud Native Blog: Security"),
        ("/people/ada-example/", "/people/ada-example/", "Cloud Native Blog: Ada Example"),
        ("/projects/linkerd/", "/projects/linkerd/", "Cloud Native Blog: Linkerd"),
    ],
)
def test_feeds_are_found_from_their_page(client, bilingual, page, feed, title):
    feeds = head_of(client, page).feeds
    types = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
    assert {f"{feed}feed.{ending}": (media, title) for ending, media in types.items()}.items() <= feeds.items()
    assert "/feed.atom" in feeds
    for path, (media, _title) in feeds.items():
        assert client.get(path)["Content-Type"].startswith(media)


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
@pytest.mark.parametrize("place", ["/series/field-notes/", "/tags/security/", "/people/ada-example/", "/projects/linkerd/"])
def test_feeds_can_be_seen(client, bilingual, prefix, place):
    """Hardly a browser shows readers what stands in the head."""
    page = html.fromstring(client.get(prefix + place).content.decode())
    inside, below = (
        [link.get("href") for link in page.findall(f".//{part}//a") if "feed." in link.get("href")]
        for part in ("main", "footer")
    )
    assert inside == [f"{prefix}{place}feed.rss"]
    assert below == [f"{prefix}/{folder}feed.{ending}" for folder in ("", "all/") for ending in ("rss", "atom", "json")]
    for path in (*inside, *below):
        assert client.get(path).status_code == 200


def test_chinese_page_leads_to_chinese_feeds_and_search(client, bilingual):
    head = head_of(client, "/zh-hans/series/field-notes/")
    assert all(path.startswith("/zh-hans/") for path in head.feeds)
    assert head.search == ["/zh-hans/opensearch.xml"]


# Cards


def test_card_of_a_post(client, bilingual):
    card = head_of(client, CHINESE).card
    assert card == card | {
        "og:type": "article",
        "og:title": "安静的值班",
        "og:description": "没有人醒来。",
        "og:url": f"{HOST}{CHINESE}",
        "og:locale": "zh_CN",
        "og:locale:alternate": "en_US",
        "og:site_name": "云原生博客",
        "article:published_time": "2018-09-25T12:00:00+00:00",
        "article:tag": "Security",
    }


@pytest.mark.parametrize(
    ("path", "kind", "title"),
    [
        ("/", "website", "Cloud Native Blog"),
        ("/blog/", "website", "All posts"),
        ("/people/ada-example/", "profile", "Ada Example"),
        ("/series/field-notes/", "website", "Field Notes"),
        ("/archive/2018/09/", "website", "September 2018"),
    ],
)
def test_card_of_other_pages(client, bilingual, path, kind, title):
    card = head_of(client, path).card
    assert (card["og:type"], card["og:title"], bool(card["og:description"])) == (kind, title, True)


def test_every_page_has_the_card_of_the_site(client, bilingual):
    for path in ("/", "/zh-hans/", "/blog/", ENGLISH, CHINESE, "/people/ada-example/", "/search/?q=pager"):
        head = head_of(client, path)
        assert head.card == head.card | {
            "og:image": f"{HOST}/static/card.png",
            "og:image:type": "image/png",
            "og:image:width": "1200",
            "og:image:height": "630",
        }
        assert head.card["og:image:alt"] == head.card["og:site_name"]
        assert 'name="twitter:card" content="summary_large_image"' in client.get(path).content.decode()


def test_card_of_the_site_is_as_large_as_it_says_and_light():
    png = (settings.BASE_DIR / "static" / "card.png").read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (1200, 630)
    assert len(png) <= 40_000


def test_card_of_a_post_shows_its_first_picture(client, bilingual):
    bilingual.translations.filter(language="en").update(body_html=markdown.render('![A "map"](map.png)\n\n![B](/b.png)'))
    card, data = head_of(client, ENGLISH).card, head_of(client, ENGLISH).things["BlogPosting"]
    assert card["og:image"] == data["image"] == f"{HOST}{ENGLISH}map.png"
    assert card["og:image:alt"] == 'A "map"'
    assert "og:image:width" not in card, "nobody knows how large it is"
    assert head_of(client, CHINESE).card["og:image"] == f"{HOST}/static/card.png"


# Structured data


def test_post_as_data(client, bilingual):
    Credit.objects.create(post=bilingual, organization=make_organization("Example Co"), order=1)
    translator = make_person("Bo Example")
    Credit.objects.create(
        post=bilingual, person=translator, organization=make_organization("Acme"), title="CTO", role="translator", order=2
    )
    Post.objects.update(updated_at=datetime(2020, 1, 1, tzinfo=UTC))
    post = head_of(client, ENGLISH).things["BlogPosting"]
    assert post == post | {
        "@id": f"{HOST}{ENGLISH}",
        "headline": "A quiet pager",
        "description": "Nobody woke.",
        "inLanguage": "en",
        "datePublished": "2018-09-25T12:00:00+00:00",
        "dateModified": "2020-01-01T00:00:00+00:00",
        "keywords": ["Security"],
    }
    ada = f"{HOST}/people/ada-example/"
    assert post["author"] == [
        {"@type": "Person", "@id": ada, "name": "Ada Example", "url": ada},
        {"@type": "Organization", "name": "Example Co"},
    ]
    (translated_by,) = post["translator"]
    assert (translated_by["jobTitle"], translated_by["affiliation"]["name"]) == ("CTO", "Acme")
    assert post["isPartOf"]["name"] == "Field Notes"
    assert [thing["name"] for thing in post["about"]] == ["Linkerd"]
    assert "sameAs" not in post
    assert "isBasedOn" not in post


def test_translation_and_its_source_name_each_other(client, bilingual):
    source, translation = (head_of(client, path).things["BlogPosting"] for path in (ENGLISH, CHINESE))
    assert source["workTranslation"] == [{"@type": "BlogPosting", "@id": translation["@id"], "inLanguage": "zh-hans"}]
    assert translation["translationOfWork"] == {"@type": "BlogPosting", "@id": source["@id"], "inLanguage": "en"}
    assert "translationOfWork" not in source
    assert "workTranslation" not in translation


def test_unpublished_translation_is_not_named(client, bilingual):
    bilingual.translations.filter(language="zh-hans").update(status="draft")
    assert "workTranslation" not in head_of(client, ENGLISH).things["BlogPosting"]


def test_original_elsewhere_is_the_same_text_or_what_a_translation_is_based_on(client, bilingual):
    Post.objects.update(syndicated_url=ORIGINAL)
    source, translation = (head_of(client, path).things["BlogPosting"] for path in (ENGLISH, CHINESE))
    assert (source["sameAs"], source.get("isBasedOn")) == (ORIGINAL, None)
    assert (translation["isBasedOn"], translation.get("sameAs")) == (ORIGINAL, None)


def test_estimated_date_is_a_month(client, bilingual):
    Post.objects.update(date_basis="inferred", import_ref="page-01:1")
    head = head_of(client, ENGLISH)
    data, card = head.things["BlogPosting"], head.card
    assert (data["datePublished"], card["article:published_time"]) == ("2018-09", "2018-09")
    assert (data["dateModified"], card["article:modified_time"]) == ("2018-09", "2018-09"), "nor a day when it last changed"
    Post.objects.update(updated_at=datetime(2100, 1, 1, tzinfo=UTC))
    assert head_of(client, ENGLISH).things["BlogPosting"]["dateModified"] == "2100-01-01T00:00:00+00:00"


def test_draft_is_no_data(admin_client):
    make_post("Hidden", status="draft")
    head = head_of(admin_client, "/blog/hidden/")
    assert head.things == {}
    assert "article:published_time" not in head.card


def test_person_as_data(client, bilingual):
    Person.objects.update(name_zh_hans="艾达")
    person = head_of(client, "/people/ada-example/").things["Person"]
    assert person == {
        "@type": "Person",
        "@id": f"{HOST}/people/ada-example/",
        "name": "Ada Example",
        "alternateName": ["艾达"],
        "url": f"{HOST}/people/ada-example/",
        "description": "Runs things.",
        "sameAs": "https://ada.example.org/",
    }


def test_site_offers_its_search(client):
    site = head_of(client, "/zh-hans/").things["WebSite"]
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{HOST}/zh-hans/search/?q={{search_term_string}}"


@pytest.mark.parametrize(
    ("path", "trail"),
    [
        pytest.param(
            ENGLISH,
            {"Series": "/series/", "Field Notes": "/series/field-notes/", "A quiet pager": ENGLISH},
            id="post",
        ),
        pytest.param(
            "/archive/2018/09/",
            {"Archive": "/archive/", "2018": "/archive/2018/", "September 2018": "/archive/2018/09/"},
            id="month",
        ),
        pytest.param(
            "/zh-hans/tags/security/", {"话题": "/zh-hans/tags/", "Security": "/zh-hans/tags/security/"}, id="chinese-tag"
        ),
    ],
)
def test_trail(client, bilingual, path, trail):
    crumbs = head_of(client, path).things["BreadcrumbList"]["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == list(range(1, len(trail) + 2))
    home, *below = [(crumb["name"], crumb["item"].removeprefix(HOST)) for crumb in crumbs]
    assert home in [("Cloud Native Blog", "/"), ("云原生博客", "/zh-hans/")]
    assert below == list(trail.items())


HOSTILE = "</script><script>alert(1)</script><!--<script> & \u2028 \"'"


def test_no_text_ends_the_script_it_stands_in(client):
    make_post(
        HOSTILE,
        slug_en="x",
        summary_en=HOSTILE,
        authors=[make_person(HOSTILE, slug="x")],
        tags=[make_tag("t", label_en=HOSTILE)],
    )
    for path in ("/blog/x/", "/people/x/", "/tags/t/"):
        response = client.get(path).content.decode()
        assert "<script>" not in response
        assert head_of(client, path).things["BreadcrumbList"]["itemListElement"][-1]["name"] == HOSTILE


def test_json_is_read_back_as_it_was():
    assert json.loads(as_json({"text": HOSTILE, "中": "文"})) == {"text": HOSTILE, "中": "文"}
    assert "<" not in as_json({"text": HOSTILE})
