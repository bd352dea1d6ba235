"""What stands around a post: its contents, its neighbours, its translations."""

import gzip
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django.asserts import assertContains, assertNotContains

from posts import texts
from posts.models import Credit, Post
from posts.services.history import recording
from posts.services.texts import refresh_texts
from posts.translating.stale import digest
from tests.factories import DAY, make_person, make_post, make_project, make_series, make_tag

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
HEADINGS = "".join(f'<h2 id="part-{number}">Part {number}</h2><p>Text.</p>' for number in range(1, 5))


def related(response) -> list[tuple[str, str]]:
    """Title and reason of what to read next."""
    return [
        (title, reason.strip())
        for title, reason in re.findall(
            r'<li class="related-post">\s*<a [^>]*>([^<]*)</a>\s*<span class="related-facts"><span>([^<]*)<',
            response.content.decode(),
        )
    ]


# Who made it


def test_authors_stand_first_and_the_others_in_their_order(client):
    post = make_post("Report")
    for order, role in enumerate(["mentor", "author", "reviewer"]):
        Credit.objects.create(post=post, person=make_person(f"The {role}"), role=role, order=order)
    page = client.get("/blog/report/").content.decode()
    assert re.findall(r'class="credit-name"[^>]*>([^<]*)<', page) == ["The author", "The mentor", "The reviewer"]
    assert re.findall(r'class="credit-role">([^<]*)<', page) == ["author", "mentor", "reviewer"]


def test_authors_alone_need_no_role(client):
    make_post("Report", authors=[make_person("Ada Example"), make_person("Bo Sample")])
    assert 'class="credit-role"' not in client.get("/blog/report/").content.decode()


# Contents


def test_long_text_has_contents_that_lead_to_its_headings(client):
    post = make_post("Long")
    post.translations.update(body_html=HEADINGS)
    response = client.get("/blog/long/")
    assertContains(response, "On this page", count=2)  # beside the text, and folded above it: one of them is shown
    assertContains(response, '<a href="#part-3">Part 3</a>', count=2)
    assertContains(response, '<h2 id="part-3"><a class="anchor" href="#part-3">Part 3</a></h2>')


@pytest.mark.parametrize(
    ("last", "said"),
    [
        pytest.param(date(2018, 9, 30), "It appeared between 20 September 2018 and 30 September 2018.", id="between-two"),
        pytest.param(date(2100, 1, 1), "It appeared on 20 September 2018 or later.", id="newest-of-the-archive"),
        pytest.param(None, "It appeared on 20 September 2018 or later.", id="no-later-one-known"),
    ],
)
def test_estimate_says_what_it_rests_on(client, last, said):
    make_post("Undated", date_basis="inferred", date_min=date(2018, 9, 20), date_max=last)
    assert said in strip_tags(client.get("/blog/undated/").content.decode())


@pytest.mark.parametrize("prefix", ["", "/zh-hans"], ids=["en", "zh-hans"])
def test_a_heading_is_called_like_nothing_of_the_page(client, prefix):
    """Else the link to a heading "Content" would lead to the page's beginning, and "Related" name what follows the text."""
    series = make_series("Field notes")
    make_post("Before", series=series)
    body = "".join(f"## {words}\n\ntext\n\n" for words in ("Content", "Related", "Part", "Contents beside", "Search"))
    refresh_texts(make_post("Alike", body_en=body, series=series))
    page = client.get(f"{prefix}/blog/alike/").content.decode()
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert sorted(set(ids)) == sorted(ids)
    assert [one for one in ids if ":" not in one] == ["content", "related", "part", "contents-beside", "search"]


def test_short_text_has_none(client):
    make_post("Short")
    assertNotContains(client.get("/blog/short/"), "On this page")


# What to read next


def test_reasons(client):
    ada, bo, envoy, security = (
        make_person("Ada Example"),
        make_person("Bo Example"),
        make_project("Envoy"),
        make_tag("Security"),
    )
    post = make_post("Here", authors=[ada], projects=[envoy], tags=[security])
    Credit.objects.create(post=post, person=bo, role="interviewee")
    make_post("Same project", projects=[envoy])
    make_post("Same author", authors=[ada])
    make_post("Same guest", authors=[bo])
    make_post("Same topic", tags=[security])
    make_post("Nothing in common")
    found = related(client.get("/blog/here/"))
    assert found[0] == ("Same project", "Also about Envoy")
    assert set(found[1:]) == {
        ("Same author", "Also by Ada Example"), ("Same guest", "Also with Bo Example"), ("Same topic", "Also on Security"),
    }  # fmt: skip


