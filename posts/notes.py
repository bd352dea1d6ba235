"""What imports noted of posts, in the language of who reads it. Pure but for the catalogue.

Notes are stored as an import says them, in English, so that the same doubt is the same text in every run. Each kind of sentence
stands here once, with names for what differs: a note that none of them fits is shown as it was stored.
"""

import re
from collections.abc import Iterator
from functools import cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

NOTES = (
    # Why an editor should look
    _("The post has no text."),
    _("The title stood behind the previous post's last sentence: a name at its start was lost."),
    _("The title is %(count)s characters long: it may hold more than a title."),
    _("The name of the publication was lost with its link."),
    _("“%(name)s” signs with one word: is it a person?"),
    _("“%(name)s” signs the post: taken for an organization."),
    _("“%(name)s” is written in capitals: is it a person?"),
    _("“%(name)s” signs below the text: taken for the author."),
    _("“%(name)s” stands before the title “%(title)s”: taken for the employer."),
    _("The title ends in “%(word)s”: a name behind it may be lost."),
    _("The text calls “%(title)s” its original: the two may be one post in two languages."),
    _("The listing's author could not be read: %(name)s"),
    _("Another post has the same title and a different text (%(count)s in all)."),
    _("The address of the original is none: %(address)s"),
    _("Bytes here are no %(encoding)s; “�” stands for them: compare with the original."),
    _("The record had to be mended before it could be read (%(how)s): compare it."),
    _("Another post has its GUID: this one is known by its permalink."),
    _("The post was protected by a password: it stays a draft."),
    _("The post was “%(status)s” in WordPress: it stays a draft."),
    _("The post was published, but has no date: it stays a draft until it gets one."),
    _("The post has no title: the beginning of its text stands for one."),
    _("The front matter has no title: the file's name stands for one."),
    _("The post has no date: it stays a draft until it gets one."),
    _("“%(word)s” is no date."),
    _("Left out of the text: %(names)s."),
    _("Embedded players became links (%(count)s)."),
    _("Raised or lowered text stands on the line (%(count)s)."),
    _("Shortcodes stand in the text as they are: %(names)s."),
    _("Blocks that WordPress fills in itself are not in the export: %(names)s."),
    _("The HTML could not be converted (%(problem)s); only its text was kept."),
    _("HTML in the text is not shown: %(names)s."),
    _("A picture stands beside the file, not on the web: %(address)s."),
    # What was done to a file
    _("The file was read as %(encoding)s."),
    _("Text decoded twice was repaired (lines: %(count)s)."),
    _("Characters that cannot be shown were removed (%(count)s, the first is %(code)s)."),
    # What a rule did, or took for granted
    _("%(reason)s Moved to the credits."),
    _("%(reason)s Credited, and left in the text, as it says more."),
    _("A Chinese byline."),
    _("A dated byline (%(date)s)."),
    _("A byline of the %(role)s."),
    _("A byline that names the post."),
    _("A line of names with their employers above the text."),
    _("A name above its title."),
    _("A line that starts with “by” and a name."),
    _("The listing names its author."),
    _("Took %(name)s for the Chinese form of %(other)s: each half names one %(role)s."),
    _("A line names a %(role)s."),
    _("The introduction names the two sides of the interview."),
    _("The introduction says whose experience the post shares."),
    _("The title names who is interviewed."),
    _("They take turns speaking."),
    _("The sentence names the student's mentors."),
    _("Another student of the programme."),
    _("The report is the student's own."),
    _("%(count)s blank lines above: a picture, an embed or a heading may be lost here."),
    _("Nothing but bylines is in “%(language)s”: not a language of this post."),
    _("An English half, then a Chinese one."),
    _("A Chinese half, then an English one."),
    _("English and Chinese lines take turns."),
    _("Took the Chinese half's first line for its title: %(title)s"),
    _("The Chinese half has no title of its own."),
    _("This line is the title of another post, so it became a link: %(title)s"),
    _("%(name)s moves at %(level)s, says the text."),
    _("%(name)s stands at %(level)s, says the text."),
    _("Cut an image's caption off the name behind it."),
    _("The post is about %(name)s: named in its title."),
    _("The post is about %(name)s: named in a heading."),
    _("The post is about %(name)s: named in %(count)s places."),
    _("The title's label makes it one of the series “%(name)s”."),
    _("Moved the line that tells where the post appeared first."),
    _("Noted where the post appeared first; the sentence stays, as it says more."),
    _("Tagged by what the title, headings and opening speak of: %(names)s."),
    _("The picture above the post is not in its text: %(address)s"),
)
NESTED = "reason"  # a note in a note
WORDS = ("role", "level")  # that the catalogue has


def said(note: str) -> str:
    """``note`` in the active language, as far as it is known here."""
    for pattern, template in _patterns():
        if match := pattern.fullmatch(note):
            found = match.groupdict()
            found |= {name: gettext(found[name]) for name in WORDS if name in found}
            if NESTED in found:
                found[NESTED] = said(found[NESTED])
            return gettext(template) % found if found else gettext(template)
    return note


def is_known(note: str) -> bool:
    return any(pattern.fullmatch(note) for pattern, _template in _patterns())


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_compiled())


def _compiled() -> Iterator[tuple[re.Pattern[str], str]]:
    for template in NOTES:
        parts = re.split(r"%\((\w+)\)s", template)  # text, name, text …
        pattern = "".join(f"(?P<{part}>.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
        yield re.compile(pattern, re.DOTALL), template
