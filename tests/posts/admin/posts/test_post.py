"""The admin of posts, as an editor who is no superuser uses it."""

from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from posts.models import Category, Credit, LegacyPath, Post, Provenance, Translation
from posts.search.query import search_ids
from posts.services.texts import refresh_texts
from tests.factories import make_organization, make_person, make_post, make_project, make_series, make_tag
from tests.posts.admin.editors import form_of, sign_in
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("admin:posts_post_changelist"), reverse("admin:posts_post_add")


@pytest.fixture
def editor():
    return sign_in()


def change(post: Post) -> str:
    return reverse("admin:posts_post_change", args=[post.pk])


def save(client, post: Post, **values):
    """Open the form, change ``values``, save; asserts that nothing was refused."""
    response = client.post(change(post), {**form_of(client.get(change(post))), **values})
    assert response.status_code == 302, response.context["errors"]
    post.refresh_from_db()


def refused(client, post: Post, **values) -> dict:
    response = client.post(change(post), {**form_of(client.get(change(post))), **values})
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def listed(client, query: str) -> list[Post]:
    return list(client.get(f"{LIST}?{query}").context["cl"].queryset)


def act(client, action: str, *posts: Post, **values):
    return client.post(LIST, {"action": action, "_selected_action": [post.pk for post in posts], **values}, follow=True)


# The list


def test_the_list_says_what_an_editor_asks(editor):
    make_post(
        "Lanterns",
        zh="灯笼",
        date_basis=Post.DateBasis.INFERRED,
        series=make_series("Lights"),
        review=["Who wrote this?"],
    )
    Translation.objects.filter(language="zh-hans").update(status=Translation.Status.IN_REVIEW)
    page = editor.get(LIST).content.decode()
    for said in ("Lanterns", "English<br>Simplified Chinese (in review)", "Sept. 25, 2018", "inferred", "Lights", "to review"):
        assert said in page


def test_filters_find_what_their_names_say(editor):
    both = make_post("Both", zh="两者")
    english = make_post("English", review=["Why?"], date_basis="inferred", status="draft")
    chinese = make_post(None, zh="中文", day=date(2019, 3, 1))
    expected = {
        "": [chinese, english, both],
        "without=en": [chinese],
        "without=zh-hans": [english],
        "without=nonsense": [chinese, english, both],
        "review=flagged": [english],
        "review=none": [chinese, both],
        "date_basis__exact=inferred": [english],
        "status__exact=draft": [english],
        "published_at__year=2019": [chinese],
    }
    assert {query: set(listed(editor, query)) for query in expected} == {query: set(posts) for query, posts in expected.items()}


def test_filters_by_what_posts_are_sorted_by(editor):
    wanted = make_post(series=make_series("Lights"), projects=[make_project("Envoy")])
    wanted.categories.add(Category.objects.create(name_en="Blog", slug="blog"))
    make_post()
    project, category = wanted.projects.get(), wanted.categories.get()
    for query in (
        f"series__id__exact={wanted.series_id}",
        f"projects__id__exact={project.pk}",
        f"categories__id__exact={category.pk}",
    ):
        assert listed(editor, query) == [wanted]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("barges", id="word-of-the-text"),
        pytest.param("灯笼", id="chinese"),
        pytest.param("anter", id="part-of-a-title"),
        pytest.param("lanterns-at-sea", id="slug"),
        pytest.param("Exemplar", id="person"),
        pytest.param("Larkspur", id="organization"),
    ],
)
def test_search_finds_a_post_of_any_status(editor, words):
    post = make_post(
        "Lanterns at Sea", zh="海上灯笼", status="draft", body_en="On barges", authors=[make_person("Ada Exemplar")]
    )
    refresh_texts(post)
    Credit.objects.create(post=post, organization=make_organization("Larkspur"))
    make_post("Other")
    assert listed(editor, f"q={words}") == [post]


@pytest.mark.parametrize("words", ["nowhere", '"', "-", "' OR 1=1 --", "%00"])
def test_search_that_finds_nothing_is_no_error(editor, words):
    make_post()
    assert editor.get(LIST, {"q": words}).status_code == 200


def test_the_list_costs_the_same_however_long_it_is(editor):
    def fill(number: int) -> None:
        for _ in range(number):
            make_post(series=make_series(), projects=[make_project()])

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(LIST).status_code == 200
        return len(queries)

    fill(5)
    few = cost()
    fill(25)
    assert cost() == few