def test_what_shares_more_comes_first(client):
    ada, envoy = make_person("Ada Example"), make_project("Envoy")
    make_post("Here", authors=[ada], projects=[envoy])
    make_post("Project alone", projects=[envoy])
    make_post("Both", authors=[ada], projects=[envoy], day=DAY - timedelta(days=900))
    assert [title for title, _reason in related(client.get("/blog/here/"))] == ["Both", "Project alone"]


def test_what_is_merely_mentioned_is_no_reason(client):
    envoy = make_project("Envoy")
    make_post("Here", projects=[envoy])
    make_post("In passing").project_links.create(project=envoy, relation="mentions")
    assert related(client.get("/blog/here/")) == []


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"published_at": None, "status": "draft"}])
def test_hidden_posts_are_not_recommended(client, fields):
    envoy = make_project("Envoy")
    make_post("Here", projects=[envoy])
    make_post("Hidden", projects=[envoy], **fields)
    assertNotContains(client.get("/blog/here/"), "Hidden")


def test_neighbours_of_the_series_are_not_named_twice(client):
    envoy, notes = make_project("Envoy"), make_series("Field Notes")
    for number in range(5):
        make_post(f"Note {number}", projects=[envoy], series=notes, day=DAY + timedelta(days=number))
    response = client.get("/blog/note-2/")
    assertContains(response, "part 3 of 5")
    assert {title for title, _reason in related(response)} == {"Note 0", "Note 4"}


def test_series_of_one_has_no_parts(client):
    make_post("Alone", series=make_series("Field Notes"))
    assertNotContains(client.get("/blog/alone/"), "part 1 of 1")


# Translations


@pytest.fixture
def translated() -> Post:
    post = make_post("A quiet pager", zh="安静的值班", date_basis="stated")
    pin = texts.source_text(post.title_en, post.summary_en, post.body_en)
    post.translations.filter(language="zh-hans").update(source_text=pin, pin_digest=digest(pin))
    return post


def test_translation_of_today_says_nothing(client, translated):
    assertNotContains(client.get("/zh-hans/blog/安静的值班/"), "早于")
    assertNotContains(client.get("/blog/a-quiet-pager/"), "older than its source")


@pytest.mark.parametrize("field", ["title_en", "summary_en", "body_en"])
def test_translation_of_an_older_text_says_so(client, translated, field):
    setattr(translated, field, "Something new.")
    translated.save()
    refresh_texts(translated)
    response = client.get("/zh-hans/blog/安静的值班/")
    assertContains(response, "这篇译文早于其原文")
    assertContains(response, '<a href="/blog/a-quiet-pager/" hreflang="en">查看原文（2018年9月25日发表）</a>')
    assertContains(client.get("/blog/a-quiet-pager/"), "older than its source", count=1)  # in the language switch


def test_translation_of_an_older_text_says_when_that_was_changed(client, translated):
    with recording([translated.pk]):
        translated.body_en = "Something new."
        translated.save()
        refresh_texts(translated)
    translated.translations.filter(language="en").update(changed_at=datetime(2019, 9, 12, 23, tzinfo=UTC))
    response = client.get("/zh-hans/blog/安静的值班/")
    assertContains(response, '英文原文已于<time datetime="2019-09-12">2019年9月12日</time>修改')
    assertContains(response, '<a href="/blog/a-quiet-pager/" hreflang="en">查看原文</a>')
    assertNotContains(client.get("/blog/a-quiet-pager/"), "12 September 2019")


def test_change_of_before_a_text_appeared_is_none_to_readers(client, translated):
    translated.translations.filter(language="en").update(text_digest="other", changed_at=datetime(2018, 9, 22, tzinfo=UTC))
    assertContains(client.get("/zh-hans/blog/安静的值班/"), "查看原文（2018年9月25日发表）")


