"""The list of uploaded pictures: where each is used, who sees it, and what may be deleted."""

import pytest
from django.test import Client
from django.urls import reverse

from posts.models import Image, Post
from posts.services.bin import bin_posts
from posts.services.history import recording
from posts.services.texts import refresh_texts
from posts.services.unsaved import keep_unsaved
from tests.factories import make_post
from tests.posts.services.test_images import keep, picture
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db
LIST = reverse("admin:posts_image_changelist")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(make_member(role, username=role.casefold()))
    return client


@pytest.fixture
def publisher() -> Client:
    return signed_in("Publisher")


def uploaded(colour: str = "red", alt: str = "A lantern") -> Image:
    return keep(picture(colour=colour), {"en": alt})


def showing(image: Image, title: str = "Lanterns", **fields) -> Post:
    post = make_post(title, body_en=f"![A lantern](/media/{image.name})", **fields)
    refresh_texts(post)
    return post


def page(client: Client, image: Image, name: str = "change") -> str:
    return client.get(reverse(f"admin:posts_image_{name}", args=[image.pk])).content.decode()


def listed(client: Client, **query) -> set[Image]:
    return set(client.get(LIST, query).context["cl"].result_list)


def test_the_list_shows_what_where_and_by_whom(publisher):
    image = uploaded()
    post = showing(image)
    html = publisher.get(LIST).content.decode()
    for said in (
        f"/media/images/small/{image.digest}.webp",
        "A lantern",
        reverse("admin:posts_post_change", args=[post.pk]),
        "4\u00a0×\u00a03",
    ):
        assert said in html


def test_pictures_are_found_by_what_they_show_in_any_language(publisher):
    lantern, boat = uploaded(), keep(picture(colour="blue"), {"en": "A boat", "zh-hans": "一艘小船"})
    assert listed(publisher, q="小船") == {boat}
    assert listed(publisher, q="LANTERN") == {lantern}


def test_unused_pictures_can_be_told_from_those_that_something_shows(publisher):
    used, binned, versioned, typed, unused = (uploaded(colour) for colour in ("red", "green", "blue", "white", "black"))
    showing(used)
    bin_posts([showing(binned, "Binned").pk])
    post = showing(versioned, "Changed")
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(body_en="Nothing.")
    refresh_texts(Post.objects.get(pk=post.pk))
    keep_unsaved(make_member("Editor"), None, {"body_en": f"![x](/media/{typed.name})"})
    assert listed(publisher, use="used") == {used}
    assert listed(publisher, use="kept") == {binned, versioned, typed}
    assert listed(publisher, use="none") == {unused}
    for image, where in ((binned, "in the bin"), (versioned, "in earlier versions"), (typed, "in unsaved text")):
        assert where in page(publisher, image)


def delete(client: Client, *images: Image):
    return client.post(LIST, {"action": "delete_selected", "_selected_action": [image.pk for image in images], "post": "yes"})


def test_an_unused_picture_is_deleted_with_its_files(publisher, media):
    image = uploaded()
    assert len(list(media.rglob("*.*"))) == 2
    assert publisher.post(reverse("admin:posts_image_delete", args=[image.pk]), {"post": "yes"}).status_code == 302
    assert not Image.objects.exists()
    assert not list(media.rglob("*.*"))


def test_a_picture_that_something_shows_stays_and_says_where(publisher, media):
    used, unused = uploaded(), uploaded("blue")
    showing(used)
    assert "Something shows this picture" in page(publisher, used, "delete")
    assert publisher.post(reverse("admin:posts_image_delete", args=[used.pk]), {"post": "yes"}).status_code == 200
    assert "Something shows these pictures" in delete(publisher, used, unused).content.decode()
    assert Image.objects.count() == 2
    assert (media / used.name).is_file()


@pytest.mark.parametrize("role", ["Translator", "Author", "Editor"])
def test_who_does_not_publish_deletes_none(role):
    image = uploaded()
    assert delete(signed_in(role), image).status_code == 403
    assert Image.objects.exists()


def test_an_author_sees_own_pictures_and_those_of_posts_they_see():
    author = signed_in("Author")
    public, hidden, own = uploaded(), uploaded("blue"), uploaded("green")
    showing(public)
    showing(hidden, "Hidden", status="draft")
    Image.objects.filter(pk=own.pk).update(by=author.session["_auth_user_id"])
    assert listed(author) == {public, own}
    assert author.get(reverse("admin:posts_image_change", args=[hidden.pk])).status_code == 403
    found = author.get(reverse("admin:posts_post_images")).json()["images"]
    assert {one["key"] for one in found} == {str(public.pk), str(own.pk)}


def test_titles_of_posts_that_somebody_does_not_see_are_only_counted():
    author, image = signed_in("Author"), uploaded()
    showing(image)
    showing(image, "Hidden", status="draft")
    html = page(author, image)
    assert "Lanterns" in html
    assert "Hidden" not in html
    assert "and 1 more" in html
