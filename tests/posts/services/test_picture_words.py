"""What uploaded pictures show, in every language their posts are written in."""

import pytest

from posts.models import Image
from posts.services.picture_words import known_words, with_words
from posts.services.texts import refresh_texts
from posts.services.translate import Texts, load, save_translation
from tests.factories import make_post

pytestmark = pytest.mark.django_db

NAME = f"images/{'0a' * 16}-4x3.png"
ADDRESS = f"/media/{NAME}"


@pytest.fixture
def image() -> Image:
    return Image.objects.create(digest="0a" * 16, name=NAME, width=4, height=3, alt={"en": "A lantern"})


def words_after(image: Image, body_en: str, body_zh: str) -> dict[str, str]:
    post = make_post("Lanterns", zh="灯笼", body_en=body_en, body_zh_hans=body_zh)
    refresh_texts(post)
    image.refresh_from_db()
    return image.alt


@pytest.mark.parametrize(
    ("english", "chinese", "learned"),
    [
        pytest.param("A lantern", "一只灯笼", {"zh-hans": "一只灯笼"}, id="translated"),
        pytest.param("A lantern", "A lantern", {}, id="copied"),
        pytest.param("A lantern", "  ", {}, id="empty"),
        pytest.param("A lantern at night", "灯笼", {"en": "A lantern at night", "zh-hans": "灯笼"}, id="said-better"),
        pytest.param(r"A \[red\] lantern", "灯笼", {"en": "A [red] lantern", "zh-hans": "灯笼"}, id="signs"),
    ],
)
def test_a_picture_learns_its_words_in_each_language_as_they_are_saved(image, english, chinese, learned):
    found = words_after(image, f"![{english}]({ADDRESS})", f'之前 ![{chinese}]({ADDRESS} "题")')
    assert found == {"en": "A lantern", **learned}


def test_pictures_of_elsewhere_and_in_code_teach_nothing(image):
    assert words_after(image, f"`![a cat]({ADDRESS})`", "![猫](https://a.example/cat.png)") == {"en": "A lantern"}


def test_a_text_without_uploaded_pictures_asks_nothing_of_the_database(image, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert known_words(["No picture", "![A cat](cat.jpg)"], "zh-hans") == {}


def test_where_it_stands_anew_its_words_are_there(image):
    image.alt["zh-hans"] = "灯笼 [红]"
    image.save()
    known = known_words([f"![A lantern]({ADDRESS})"], "zh-hans")
    text = f'![A lantern]({ADDRESS} "Ours") ![A cat](/cat.jpg)'
    assert with_words(text, known) == f'![灯笼 \\[红\\]]({ADDRESS} "Ours") ![A cat](/cat.jpg)'
    assert known_words([text], "en") == {NAME: "A lantern"}


def test_saving_a_translation_teaches_it(image):
    post = make_post("Lanterns", body_en=f"![A lantern]({ADDRESS})")
    refresh_texts(post)
    texts = Texts("灯笼", "", "", f"![一只灯笼]({ADDRESS})")
    save_translation(post.pk, "zh-hans", texts, loaded=load(post, "zh-hans"), follows=True, by=None)
    image.refresh_from_db()
    assert image.alt == {"en": "A lantern", "zh-hans": "一只灯笼"}