def test_changing_a_source_shows_at_its_translation_at_once_and_costs_no_query(client, translated):
    path = "/zh-hans/blog/安静的值班/"
    client.get(path)
    with CaptureQueriesContext(connection) as in_step:
        assertNotContains(client.get(path), "已于")
    with recording([translated.pk]):
        translated.body_en = "Something new."
        translated.save()
        refresh_texts(translated)
    with CaptureQueriesContext(connection) as outdated:
        assertContains(client.get(path), f"{timezone.now():%Y年%-m月%-d日}</time>修改")
    assert len(outdated) == len(in_step)


def test_translation_that_names_no_source_is_not_called_old(client, translated):
    translated.translations.update(source_text="")
    assertNotContains(client.get("/zh-hans/blog/安静的值班/"), "早于")


def test_missing_translation_leads_to_the_source(client):
    make_post("A quiet pager", date_basis="inferred")
    response = client.get("/zh-hans/blog/a-quiet-pager/")
    assertContains(response, '<a href="/blog/a-quiet-pager/" hreflang="en">查看原文（约2018年9月发表）</a>')


# How much it costs


@pytest.mark.parametrize("count", [10, 60])
def test_queries_do_not_grow(client, django_assert_max_num_queries, count):
    ada, envoy, security, notes = (
        make_person("Ada Example"),
        make_project("Envoy"),
        make_tag("Security"),
        make_series("Field Notes"),
    )
    for number in range(count):
        post = make_post(
            f"Note {number}", zh=f"笔记 {number}", authors=[ada, make_person()], projects=[envoy, make_project()],
            tags=[security], series=notes, day=DAY - timedelta(days=number),
        )  # fmt: skip
        post.provenance.create(file="page.txt", position=number, line_start=1, line_end=2)
    for path in ("/blog/note-4/", "/zh-hans/blog/笔记-4/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(path).status_code == 200


def test_page_is_light(client):
    """HTML, stylesheets and script of a long post, as gzip sends them: 60 KB is the limit."""
    post = make_post("Long")
    words = "".join(
        f"<p>{' '.join(f'word{number * 97 % 1013}' for number in range(start, start + 80))}</p>" for start in range(40)
    )
    post.translations.update(body_html=HEADINGS + words)
    html = client.get("/blog/long/").content
    files = re.findall(r'(?:href|src)="/static/((?:css|js)/[^"]+)"', html.decode())
    assert files
    parts = [html, *(Path(finders.find(file)).read_bytes() for file in files)]
    assert sum(len(gzip.compress(part)) for part in parts) < 60_000


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_of_the_surroundings_does_not_outlive_a_change(client):
    envoy, notes = make_project("Envoy"), make_series("Field Notes")
    make_post("Here", projects=[envoy], series=notes)
    assert related(client.get("/blog/here/")) == []
    there = make_post("There", projects=[envoy])
    assert related(client.get("/blog/here/")) == [("There", "Also about Envoy")]
    make_post("The sequel", series=notes, day=DAY + timedelta(days=1))
    assertContains(client.get("/blog/here/"), "part 1 of 2")
    Post.objects.filter(pk=there.pk).update(status="draft")
    assert related(client.get("/blog/here/")) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "prefix"), [("en", ""), ("zh_hans", "/zh-hans")])
def test_what_posts_share_is_never_older_than_the_page(client, language, prefix):
    envoy, security = make_project("Envoy"), make_tag("Security")
    there = make_post("There", zh="那里", projects=[envoy])
    for title, zh in (("Here", "这里"), ("Next to here", "旁边")):
        make_post(title, zh=zh, projects=[envoy], tags=[security])
    changes = [
        (there, {f"title_{language}": "Elsewhere"}, ">Elsewhere</a>"),
        (there, {f"slug_{language}": "elsewhere"}, f'href="{prefix}/blog/elsewhere/"'),
        (there, {"published_at": datetime(2017, 3, 4, tzinfo=UTC)}, '<time datetime="2017-03-04">'),
        (envoy, {f"name_{language}": "Emissary"}, ">Emissary</a></li>"),
        (security, {f"label_{language}": "Safety"}, ">Safety</a></li>"),
    ]
    for row, fields, shown in changes:
        for slug in ("here", "next-to-here"):
            assertNotContains(client.get(f"{prefix}/blog/{slug}/"), shown)
        type(row).objects.filter(pk=row.pk).update(**fields)
        for slug in ("here", "next-to-here"):
            assertContains(client.get(f"{prefix}/blog/{slug}/"), shown)
