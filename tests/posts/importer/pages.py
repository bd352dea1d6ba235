"""Pages for property tests: any text at all, and listings put together from what listings are made of."""

from html.parser import HTMLParser

from hypothesis import strategies as st

from posts.importer.records import Draft, Entry, Meta, Page, Text

# What means something to some rule, beside letters that mean nothing.
ALPHABET = "abyBYAZ019 张三与的，。：？、；“”‘’\"'«»()（）[]*_`~|<>&#+=-–—•◦▪✓.:;!?…/@\\\t\u00a0\u3000\ud7a3é😀"
CONTROL = "\x00\x07\x0b\x0c\x1c\x1f\x7f\x85\u2028\u200b\ufeff"
FRAGMENTS = [
    "By ",
    "by ",
    "By | Blog",
    " | ",
    "By: ",
    "Originally published on ",
    "Guest post by ",
    "Ada Example",
    "Bo Sample",
    "张三",
    "Example Co",
    ", CTO, ",
    " and ",
    " at ",
    " of ",
    "Student: ",
    "Mentors:",
    "worked with mentors ",
    "sat down with ",
    "https://example.org/a_b",
    "javascript:alert(1)",
    "<script>",
    "(1) ",
    "[1] ",
    "1. ",
    "  • ",
    "Figure 1: ",
    "作者：",
    "本文发表于",
    "Kubernetes",
    "?",
    "\n",
    "\n\n",
    "\n\n\n\n",
]

lines = st.one_of(
    st.text(ALPHABET, max_size=60),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS[:-3]), st.text(ALPHABET, max_size=6)), max_size=8).map("".join),
    st.sampled_from(["", "", "", "By | Blog", "By Ada Example | Blog", "1 2 3 … 39", "« Older Entries"]),
)
any_text = st.one_of(
    st.text(ALPHABET + CONTROL + "\n", max_size=300),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(ALPHABET + CONTROL, max_size=8)), max_size=30).map("".join),
)
# As a reader leaves it: without control characters.
clean_text = st.one_of(
    st.text(ALPHABET + "\n", max_size=80),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(ALPHABET, max_size=6)), max_size=20).map("".join),
)
any_page = st.one_of(any_text.map(lambda text: tuple(text.split("\n"))), st.lists(lines, max_size=40).map(tuple))

TITLES = [
    "How Example Co Moved Its Build Farm",
    "Meet the Ambassador: Ada Example",
    "Ready for More? We Are!",
    "示例公司如何迁移构建集群",
    "GSoC 2018: A Faster Queue for Sample DB",
    "Sample Project Joins the Sandbox 🎉",
    "Announcing ExampleCon! Tickets Are Out",
]
METAS = [
    "By | Blog",
    "By | Announcement, Blog",
    "By Ada Example | Blog",
    "By May 26, 2017Blog",
    "By December 4, 2018 Blog",
    "By Ada Example | Blog | 2 Comments",
]
PARAGRAPHS = [
    "By Ada Example, CTO, Example Co",
    "Originally published on the Sample blog by Bo Sample",
    "By default, every pod may talk to every other one.",
    "We moved the last of our services in March, and nobody noticed until the bill arrived.",
    "我们在三月迁移了最后一个服务，直到账单寄来才有人注意到这件事。",
    "作者：张三",
    "What We Learned",
    "我们学到了什么",
    "  • Measure first\n  • Change one thing\n    • and write it down",
    "  1. Plan\n  2. Move\n  3. Rest",
    "Figure 1: where the traffic went",
    "“It simply went on working,” she said.",
    "“We would do it again next week if we had to.”\n\n– Ada Example, CTO, Example Co",
    "Ada: What did you move first?\n\nBo: The queue.\n\nAda: Why?\n\nBo: It was the smallest.",
    "Student: Cy Instance, Example University (Norway)\nMentors: Ada Example, Example Co and Bo Sample, Sample Co",
    "kubectl get pods --all-namespaces",
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: sample",
    "It holds (1) and is written down [2].",
    "(1) As of May.",
    "Read on: https://example.org/a_b_c?d=*e*",
    "Recognized for their work, the team rests. Five Lessons From a Long Migration",
]
posts = st.builds(
    lambda title, meta, body, gaps: "\n".join(
        [title, "", meta, "", *(part + "\n" * gap for part, gap in zip(body, gaps, strict=False))]
    ),
    st.sampled_from(TITLES),
    st.sampled_from(METAS),
    st.lists(st.sampled_from(PARAGRAPHS), max_size=12),
    st.lists(st.integers(1, 5), min_size=12, max_size=12),
)
listings = st.builds(
    lambda top, posts, bottom: tuple("\n".join([*top, *posts, *bottom]).split("\n")),
    st.sampled_from([[], ["All Posts By", "", "Ada Example", ""], ["ExampleCon | May 1 | Learn more", ""]]),
    st.lists(posts, min_size=1, max_size=4),
    st.sampled_from([[], ["1 2 3 … 39"], ["« Older Entries", "", "Next »"]]),
)
any_lines = st.one_of(any_page, listings)


def page(text: str) -> Page:
    return Page("page.txt", tuple(text.split("\n")))


def entry(text: str, title: str = "A Title That Says Little", meta: Meta | None = None) -> Entry:
    """A post whose body is ``text``, from line 5 on, as the listing has it."""
    return Entry("page.txt", 1, title, 1, meta or Meta(3, categories=("Blog",)), tuple(text.split("\n")), 5)


def unread(text: str, title: str = "A Title That Says Little", meta: Meta | None = None) -> Draft:
    """A draft no stage has seen."""
    return Draft(ref="ref", texts=(), entry=entry(text, title, meta))


def bodies(text: Text) -> list[str]:
    """A text's paragraphs, as they read."""
    return [paragraph.text for paragraph in text.paragraphs]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "sup":  # the number of a note is raised, and so apart from the word before it
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of(html: str) -> str:
    """What a reader sees of ``html``."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)
