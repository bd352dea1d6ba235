"""The catalogues: complete, and compiled as written, so that a machine without gettext speaks Chinese too."""

import gettext
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale

LOCALE = Path(settings.LOCALE_PATHS[0])
CATALOGUES = [LOCALE / to_locale(code) / "LC_MESSAGES/django.po" for code, _name in settings.LANGUAGES if code != "en"]

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
