"""Keep a picture that somebody uploads: looked at by its bytes, made anew without what its camera wrote into it."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageOps

from posts.digests import digest_of_bytes
from posts.models import Image
from posts.services.image_uses import FOLDER, uses

SMALL = 320  # pixels, of the longer side of what lists show
LARGEST = 10_000_000  # bytes
MOST_PIXELS = 40_000_000  # of all frames together
LONGEST_ALT = 500  # characters
ENDINGS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif"}
OPTIONS: dict[str, dict[str, int | bool]] = {"JPEG": {"quality": 90}, "WEBP": {"quality": 90}, "PNG": {"optimize": True}}
# What Pillow raises for bytes that only look like a picture.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, Pillow.DecompressionBombError)


def keep_image(upload: BinaryIO, size: int, *, alt: Mapping[str, str], language: str, by) -> Image:
    """Store the picture with its alternative texts, of which that of ``language`` must be there.

    Raises ``ValidationError`` by field, ``file`` or ``alt``; nothing is stored then. A picture that is here already learns the
    texts it lacks in other languages, and that of ``language`` anew.
    """
    texts, errors = _words(alt, language)
    try:
        content, ending, width, height = _made_anew(upload, size)
    except ValidationError as refused:
        errors["file"] = refused.message
    if errors:
        raise ValidationError(errors)
    digest = digest_of_bytes(content)
    name = f"{FOLDER}/{digest}-{width}x{height}.{ending}"
    with transaction.atomic():
        defaults = {"name": name, "width": width, "height": height, "alt": texts, "by": by}
        image, is_new = Image.objects.select_for_update().get_or_create(digest=digest, defaults=defaults)
        if not is_new:
            _learn(image, texts, language)
        # While the row is locked: whoever deletes the same picture does so before, or after.
        _write(Path(settings.MEDIA_ROOT, name), content)
        _write(Path(settings.MEDIA_ROOT, small_name(image)), _small(content))
    return image


@transaction.atomic
def use_again(image: Image, *, alt: Mapping[str, str], language: str) -> Image:
    """A picture that is here already, for a text in ``language``; it learns texts as with :func:`keep_image`.

    Raises ``ValidationError`` for ``alt``.
    """
    texts, errors = _words(alt, language)
    if errors:
        raise ValidationError(errors)
    image = Image.objects.select_for_update().get(pk=image.pk)
    _learn(image, texts, language)
    return image


@transaction.atomic
def delete_image(image: Image) -> None:
    """The picture, its file included. Raises ``ValidationError`` where something still shows it."""
    image = Image.objects.select_for_update().get(pk=image.pk)
    if uses([image])[image.name].is_used:
        raise ValidationError(_("The picture is used: take it out of the texts first."))
    image.delete()
    for name in (image.name, small_name(image)):
        Path(settings.MEDIA_ROOT, name).unlink(missing_ok=True)


def small_name(image: Image) -> str:
    """Of the picture as lists show it."""
    return f"{FOLDER}/small/{image.digest}.webp"


def small_address(image: Image) -> str:
    """The picture itself where it came before small ones were made."""
    is_there = Path(settings.MEDIA_ROOT, small_name(image)).is_file()
    return f"{settings.MEDIA_URL}{small_name(image) if is_there else image.name}"


def _words(alt: Mapping[str, str], language: str) -> tuple[dict[str, str], dict[str, str]]:
    """The texts, and what is wrong with them."""
    texts = {code: text.strip() for code, text in alt.items() if text.strip()}
    if language not in texts:
        return texts, {"alt": _("Say what the picture shows, for readers who do not see it.")}
    if any(len(text) > LONGEST_ALT for text in texts.values()):
        return texts, {"alt": _("Say it in at most %d characters; what is longer belongs into the text.") % LONGEST_ALT}
    return texts, {}


def _learn(image: Image, texts: Mapping[str, str], language: str) -> None:
    image.alt = {**texts, **image.alt, language: texts[language]}
    image.save(update_fields=["alt"])


def too_large(size: int) -> str:
    values = {"size": _megabytes(size), "most": _megabytes(LARGEST)}
    return _("The file has %(size)s MB; at most %(most)s MB are taken.") % values


def _made_anew(upload: BinaryIO, size: int) -> tuple[bytes, str, int, int]:
    """The picture upright and without metadata: its bytes, the ending of its name, width and height."""
    if size > LARGEST:
        raise ValidationError(too_large(size))
    head = upload.read(1_000)
    upload.seek(0)
    if b"<svg" in head or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<!DOCTYPE svg")):
        raise ValidationError(_("An SVG can hold scripts and is not taken: save it as PNG."))
    try:
        with Pillow.open(upload, formats=list(ENDINGS)) as picture:
            pixels = picture.width * picture.height
            if pixels > MOST_PIXELS or pixels * getattr(picture, "n_frames", 1) > MOST_PIXELS:
                said = _("The picture has more than %d megapixels: make it smaller.")
                raise ValidationError(said % (MOST_PIXELS // 1_000_000))
            kind = str(picture.format)
            return _encoded(picture, kind)
    except Pillow.UnidentifiedImageError as unknown:
        raise ValidationError(_("This is no picture that is known here: choose a PNG, JPEG, WebP or GIF.")) from unknown
    except BROKEN as broken:
        raise ValidationError(_("The picture is broken: open it in a program for pictures, and save it anew.")) from broken


def _encoded(picture: Pillow.Image, kind: str) -> tuple[bytes, str, int, int]:
    is_moving = getattr(picture, "n_frames", 1) > 1
    options = dict(OPTIONS.get(kind, {}))
    if is_moving:
        made = picture
        options["save_all"] = True
        for told in ("comment", "exif", "xmp", "XML:com.adobe.xmp"):
            made.info.pop(told, None)
    else:
        made = ImageOps.exif_transpose(picture)
        colours = made.info.get("icc_profile")
        if kind == "JPEG" and made.mode not in ("L", "RGB"):
            made, colours = made.convert("RGB"), None
        transparency = made.info.get("transparency")
        made.info = {"transparency": transparency} if transparency is not None else {}
        if colours and kind != "GIF":
            made.info["icc_profile"] = colours
    output = BytesIO()
    made.save(output, kind, exif=b"", **options) if kind in ("PNG", "JPEG", "WEBP") else made.save(output, kind, **options)
    return output.getvalue(), ENDINGS[kind], made.width, made.height


def _small(content: bytes) -> bytes:
    """The first frame of a picture, at the size of a list."""
    output = BytesIO()
    with Pillow.open(BytesIO(content)) as picture:
        made = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        made.thumbnail((SMALL, SMALL))
        made.save(output, "WEBP", quality=80)
    return output.getvalue()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)


def _megabytes(size: int) -> str:
    """Rounded up, so that what is too large never looks as if it were not."""
    return f"{-(-size // 100_000) / 10:g}"
