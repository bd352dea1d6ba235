"""What can be typed or set is documented, and what the documents point to exists."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
OUR_COMMANDS = sorted(name for name, app in get_commands().items() if app in ("cncfblog", "people", "projects", "posts"))
VARIABLES = {
    name
    for path in (ROOT / "cncfblog/settings").glob("*.py")
    for name in re.findall(r"""(?:env(?:\.\w+)?|required)\(\s*"([A-Z_]+)\"""", path.read_text(encoding="utf-8"))
}
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@pytest.mark.parametrize("command", OUR_COMMANDS)
def test_every_command_is_documented(command):
    assert any(command in path.read_text(encoding="utf-8") for path in DOCUMENTS)


def test_the_variables_are_found():
    assert {"DATABASE_URL", "SECRET_KEY", "DEBUG"} <= VARIABLES


@pytest.mark.parametrize("variable", sorted(VARIABLES))
def test_every_variable_of_the_environment_is_documented(variable):
    assert f"`{variable}`" in (ROOT / "docs/operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document):
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []
