"""Addresses made of titles, and those that are taken."""

import pytest
from django.core.exceptions import ValidationError

from posts.models import Post
from posts.services.slugs import check_slugs, fill_slugs
from tests.factories import make_post


@pytest.mark.parametrize(
    ("fields", "slugs"),
    [
        pytest.param({"title_en": "A Café, Moved!"}, ("a-cafe-moved", ""), id="latin"),
        pytest.param({"title_zh_hans": "云原生 2018：你好"}, ("", "云原生-2018-你好"), id="han"),
        pytest.param({"title_en": "One", "slug_en": "own"}, ("own", ""), id="written-by-hand"),
        pytest.param({"title_en": "One", "body_zh_hans": "正文"}, ("one", "one"), id="translation-without-a-title"),
        pytest.param({"title_en": "One", "slug_zh_hans": "left-over"}, ("one", ""), id="text-was-emptied"),
        pytest.param({"title_en": "word " * 100}, (("word-" * 38).strip("-"), ""), id="long"),
        pytest.param({"title_en": "!!!"}, ("", ""), id="nothing-to-make-one-of"),
    ],
)
def test_slugs_are_filled(fields, slugs):
    post = Post(**fields)
    fill_slugs(post)
    assert (post.slug_en or "", post.slug_zh_hans or "") == slugs


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["slug_en", "slug_zh_hans"])
def test_an_address_leads_to_one_post_in_any_language(field):
    make_post("Lanterns")
    make_post("Lanterns 2")
    with pytest.raises(ValidationError) as refused:
        check_slugs(Post(**{field: "lanterns"}))
    assert refused.value.message_dict == {
        field: ["“lanterns” leads to another post, “Lanterns”: choose another slug, for example “lanterns-3”."]
    }


@pytest.mark.django_db
def test_a_post_may_have_one_address_in_both_languages_and_keep_it():
    post = make_post("Lanterns")
    post.slug_zh_hans = "lanterns"
    check_slugs(post)


@pytest.mark.django_db
def test_a_title_without_letters_asks_for_a_slug():
    with pytest.raises(ValidationError) as refused:
        check_slugs(Post(title_en="!!!"))
    assert list(refused.value.message_dict) == ["slug_en"]
