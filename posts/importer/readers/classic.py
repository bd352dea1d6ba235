"""The text of WordPress's classic editor, which knows paragraphs by blank lines → HTML, as WordPress shows it. Pure."""

import re

DEEPEST = 200  # elements inside each other; no post that means it
BLOCKS = (
    "address article aside blockquote body caption center col colgroup dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html iframe legend li main map math menu nav ol option p pre script section select style"
    " summary svg table tbody td textarea tfoot th thead tr ul"
).split()
BLOCK_TAG = re.compile(rf"(<!--[^>]{{0,2000}}-->|<(/?)({'|'.join(BLOCKS)})\b[^<>]*>)", re.IGNORECASE | re.DOTALL)
CODE_OF_LINES = re.compile(r"<code>(?=[^<]{0,20000}\n)([^<]{0,20000})</code>", re.IGNORECASE)
KEPT_WHOLE = re.compile(r"(<(pre|script|style|textarea|svg)\b.*?(?:</\2\s*>|\Z))", re.IGNORECASE | re.DOTALL)
WITHOUT_TEXT = frozenset("ul ol dl table tbody thead tfoot tr colgroup select menu".split())
ONE_PARAGRAPH = frozenset("p h1 h2 h3 h4 h5 h6 dt th caption figcaption summary legend option address".split())
PARAGRAPH_IF_SEVERAL = frozenset("li td dd".split())


def autop(text: str) -> str:
    """Blank lines become paragraphs and line ends breaks, outside of what is a block already: as WordPress shows it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _with_blocks_of_code(text)
    out: list[str] = []
    for number, piece in enumerate(KEPT_WHOLE.split(text)):
        if number % 3 == 0:
            out += _autop(piece)
        elif number % 3 == 1:
            out.append(piece)
    return "".join(out)


def _with_blocks_of_code(text: str) -> str:
    """Code of several lines is a block, though the classic editor could only mark it as words."""
    if "<code>" not in text.lower():
        return text
    pieces = KEPT_WHOLE.split(text)
    pieces[::3] = [CODE_OF_LINES.sub(r"<pre><code>\1</code></pre>", piece) for piece in pieces[::3]]
    del pieces[2::3]  # the names of the elements kept whole
    return "".join(pieces)


def _autop(text: str) -> list[str]:
    out: list[str] = []
    inside = [""]
    position = 0
    for tag in BLOCK_TAG.finditer(text):
        out += _paragraphs(text[position : tag.start()], inside[-1])
        out.append(tag[0])
        position = tag.end()
        name = (tag[3] or "").lower()
        if tag[2] and name in inside:
            while inside.pop() != name:
                pass
        elif name and not tag[2] and name not in ("hr", "col") and len(inside) < DEEPEST:
            inside.append(name)
    return out + _paragraphs(text[position:], inside[-1])


def _paragraphs(text: str, inside: str) -> list[str]:
    if not text.strip() or inside in WITHOUT_TEXT:
        return [text]
    parts = [part.strip() for part in re.split(r"\n[ \t\xa0]*\n\s*", text.strip("\n")) if part.strip()]
    breaks = [re.sub(r"(?<!<br>)(?<!<br/>)(?<!<br />)[ \t]*\n", "<br>\n", part) for part in parts]
    if inside in ONE_PARAGRAPH:
        return ["<br><br>\n".join(breaks)]
    if inside in PARAGRAPH_IF_SEVERAL and len(breaks) == 1:
        return breaks
    return [f"\n<p>{part}</p>\n" for part in breaks]
