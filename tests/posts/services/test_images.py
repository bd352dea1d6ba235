"""Pictures that are uploaded: what is kept of them, and what is refused with which words."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow

from posts.models import Image
from posts.services.images import keep_image

pytestmark = pytest.mark.django_db
ALT = {"en": "A lantern"}
LATITUDE = 2  # of the GPS part of EXIF


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(kind: str = "PNG", size=(4, 3), colour: int | str | tuple = "red", mode: str = "RGB", **options) -> bytes:
    output = BytesIO()
    Pillow.new(mode, size, colour).save(output, kind, **options)
    return output.getvalue()


def keep(content: bytes, alt=ALT, language: str = "en") -> Image:
    return keep_image(BytesIO(content), len(content), alt=alt, language=language, by=None)


def refused(content: bytes, **kwargs) -> dict:
    with pytest.raises(ValidationError) as error:
        keep(content, **kwargs)
    return error.value.message_dict


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp"), ("GIF", "gif")])
def test_a_picture_is_kept_under_a_name_with_its_size(media, kind, ending):
    image = keep(picture(kind))
    assert image.name == f"images/{image.digest}-4x3.{ending}"
    assert (image.width, image.height, image.alt) == (4, 3, ALT)
    with Pillow.open(media / image.name) as stored:
        assert (stored.format, stored.size) == (kind, (4, 3))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_wrote_into_it_is_gone_and_it_stands_upright(media, kind):
    exif = Pillow.Exif()
    exif[0x010F], exif[0x0112] = "Camera of Example Co", 6  # who made it; turned by a quarter
    exif.get_ifd(0x8825)[LATITUDE] = (48.0, 12.0, 3.0)
    content = picture(kind, exif=exif)
    assert b"Camera of Example Co" in content
    image = keep(content)
    stored = (media / image.name).read_bytes()
    assert b"Camera of Example Co" not in stored
    assert not Pillow.open(BytesIO(stored)).getexif()
    assert (image.width, image.height) == (3, 4)


def test_a_moving_picture_goes_on_moving(media):
    output = BytesIO()
    frames = [Pillow.new("RGB", (4, 3), colour) for colour in ("red", "blue")]
    frames[0].save(output, "GIF", save_all=True, append_images=frames[1:], comment=b"told to nobody")
    stored = Pillow.open(media / keep(output.getvalue()).name)
    assert stored.n_frames == 2
    assert "comment" not in stored.info


def test_transparency_and_colours_of_print_are_shown_right(media):
    stored = Pillow.open(media / keep(picture(mode="RGBA", colour=(255, 0, 0, 0))).name)
    assert stored.getpixel((0, 0))[3] == 0
    assert Pillow.open(media / keep(picture("JPEG", mode="CMYK", colour=0)).name).mode == "RGB"


def test_the_same_picture_is_kept_once_and_learns_its_texts():
    keep(picture())
    image = keep(picture(), {"en": "ignored", "zh-hans": "灯笼"}, "zh-hans")
    assert Image.objects.get() == image
    assert image.alt == {"en": "A lantern", "zh-hans": "灯笼"}


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(SVG, "can hold scripts", id="svg"),
        pytest.param(SVG[21:], "can hold scripts", id="svg-bare"),
        pytest.param(b"Not a picture at all", "no picture that is known", id="text"),
        pytest.param(b"", "no picture that is known", id="empty"),
        pytest.param(b"%PDF-1.4 ...", "no picture that is known", id="pdf"),
        pytest.param(picture("BMP"), "no picture that is known", id="other-kind"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "no picture|is broken", id="begins-like-one"),
        pytest.param(picture("JPEG", (200, 200))[:400], "is broken", id="cut-off"),
        pytest.param(picture(size=(8_000, 5_001), mode="1", colour=0), "more than 40 megapixels", id="pixels"),
        pytest.param(b"x" * 10_000_001, "has 10.1 MB; at most 10 MB", id="large"),
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(media, content, said):
    [message] = refused(content)["file"]
    assert any(part in message for part in said.split("|")), message
    assert not Image.objects.exists()
    assert not list(media.rglob("*.*"))


@pytest.mark.parametrize(
    ("alt", "language"),
    [({}, "en"), ({"en": "  "}, "en"), ({"en": "A lantern"}, "zh-hans"), ({"en": "x" * 501}, "en")],
    ids=["none", "blank", "only-in-another-language", "endless"],
)
def test_without_words_for_those_who_do_not_see_it_no_picture(media, alt, language):
    assert list(refused(picture(), alt=alt, language=language)) == ["alt"]
    assert not list(media.rglob("*.*"))
