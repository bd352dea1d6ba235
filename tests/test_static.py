"""Production refuses a page that names a stylesheet it does not have: find that out here."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

REFERENCE = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates")))
def test_every_static_file_a_template_names_exists(template):
    named = REFERENCE.findall(template.read_text(encoding="utf-8"))
    assert [path for path in named if not finders.find(path)] == []