# The form


def test_languages_stand_side_by_side_with_their_names(editor):
    page = editor.get(change(make_post("Lanterns", zh="灯笼"))).content.decode()
    for label in ("Title (English)", "Title (Simplified Chinese)", "Body (English)", "Body (Simplified Chinese)"):
        assert label in page
    assert 'lang="zh-hans"' in page


def test_saving_an_untouched_form_changes_nothing(editor):
    post = make_post("Lanterns", zh="灯笼", authors=[make_person()], projects=[make_project()], tags=[make_tag("harbours")])
    refresh_texts(post)
    before = Post.objects.filter(pk=post.pk).values().get()
    save(editor, post)
    after = Post.objects.filter(pk=post.pk).values().get()
    assert {name for name in after if after[name] != before[name]} <= {"updated_at"}
    assert (post.credits.count(), post.projects.count(), list(post.tags.names())) == (1, 1, ["harbours"])


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_a_moment_keeps_its_seconds(editor, prefix):
    moment = datetime(2018, 9, 25, 12, 0, 3, tzinfo=UTC)
    post = make_post(published_at=moment, date_basis=Post.DateBasis.INFERRED)
    sent = form_of(editor.get(prefix + change(post)))
    assert editor.post(prefix + change(post), sent).status_code == 302
    post.refresh_from_db()
    assert (post.published_at, post.date_basis, post.translations.get().published_at) == (moment, "inferred", moment)


def test_a_new_post_in_both_languages(editor):
    sent = form_of(editor.get(ADD)) | {
        "title_en": "A Café, Moved",
        "body_en": "Up *the* hill",
        "title_zh_hans": "搬家的咖啡馆",
        "body_zh_hans": "上山",
        "published_at_0": "2018-09-25",
        "published_at_1": "12:00",
    }
    response = editor.post(ADD, sent)
    assert response.status_code == 302, response.context["errors"]
    post = Post.objects.get()
    assert (post.status, post.owner.username) == ("draft", "editor-0")
    assert dict(post.translations.values_list("language", "status")) == {"en": "draft", "zh-hans": "draft"}
    assert (post.slug_en, post.slug_zh_hans, post.date_basis) == ("a-cafe-moved", "搬家的咖啡馆", "given")
    assert post.translations.get(language="en").body_html == "<p>Up <em>the</em> hill</p>\n"
    assert search_ids("咖啡馆") == [post.pk]


def test_a_changed_text_is_rendered_and_found(editor):
    post = make_post("Lanterns")
    save(editor, post, body_en="Now about anchors")
    assert "anchors" in post.translations.get().body_html
    assert search_ids("anchors") == [post.pk]


def test_a_language_that_was_emptied_is_gone(editor):
    post = make_post("Lanterns", zh="灯笼")
    post.translations.filter(language="zh-hans").update(status="draft")
    save(editor, post, title_zh_hans="", body_zh_hans="")
    assert post.languages() == ["en"]
    assert [text.language for text in post.translations.all()] == ["en"]


def test_an_address_that_was_public_redirects_to_the_new_one(editor, client):
    post = make_post("Lanterns", zh="灯笼")
    save(editor, post, slug_en="lights", slug_zh_hans="灯火")
    for old, new in (
        ("/blog/lanterns/", "/blog/lights/"),
        ("/zh-hans/blog/lanterns/", "/zh-hans/blog/灯火/"),
        ("/zh-hans/blog/灯笼/", "/zh-hans/blog/灯火/"),
    ):
        response = client.get(old)
        assert (response.status_code, unquote(response["Location"])) == (301, new)


