"""WordPress's ``[shortcodes]``: its own become the HTML it makes of them, others stay in the text and are named. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

SHORTCODE = re.compile(r"(?<!\[)\[(?P<name>[a-zA-Z][\w-]{1,40})(?P<rest>(?:[\s=][^\[\]]*)?)/?\](?!\(|\])")
END = re.compile(r"\[/([a-zA-Z][\w-]{1,40})\]")
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
CAPTION = re.compile(
    r"\[(?:wp_)?caption\b(?P<rest>[^\[\]]{0,2000})\]"
    r"(?P<inside>(?:[^\[]|\[(?!/?(?:wp_)?caption\b)){0,20000}?)\[/(?:wp_)?caption\]"
)
PICTURE = re.compile(r"\s*(?P<picture>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(?P<text>.*)", re.DOTALL)
GALLERY = re.compile(r"\[gallery\b(?P<rest>[^\[\]]{0,20000})\](?:\s*\[/gallery\])?")
EMBED = re.compile(r"\[embed[^\[\]]{0,2000}\]\s*(?P<url>https?://[^\s\[\]<>]+)\s*\[/embed\]")
PLAYER = re.compile(r"\[(?:audio|video)\b(?P<rest>[^\[\]]{0,2000})\](?:\s*\[/(?:audio|video)\])?")
CODE = re.compile(
    r"\[(?P<name>code|sourcecode)\b(?P<rest>[^\[\]]{0,500})\](?P<inside>(?:[^\[]|\[(?!/?(?P=name)\b)){0,100000}?)\[/(?P=name)\]"
)
BARE_ADDRESS = re.compile(r"\s*(https?://[^\s\"'\]]+)")
RECORDINGS = ("src", "mp4", "m4v", "webm", "ogv", "flv", "wmv", "mp3", "m4a", "ogg", "wav", "wma")  # a player's attributes


@dataclass(frozen=True, slots=True)
class Medium:
    """An attachment: where it is, and what its page in WordPress says of it. ``order`` is its place in a gallery."""

    address: str
    alt: str = ""
    caption: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Media:
    """What an export holds besides posts, by number: attachments, which of them hang on a post, and reusable blocks; and
    the address of its site."""

    known: Mapping[int, Medium] = field(default_factory=dict)
    of_post: Mapping[int, Sequence[int]] = field(default_factory=dict)
    blocks: Mapping[int, str] = field(default_factory=dict)
    site: str = ""

    def hanging_on(self, post: int) -> list[int]:
        """The numbers of a post's attachments as a gallery shows them."""
        numbers = (number for number in self.of_post.get(post, ()) if number in self.known)
        return sorted(numbers, key=lambda number: (self.known[number].order, number))


def expand(text: str, media: Media, post: int) -> str:
    """The shortcodes WordPress itself brings, as HTML. A bare ``[gallery]`` shows the media of number ``post``."""
    text = CODE.sub(_code, text)
    text = EMBED.sub(lambda match: _link(match["url"]), text)
    text = PLAYER.sub(_player, text)
    text = CAPTION.sub(_figure, text)
    return GALLERY.sub(lambda match: _gallery(match, media, post), text)


def unknown(text: str) -> list[str]:
    """The names of shortcodes in ``text``: a word in brackets is one if it has attributes, an end, or a plugin's spelling."""
    ended = set(END.findall(text))
    return list(
        dict.fromkeys(
            name
            for name, rest in SHORTCODE.findall(text)
            if "=" in rest or name in ended or name == "gallery" or "_" in name or "-" in name
        )
    )


def _attributes(rest: str) -> dict[str, str]:
    return {name.lower(): one or two or three for name, one, two, three in ATTRIBUTE.findall(rest)}


def _code(match: re.Match) -> str:
    """A listing, as the highlighter that wordpress.com has shows it; what it stands for may be spelled out (&lt;)."""
    said = _attributes(match["rest"])
    language = said.get("lang") or said.get("language") or ""
    return f'\n\n<pre class="brush: {escape(language)}">{escape(unescape(match["inside"]))}</pre>\n\n'


def _link(address: str) -> str:
    address = escape(unescape(address))  # the visual editor spells ampersands out
    return f'\n\n<a href="{address}">{address}</a>\n\n'


def _player(match: re.Match) -> str:
    """The address of what is played; the shortcode itself, visible, where it names none."""
    said = _attributes(match["rest"])
    bare = BARE_ADDRESS.match(match["rest"])
    address = bare[1] if bare else next((said[name] for name in RECORDINGS if said.get(name)), "")
    return _link(address) if address.startswith(("http://", "https://")) else match[0]


def _figure(match: re.Match) -> str:
    picture = PICTURE.fullmatch(match["inside"])
    if picture is None:
        return match[0]
    caption = picture["text"].strip() or _attributes(match["rest"]).get("caption", "")
    return f"\n\n<figure>{picture['picture']}<figcaption>{caption}</figcaption></figure>\n\n"


def _gallery(match: re.Match, media: Media, post: int) -> str:
    """Its images; the shortcode itself, visible, where the export does not tell them all."""
    asked = _attributes(match["rest"])
    numbers = [int(number) for number in re.findall(r"\d{1,18}", asked.get("ids") or asked.get("include") or "")]
    numbers = numbers or media.hanging_on(int(asked["id"]) if re.fullmatch(r"[0-9]{1,18}", asked.get("id", "")) else post)
    if not numbers or any(number not in media.known for number in numbers):
        return match[0]
    return "\n\n{}\n\n".format("\n\n".join(_image(media.known[number]) for number in numbers))


def _image(medium: Medium) -> str:
    caption = f"<figcaption>{escape(medium.caption)}</figcaption>" if medium.caption else ""
    return f'<figure><img src="{escape(medium.address)}" alt="{escape(medium.alt)}">{caption}</figure>'
