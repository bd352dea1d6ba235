"""The catalogues: complete, and compiled as written, so that a machine without gettext speaks Chinese too."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale

LOCALE = Path(settings.LOCALE_PATHS[0])
CATALOGUES = [LOCALE / to_locale(code) / "LC_MESSAGES/django.po" for code, _name in settings.LANGUAGES if code != "en"]

# Which argument of a call is the message; the one before it is the context, if any.
MESSAGE = {"gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "_": 0, "ngettext": 0, "ngettext_lazy": 0}
MESSAGE |= {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 1, "npgettext_lazy": 1}
READERS = ("templates/", "posts/views/", "posts/pages/", "posts/templatetags/", "posts/feeds/", "projects/", "people/")
EDITORS = ("templates/admin/", "templates/registration/")
HAN = "[\u4e00-\u9fff，。：；！？、（）“”《》]"
TYPED_SPACE = re.compile(rf"{HAN} [A-Za-z0-9%<{{]|[A-Za-z0-9>}}] {HAN}")

pytestmark = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)


def test_every_message_is_translated(path):
    catalogue = polib.pofile(str(path))
    assert [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []


def test_compiled_catalogue_is_that_of_the_source(path):
    written = {}
    for entry in polib.pofile(str(path)).translated_entries():
        key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        forms = entry.msgstr_plural.items() if entry.msgid_plural else [(None, entry.msgstr)]
        written |= {key if form is None else (key, form): text for form, text in forms}
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    assert {key: text for key, text in compiled.items() if key} == written, "compile it again: see docs/architecture.md"


def messages() -> Iterator[tuple[str | None, str]]:
    """Context and text of every message that Python code asks for."""
    for app in ("cncfblog", "people", "posts", "projects"):
        for source in (settings.BASE_DIR / app).rglob("*.py"):
            for call in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
                at = MESSAGE.get(getattr(call.func, "id", "")) if isinstance(call, ast.Call) else None
                if at is not None and isinstance(call.args[at], ast.Constant):
                    yield call.args[0].value if at else None, call.args[at].value


def test_no_message_hides_where_the_catalogue_does_not_look_for_it(path):
    """GNU gettext does not look into f-strings: give the message a name before one."""
    known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path))}
    assert set(messages()) - known == set()


def test_no_space_is_typed_between_han_and_latin_for_readers(path):
    """The stylesheet sets it: a typed one is wider, and stands before a name in Han, too."""
    spaced = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if any(place.startswith(READERS) and not place.startswith(EDITORS) for place, _line in entry.occurrences)
        and TYPED_SPACE.search(entry.msgstr or entry.msgstr_plural[0])
    ]
    assert spaced == []
