"""The board of translations: what it counts, what it can be asked for, who may take what."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import feedparser
import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import formats, timezone

from posts.admin.board.query import Asked, Board, InTurn, in_order
from posts.admin.board.views import token_of
from posts.desk.start import waiting as desk_waiting
from posts.models import Assignment, CountedLog, Credit, Post, RecentReads
from posts.services import workflow
from posts.services.assignments import assign
from posts.services.texts import refresh_texts
from posts.services.translate import load, save_translation, still_valid
from posts.states import in_language
from posts.translating.stale import digest
from tests.factories import make_person, make_post, make_project, make_series
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def posts() -> dict[str, Post]:
    """In every state of the Chinese text, and one that was written in Chinese."""
    made = {
        "missing": make_post("Bells", day=date(2017, 5, 2), projects=[make_project("Envoy")], series=make_series("Stories")),
        "published": make_post("Lanterns", zh="灯笼", day=date(2018, 5, 2)),
        "outdated": make_post("Anchors", zh="锚", day=date(2019, 5, 2), authors=[make_person("Ada Example")]),
        "draft": make_post("Ropes", zh="绳", day=date(2020, 5, 2)),
        "source": make_post(None, zh="港"),
    }
    for post in made.values():
        post.translations.all().delete()
        refresh_texts(post)
        post.translations.update(status="published")
    made["draft"].translations.filter(language="zh-hans").update(status="draft")
    made["outdated"].body_en = "A much longer text of anchors."
    made["outdated"].save()
    refresh_texts(made["outdated"])
    return made


def shown(query: str, user=None) -> list[str]:
    user = user or make_member("Editor")
    board = Board(Asked.of(QueryDict(query), user), user)
    return [row.post.title_en for row in board.page(None).object_list]


def client(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        pytest.param("", ["Ropes", "Anchors", "Lanterns", "Bells"], id="all-newest-first-while-nothing-is-counted"),
        pytest.param("order=newest", ["Ropes", "Anchors", "Lanterns", "Bells"], id="newest-first"),
        pytest.param("order=oldest", ["Bells", "Lanterns", "Anchors", "Ropes"], id="oldest-first"),
        pytest.param("order=longest&status=to_do", ["Anchors", "Bells"], id="to-do-longest-first"),
        pytest.param("status=missing", ["Bells"], id="missing"),
        pytest.param("status=outdated", ["Anchors"], id="outdated"),
        pytest.param("status=draft", ["Ropes"], id="draft"),
        pytest.param("status=archived", [], id="nothing"),
        pytest.param("series=stories", ["Bells"], id="series"),
        pytest.param("project=envoy", ["Bells"], id="project"),
        pytest.param("person=ada", ["Anchors"], id="person"),
        pytest.param("year=2018", ["Lanterns"], id="year"),
        pytest.param("assignee=nobody&year=2018", ["Lanterns"], id="nobodys"),
        pytest.param("assignee=me", [], id="mine"),
        pytest.param("year=x&order=y&status=z&language=fr", ["Ropes", "Anchors", "Lanterns", "Bells"], id="nonsense"),
        pytest.param("language=en", [None], id="the-other-way-round"),
    ],
)
def test_what_is_asked_for(query, titles):
    assert shown(query) == titles


def read(posts: dict[str, Post], **counts: tuple[int, int]) -> None:
    """So often, in English and in Chinese: ``missing=(3, 9)``."""
    CountedLog.objects.create(lines=1, digest="x", since=date(2026, 9, 1), last_day=date(2026, 11, 20))
    for name, both in counts.items():
        for language, count in zip(("en", "zh-hans"), both, strict=True):
            if count:
                RecentReads.objects.create(post=posts[name], language=language, count=count)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        pytest.param("", ["Lanterns", "Bells", "Ropes", "Anchors"], id="the-same-are-newest-first"),
        pytest.param("order=read&status=to_do", ["Bells", "Anchors"], id="to-do"),
        pytest.param("order=newest&status=to_do", ["Anchors", "Bells"], id="unless-another-order-is-asked-for"),
        pytest.param("language=en", [None], id="the-other-way-round"),
    ],
)
def test_what_is_read_most_in_its_own_language_is_first(posts, query, titles):
    read(posts, missing=(30, 0), published=(70, 0), outdated=(0, 90), source=(0, 5))
    assert shown(query) == titles


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("read_by_anybody", [0, 1, 2, 4])
def test_what_is_read_and_what_is_not_are_one_list(size, read_by_anybody):
    posts = in_language(Post.objects.all(), "zh-hans")
    names = ["Ropes", "Anchors", "Lanterns", "Bells"]
    first, second = names[:read_by_anybody], names[read_by_anybody:]
    pages = InTurn(*(in_order(posts.filter(title_en__in=part), "newest") for part in (first, second)))
    keys = [key for start in range(0, 6, size) for key, _state in pages[start : start + size]]
    assert [Post.objects.get(pk=key).title_en for key in keys] == names


def test_how_often_is_shown_once_it_is_counted(posts):
    browser = client(make_member("Editor"))
    before = browser.get(reverse("board")).content.decode()
    assert "has not been counted here" in before
    assert "Reads</th>" not in before
    read(posts, missing=(30, 4), published=(1, 0))
    after = browser.get(reverse("board")).content.decode()
    assert '<td class="number" data-label="Reads">30<span class="quiet">+ 4</span></td>' in after
    assert "of the last 90 days" in after
    assert "counted until 20 November 2026" in after
    feed = feedparser.parse(Client().get(reverse("board_feed"), {"token": token_of(make_member("Editor"))}).content)
    assert [(entry.title, entry.summary.partition("characters")[2]) for entry in feed.entries] == [
        ("Bells", ", 30 reads"),
        ("Anchors", ""),
    ]


def test_what_has_not_appeared_has_no_age():
    Post.objects.filter(title_en="Ropes").update(published_at=timezone.now() + timedelta(days=900))
    page = client(make_member("Editor")).get(reverse("board")).content.decode()
    assert page.count(" ago</span>") == 3


@pytest.fixture
def tomorrow(posts) -> datetime:
    """When the Chinese text of a post that is public will be so, too."""
    moment = timezone.now().replace(microsecond=0) + timedelta(days=1)
    posts["published"].translations.filter(language="zh-hans").update(published_at=moment)
    return moment


def test_what_waits_for_its_moment_is_shown_with_it(posts, tomorrow):
    assert shown("status=scheduled") == ["Lanterns"]
    assert shown("status=published") == []
    user = make_member("Editor")
    board = Board(Asked.of(QueryDict(""), user), user)
    assert (board.counts["scheduled"], board.counts["published"]) == (1, 0)
    page = client(user).get(reverse("board")).content.decode()
    assert "status=scheduled" in page
    assert f'<time class="quiet" datetime="{tomorrow.isoformat()}">' in page
    response = Client().get(reverse("board_feed"), {"token": token_of(user), "status": "scheduled"})
    [entry] = feedparser.parse(response.content).entries
    assert (entry.title, entry.tags[0].term) == ("Lanterns", "scheduled")
    assert entry.summary.startswith(f"scheduled for {formats.date_format(tomorrow, 'DATETIME_FORMAT')}, ")


def test_the_list_of_posts_says_the_same(tomorrow):
    page = client(make_member("Editor")).get(reverse("admin:posts_post_changelist"), {"state": "scheduled"}).content.decode()
    assert "English<br>Simplified Chinese (scheduled)" in page
    assert "1 post" in page


def test_what_is_scheduled_is_not_among_what_is_published(tomorrow):
    query = {"state": "published", "language": "zh-hans"}
    page = client(make_member("Editor")).get(reverse("admin:posts_post_changelist"), query).content.decode()
    assert "Lanterns" not in page
    assert "港" in page


def test_every_state_is_counted_under_the_filters():
    user = make_member("Editor")
    board = Board(Asked.of(QueryDict("status=draft"), user), user)
    counted = {state: number for state, number in board.counts.items() if number}
    assert counted == {"to_do": 2, "missing": 1, "draft": 1, "published": 1, "outdated": 1}


def test_a_translator_begins_with_an_own_language():
    user = make_member("Translator", languages=("en",))
    assert Asked.of(QueryDict(""), user).language == "en"


def test_an_editor_gives_and_takes_away(posts):
    editor, translator = make_member("Editor"), make_member("Translator", languages=("zh-hans",))
    keys = [posts["missing"].pk, posts["outdated"].pk]
    sent = {"post": keys, "user": translator.username}
    assert client(editor).post(f"{reverse('board')}?language=zh-hans", sent).status_code == 302
    assert shown("assignee=me", translator) == ["Anchors", "Bells"]
    assert Assignment.objects.first().by == editor
    assert assign(keys, "zh-hans", translator, by=editor) == 0, "so it was"
    assert assign(keys, "zh-hans", None, by=editor) == 2
    assert not Assignment.objects.exists()


def test_a_translator_takes_what_nobody_has_and_gives_back_what_is_own(posts):
    one, two = (make_member("Translator", languages=("zh-hans",)) for _ in range(2))
    keys = [posts["missing"].pk, posts["outdated"].pk]
    assert assign(keys[:1], "zh-hans", one, by=one) == 1
    assert assign(keys, "zh-hans", two, by=two) == 1, "not what the other has"
    assert assign(keys, "zh-hans", None, by=two) == 1
    assert list(Assignment.objects.values_list("user", flat=True)) == [one.pk]
    assert assign(keys, "zh-hans", one, by=two) == 0, "only for oneself"
    assert assign(keys, "en", two, by=two) == 0, "not into another language"


def test_what_is_published_is_done_and_says_by_whom(posts):
    translator, publisher = make_member("Translator", languages=("zh-hans",)), make_member("Publisher")
    post = posts["draft"]
    assign([post.pk], "zh-hans", translator, by=publisher)
    workflow.step(post, "zh-hans", "in_review", by=translator)
    assert shown("assignee=me", translator) == ["Ropes"], "it is not public yet"
    workflow.step(post, "zh-hans", "published", by=publisher)
    assert shown("assignee=me", translator) == []
    assert "Ropes" in shown("assignee=nobody")
    page = client(publisher).get(reverse("board"), {"year": 2020}).content.decode()
    assert re.search(rf">{translator.username}<span class=.quiet.>done 0\xa0minutes ago</span>", page)
    filtered = client(translator).get(reverse("admin:posts_post_changelist"), {"assigned": "me"}).content.decode()
    assert "0 posts" in filtered
    start = [waiting.count for waiting in desk_waiting(translator) if waiting.what.startswith("given to you")]
    assert start == [0]


def test_what_was_done_can_be_given_again_and_both_are_kept(posts):
    editor, one, two = make_member("Publisher"), *(make_member("Translator", languages=("zh-hans",)) for _ in range(2))
    post = posts["draft"]
    assign([post.pk], "zh-hans", one, by=editor)
    workflow.step(post, "zh-hans", "published", by=editor)
    assert assign([post.pk], "zh-hans", two, by=editor) == 1
    assert assign([post.pk], "zh-hans", None, by=editor) == 1, "only what is open is taken away"
    assert [(held.user, held.done_at is None) for held in Assignment.objects.all()] == [(one, False)]
    assert assign([post.pk], "zh-hans", two, by=two) == 1, "what is done is nobody's"
    page = client(editor).get(reverse("board"), {"year": 2020}).content.decode()
    assert f'data-label="Translator">{two.username}' in page


def outdated_and_given(posts) -> tuple[Post, User]:
    translator = make_member("Translator", languages=("zh-hans",))
    assign([posts["outdated"].pk], "zh-hans", translator, by=translator)
    return posts["outdated"], translator


def still_valid_now(post: Post, by: User) -> None:
    still_valid(post.pk, "zh-hans", source_digest=digest(load(post, "zh-hans").source), by=by)


def brought_in_step(post: Post, by: User) -> None:
    loaded = load(post, "zh-hans")
    save_translation(post.pk, "zh-hans", replace(loaded.target, title="锚链"), loaded=loaded, follows=True, by=by)


@pytest.mark.parametrize("how", [still_valid_now, brought_in_step])
def test_an_outdated_translation_is_done_when_it_follows_its_source_again(posts, how):
    post, translator = outdated_and_given(posts)
    assert shown("assignee=me", translator) == ["Anchors"]
    how(Post.objects.get(pk=post.pk), translator)
    assert shown("assignee=me", translator) == []
    assert Assignment.objects.get().user == translator


def test_a_save_that_does_not_follow_the_source_leaves_it_open(posts):
    post, translator = outdated_and_given(posts)
    loaded = load(Post.objects.get(pk=post.pk), "zh-hans")
    save_translation(post.pk, "zh-hans", replace(loaded.target, title="锚链"), loaded=loaded, follows=False, by=translator)
    assert shown("assignee=me", translator) == ["Anchors"]


@pytest.mark.parametrize(
    ("roles", "status"),
    [(("Editor",), 200), (("Translator",), 200), (("Publisher",), 200), (("Author",), 403), ((), 403)],
    ids=["editor", "translator", "publisher", "author", "no-role"],
)
def test_who_sees_the_board(roles, status):
    user = make_member(*roles)
    assert client(user).get(reverse("board")).status_code == status
    assert Client().get(reverse("board_feed"), {"token": token_of(user)}).status_code == status


def test_who_is_not_signed_in_is_asked_to():
    assert Client().get(reverse("board")).status_code == 302
    assert Client().get(reverse("board_feed")).status_code == 403
    assert Client().get(reverse("board_feed"), {"token": "forged"}).status_code == 403


def test_the_feed_is_what_there_is_to_do_and_ends_with_the_password():
    user = make_member("Translator", languages=("zh-hans",))
    token = token_of(user)
    response = Client().get(reverse("board_feed"), {"token": token})
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert [(entry.title, entry.tags[0].term) for entry in feed.entries] == [("Anchors", "outdated"), ("Bells", "missing")]
    assert feed.entries[0].link.endswith(f"/admin/posts/post/{Post.objects.get(title_en='Anchors').pk}/translate/zh-hans/")
    assert token not in feed.feed.links[1].href
    user.set_password("another")
    user.save()
    assert Client().get(reverse("board_feed"), {"token": token}).status_code == 403


@pytest.mark.parametrize(
    "query", ["?p=99", "?p=x", "?language=xx", "?assignee=%3Cscript%3E", "?person=%27%22%5C", "?project=%F0%9F%98%80"]
)
def test_any_address_is_answered(query):
    response = client(make_member("Editor")).get(reverse("board") + query)
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_a_forged_choice_changes_nothing():
    browser = client(make_member("Editor"))
    for sent in ({"post": ["x", "9999999"], "user": ""}, {"post": [], "user": "nobody-here"}, {}):
        assert browser.post(reverse("board"), sent, follow=True).status_code == 200
    assert not Assignment.objects.exists()


def test_more_posts_take_no_more_queries(django_assert_max_num_queries):
    browser = client(make_member("Editor"))
    for number in range(30):
        Credit.objects.create(post=make_post(f"Post {number}", zh=f"文 {number}"), person=make_person())
    with django_assert_max_num_queries(30):
        browser.get(reverse("board"))
