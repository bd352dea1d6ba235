"""After whatever changes content, the next reader of every process gets what Django would make now."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django.utils.http import http_date

from people.models import Organization, Person
from posts.models import Category, Credit, ImportRun, LegacyPath, Post, Series, Tag, Translation
from posts.search import index
from posts.services.merge import merge
from posts.services.workflow import publish, withdraw
from projects.models import MaturityChange, Project
from tests.factories import make_organization, make_person, make_post, make_project, make_series, make_tag

POST, LIST = "/blog/a-quiet-pager/", "/blog/"


@pytest.fixture(autouse=True)
def post(transactional_db) -> Post:
    post = make_post(
        "A quiet pager",
        authors=[make_person("Ada Example")],
        projects=[make_project("Linkerd")],
        tags=[make_tag("Security")],
        series=make_series("Field Notes"),
    )
    Credit.objects.create(post=post, organization=make_organization("Example Co"), role="editor")
    return post


@pytest.fixture
def processes(start):
    """Two of them, both of which keep the pages that the tests look at."""
    both = start(), start()
    for process in both:
        for path in (POST, LIST, "/"):
            assert process.get(path).status == 200
    return both


def save(row, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def by_hand(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


# What happens, and what the post's page shows after it; None: it is gone.
CHANGES = [
    pytest.param(lambda post: save(post, title_en="A loud pager"), "A loud pager", id="edit"),
    pytest.param(lambda post: Post.objects.update(title_en="A loud pager"), "A loud pager", id="update"),
    pytest.param(lambda post: post.translations.update(body_html="<p>Anew.</p>"), "<p>Anew.</p>", id="text"),
    pytest.param(lambda post: save(Person.objects.get(), name_en="Ada Exemplar"), "Ada Exemplar", id="person"),
    pytest.param(lambda post: Organization.objects.update(name_en="Example Ltd"), "Example Ltd", id="organization"),
    pytest.param(lambda post: Credit.objects.filter(person=None).update(title="Desk"), "Desk", id="credit"),
    pytest.param(lambda post: save(Project.objects.get(), name_en="Linkerd Two"), "Linkerd Two", id="project"),
    pytest.param(lambda post: save(Series.objects.get(), name_en="Letters"), "Letters", id="series"),
    pytest.param(lambda post: save(Tag.objects.get(), label_en="Safety"), "Safety", id="tag"),
    pytest.param(lambda post: post.tagged.create(tag=make_tag("Pagers")), "Pagers", id="tagging"),
    pytest.param(lambda post: by_hand("UPDATE posts_post SET title_en = 'By hand'"), "By hand", id="by-hand"),
    pytest.param(lambda post: withdraw(Post.objects.all(), by=None), None, id="withdraw"),
    pytest.param(lambda post: post.delete(), None, id="delete"),
    pytest.param(lambda post: save(post, published_at=timezone.now() + timedelta(days=1)), None, id="put-off"),
]


@pytest.mark.parametrize(("change", "shown"), CHANGES)
def test_a_change_shows_at_once_in_every_process(processes, post, change, shown):
    change(post)
    for process in processes:
        answer = process.get(POST)
        if shown is None:
            assert answer.status == 404
            assert "A quiet pager" not in process.get(LIST).text
        else:
            assert shown in answer.text


def test_publishing_shows_at_once(processes):
    draft = make_post("A new pager", status="draft", published_at=None)
    assert "A new pager" not in processes[0].get(LIST).text
    publish(Post.objects.filter(pk=draft.pk), by=None)
    for process in processes:
        assert "A new pager" in process.get(LIST).text
        assert "A new pager" in process.get("/").text


@pytest.mark.parametrize(
    "path", ["/feed.rss", "/all/feed.json", "/tags/security/feed.atom", "/sitemap-posts.xml", "/sitemap.xml"]
)
def test_a_post_taken_back_is_taken_back_from_who_asks_by_date(processes, post, path):
    """It leaves nothing that is newer than before: only the content tells."""
    make_post("A noisy pager", day=date(2019, 1, 1), tags=[Tag.objects.get()])
    before = processes[0].get(path)
    withdraw(Post.objects.filter(title_en="A noisy pager"), by=None)
    for process in processes:
        for since in (before.headers.get("Last-Modified", http_date()), http_date()):
            after = process.get(path, if_modified_since=since)
            assert after.status == 200
            assert "noisy" not in after.text
            assert "Last-Modified" not in after.headers, "a proxy would compare it"


def test_merging_shows_at_once(processes, post):
    other = make_person("A. Example")
    post.credits.create(person=other, role="reviewer")
    assert "A. Example" in processes[0].get(POST).text
    merge(keep=Person.objects.get(slug="ada-example"), others=[other])
    for process in processes:
        assert "A. Example" not in process.get(POST).text


def test_an_import_shows_at_once(processes, post):
    call_command("import_archive", str(settings.BASE_DIR / "sample_archive"), status="published", verbosity=0)
    newest = Post.objects.published().exclude(pk=post.pk).first()
    for process in processes:
        assert newest.title_en in process.get(LIST).text


def test_a_scheduled_post_appears_when_its_time_comes(processes):
    scheduled = make_post("A future pager", published_at=timezone.now() + timedelta(hours=1))
    for process in processes:
        assert "A future pager" not in process.get(LIST).text
    made = [process.made for process in processes]
    for process in processes:
        process.get(LIST)
    assert [process.made for process in processes] == made, "kept until then"

    at = timezone.now() + timedelta(seconds=0.4)
    Post.objects.filter(pk=scheduled.pk).update(published_at=at)
    scheduled.translations.update(published_at=at)
    for process in processes:
        assert "A future pager" not in process.get(LIST).text
    while timezone.now() < at:  # nothing else happens until its time
        pass
    for process in processes:
        assert "A future pager" in process.get(LIST).text
        assert process.get("/blog/a-future-pager/").status == 200


LISTING = [
    "/",
    LIST,
    "/series/",
    "/tags/",
    "/people/",
    "/projects/",
    "/archive/{year}/",
    "/archive/{year}/{month:02}/",
    "/search/?q=pager",
]
READ_BY_MACHINES = ["/feed.rss", "/all/feed.json", "/tags/future-pager/feed.atom", "/people/future-pager/feed.rss"]
READ_BY_MACHINES += [f"/sitemap-{kind}.xml" for kind in ("posts", "series", "projects", "people", "tags")]
OWN = [
    "/blog/a-future-pager/",
    "/people/future-pager/",
    "/projects/future-pager/",
    "/series/future-pager/",
    "/tags/future-pager/",
]


def test_everything_shows_a_scheduled_post_when_its_time_comes(processes):
    """In every list, count, feed and sitemap, and at the addresses of what only it leads to."""
    at = timezone.now() + timedelta(seconds=1.5)
    post = make_post(
        "A future pager",
        authors=[make_person("Future Pager")],
        projects=[make_project("Future Pager")],
        tags=[make_tag("Future Pager")],
        series=make_series("Future Pager"),
        published_at=at,
    )
    index.reindex(Post.objects.filter(pk=post.pk))
    pages = [path.format(year=at.year, month=at.month) for path in (*LISTING, *READ_BY_MACHINES, *OWN)]

    def shown(process, path: str) -> bool:
        answer = process.get(path)
        return answer.status == 200 and bool(re.search("future.{0,20}pager", answer.text, re.IGNORECASE))

    for path in pages:
        for process in processes:
            was_shown = shown(process, path)
            assert timezone.now() >= at or not was_shown, path
    while timezone.now() < at:
        pass
    for path in pages:
        for process in processes:
            assert shown(process, path), path


def test_what_was_undone_changes_nothing(processes, post):
    with transaction.atomic():
        save(post, title_en="Never")
        transaction.set_rollback(True)
    for process in processes:
        made = process.made
        assert "A quiet pager" in process.get(POST).text
        assert process.made == made, "and nothing had to be made anew"


def test_what_readers_never_see_changes_nothing(processes, django_user_model):
    ImportRun.objects.create()
    django_user_model.objects.create_user("ed")
    for process in processes:
        made = process.made
        process.get(POST)
        assert process.made == made


def test_a_page_made_while_something_changed_is_not_kept(site, post):
    """The change falls between the look at the token and the look at the post."""
    django = site.django

    def slow(environ, start_response):
        response = django(environ, start_response)
        Post.objects.filter(pk=post.pk).update(title_en="A loud pager")
        site.django = django
        return response

    site.django = slow
    assert "A quiet pager" in site.get(POST).text
    assert "A loud pager" in site.get(POST).text


def test_a_page_that_a_change_left_alone_stays_in_browsers(site):
    etag = site.get(POST).headers["ETag"]
    LegacyPath.objects.create(post=Post.objects.get(), path="/old/")
    assert site.get(POST, if_none_match=etag).status == 304
    assert site.made == 2


@pytest.mark.parametrize("model", [Translation, Category, MaturityChange, Credit])
def test_every_table_counts(site, model):
    site.get("/")
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id > 0")
    if model in (Translation, Credit):  # SQLite counts rows, PostgreSQL statements
        site.get("/")
        assert site.made == 2


def test_without_a_token_nothing_is_kept(site):
    by_hand("DELETE FROM posts_contentversion")
    for made in (1, 2):
        assert site.get(POST).status == 200
        assert site.made == made


def test_who_waits_for_anothers_look_does_not_share_it(site, post):
    """It began before they asked, and so perhaps before a change that they must see; the next look is for all of them."""
    watch = site.cache.editions.watch
    before = watch.token()
    with ThreadPoolExecutor(max_workers=4) as threads:
        with watch.lock:  # as somebody has who looks
            watch.begun += 1
            save(post, title_en="A loud pager")
            waiting = [threads.submit(watch.token) for _number in range(4)]
        [after] = {one.result() for one in waiting}
    assert after == watch.token() != before


def test_a_lost_connection_is_opened_again(site):
    site.get(POST)
    site.cache.editions.watch.connection.connection.close()
    assert site.get(POST).status == 200
    assert site.made == 1