def test_an_address_nobody_could_know_leaves_no_trace(editor):
    post = make_post("Lanterns", status="draft")
    save(editor, post, slug_en="lights")
    act(editor, "publish", post)
    assert not LegacyPath.objects.exists()


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        pytest.param({"slug_en": "taken"}, "slug_en", "for example “taken-2”", id="slug-of-another"),
        pytest.param(
            {"slug_zh_hans": "taken", "title_zh_hans": "灯"}, "slug_zh_hans", "“taken” leads to", id="in-any-language"
        ),
        pytest.param({"title_en": "Taken", "slug_en": ""}, "slug_en", "choose another slug", id="made-of-the-title"),
        pytest.param({"title_en": "", "body_en": ""}, "title_en", "withdraw it before", id="emptied-in-public"),
        pytest.param({"published_at_0": "", "published_at_1": ""}, "published_at", "needs a date", id="published-undated"),
        pytest.param({"slug_en": "no slug!"}, "slug_en", "valid", id="no-slug"),
        pytest.param({"syndicated_url": "javascript:alert(1)"}, "syndicated_url", "valid URL", id="no-address"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(editor, values, field, said):
    make_post("Taken")
    post = make_post("Lanterns")
    errors = refused(editor, post, **values)
    assert list(errors) == [field]
    assert said in " ".join(errors[field])
    assert len(errors[field]) == 1


def test_a_date_set_by_hand_is_given_and_its_texts_move_along(editor):
    post = make_post(date_basis=Post.DateBasis.INFERRED, date_min=date(2018, 9, 1), date_max=date(2018, 9, 30))
    save(editor, post, published_at_0="2018-10-02")
    assert (post.date_basis, post.date_min, post.date_max) == ("given", date(2018, 10, 2), date(2018, 10, 2))
    assert post.translations.get().published_at == datetime(2018, 10, 2, 12, tzinfo=UTC)


def test_a_date_left_alone_stays_inferred(editor):
    post = make_post(date_basis=Post.DateBasis.INFERRED)
    save(editor, post, title_en="Another title")
    assert post.date_basis == "inferred"


def test_reasons_to_look_are_listed_and_cleared_by_a_box(editor):
    post = make_post(review=["Who <b>wrote</b> this?", "When?"])
    page = editor.get(change(post)).content.decode()
    assert "Who &lt;b&gt;wrote&lt;/b&gt; this?" in page
    save(editor, post, title_en="Better")
    assert post.needs_review
    save(editor, post, reviewed="on")
    assert (post.review, post.needs_review) == ([], False)
    assert "Reviewed: clear" not in editor.get(change(post)).content.decode()


def test_where_a_post_came_from_is_shown_and_cannot_be_changed(editor):
    post = make_post()
    note = {"stage": "bylines", "message": "Took <i>this</i> for the byline.", "line": 14, "review": False}
    Provenance.objects.create(
        post=post, file="page-01.txt", position=1, line_start=12, line_end=40, raw_text="By Ada <b>", notes=[note]
    )
    page = editor.get(change(post)).content.decode()
    for shown in ("page-01.txt:12-40", "line 14: Took &lt;i&gt;this&lt;/i&gt; for the byline.", "By Ada &lt;b&gt;"):
        assert shown in page
    sent = form_of(editor.get(change(post))) | {"provenance-0-file": "elsewhere.txt"}
    assert editor.post(change(post), sent).status_code == 403
    assert Provenance.objects.get().file == "page-01.txt"


def test_view_on_site_shows_a_draft_to_staff_only(editor, client):
    post = make_post("Lanterns", status="draft")
    address = editor.get(change(post)).context["absolute_url"]
    assert address == "/blog/lanterns/"
    assert editor.get(address).status_code == 200
    assert client.get(address).status_code == 404


# What belongs to a post


def credits_of(*rows: dict) -> dict:
    sent = {"credits-TOTAL_FORMS": len(rows), "credits-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        sent |= {f"credits-{number}-{name}": value for name, value in {"role": "author", "order": number, **row}.items()}
    return sent


def test_credits_are_written_on_the_form(editor):
    post, ada, larkspur = make_post(), make_person(), make_organization()
    save(
        editor,
        post,
        **credits_of({"person": ada.pk, "organization": larkspur.pk, "title": "CTO"}, {"organization": larkspur.pk}),
    )
    assert list(post.credits.values_list("person", "organization", "title")) == [
        (ada.pk, larkspur.pk, "CTO"),
        (None, larkspur.pk, ""),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param([{"title": "CTO"}], "Name a person, an organization, or both.", id="nobody"),
        pytest.param(
            [{"person": "ada"}, {"person": "ada", "title": "CTO"}], "is credited as author already", id="person-twice"
        ),
        pytest.param(
            [{"organization": "larkspur"}, {"organization": "larkspur"}], "is credited as author already", id="signer-twice"
        ),
    ],
)
def test_credits_that_cannot_be_are_said_in_words(editor, rows, said):
    post, who = make_post(), {"ada": make_person().pk, "larkspur": make_organization().pk}
    rows = [{name: who.get(value, value) for name, value in row.items()} for row in rows]
    response = editor.post(change(post), {**form_of(editor.get(change(post))), **credits_of(*rows)})
    page = response.content.decode()
    assert said in page
    assert "posts_credit_" not in page  # the name of a constraint
    assert not post.credits.exists()


@pytest.mark.parametrize(
    ("path", "fits"),
    [("/blog/2018/09/25/lanterns/", True), ("https://old.example/lanterns/", False), ("lanterns", False), ("/a?b=1", False)],
)
def test_a_legacy_path_is_a_path(editor, path, fits):
    post = make_post()
    sent = {"legacy_paths-TOTAL_FORMS": 1, "legacy_paths-INITIAL_FORMS": 0, "legacy_paths-0-path": path}
    response = editor.post(change(post), {**form_of(editor.get(change(post))), **sent})
    assert (response.status_code == 302) == fits
    assert LegacyPath.objects.exists() == fits


@pytest.mark.parametrize("field", ["status", "together", "translations-1-status"])
def test_no_form_sets_the_state_of_a_post_or_a_language(editor, field):
    post = make_post("Lanterns", zh="灯塔")
    sent = form_of(editor.get(change(post))) | {"title_en": "Lights", field: "draft"}
    assert editor.post(change(post), sent).status_code == 403
    post.refresh_from_db()
    assert (post.title_en, post.status) == ("Lanterns", "published")
    assert set(post.translations.values_list("status", flat=True)) == {"published"}


def test_a_draft_needs_a_title(editor):
    post = make_post("Lanterns", status="draft")
    assert "at least one language" in " ".join(refused(editor, post, title_en="", body_en="")["__all__"])


# Actions and permissions


def test_publishing_and_taking_back(editor):
    draft, public = make_post("A draft", status="draft"), make_post()
    page = act(editor, "publish", draft, public)
    assert "1 post published." in page.content.decode()
    assert set(Post.objects.published()) == {draft, public}
    act(editor, "withdraw", public)
    assert set(Post.objects.published()) == {draft}
    assert "Changed status." in editor.get(reverse("admin:posts_post_history", args=[draft.pk])).content.decode()


def test_confirming_dates_and_marking_as_reviewed(editor):
    post = make_post(date_basis=Post.DateBasis.INFERRED, review=["Why?"])
    act(editor, "confirm_dates", post)
    act(editor, "mark_reviewed", post)
    post.refresh_from_db()
    assert (post.date_basis, post.needs_review) == ("given", False)


@pytest.mark.parametrize("action", ["publish", "withdraw", "confirm_dates", "mark_reviewed"])
def test_whoever_may_only_look_cannot_act(action):
    reader = sign_in("view_post")
    post = make_post(status="draft", date_basis="inferred", review=["Why?"])
    act(reader, action, post)
    post.refresh_from_db()
    assert (post.status, post.date_basis, post.needs_review) == ("draft", "inferred", True)
    assert reader.get(change(post)).status_code == 403
    assert reader.get(change(make_post())).status_code == 200
    assert reader.post(change(post), {"title_en": "Mine"}).status_code == 403


def test_who_may_change_posts_may_not_publish_them():
    editor = sign_in("view_post", "change_post")
    draft = make_post(status="draft")
    assert act(editor, "publish", draft).status_code == 403
    assert not Post.objects.published().exists()
    assert act(editor, "send_to_review", draft).status_code == 200
    assert draft.translations.get().status == "in_review"


@pytest.mark.parametrize(("role", "fits"), [("Editor", False), ("Publisher", True)])
@pytest.mark.parametrize(("day", "crosses"), [("2017-05-04", False), ("2100-01-01", True)])
def test_who_may_not_publish_moves_no_date_past_now(client, role, fits, day, crosses):
    client.force_login(make_member(role))
    post = make_post("Lanterns")
    sent = form_of(client.get(change(post))) | {"published_at_0": day}
    response = client.post(change(post), sent)
    assert (response.status_code == 302) == (fits or not crosses)
    if response.status_code == 200:
        assert "ask a publisher" in response.content.decode()


def test_a_post_is_deleted_with_what_belongs_to_it(editor):
    post = make_post(authors=[make_person()])
    Provenance.objects.create(post=post, file="page-01.txt", position=1, line_start=1, line_end=2)
    delete = reverse("admin:posts_post_delete", args=[post.pk])
    assert not editor.get(delete).context["perms_lacking"]
    assert editor.post(delete, {"post": "yes"}).status_code == 302
    assert not Post.objects.exists()
