"""The front matter of a Markdown file, in YAML, TOML or JSON → names and values."""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

import yaml
from django.utils.translation import gettext as _

FENCES = ("---", "+++")  # of YAML, of TOML


class Broken(ValueError):
    """The front matter cannot be read; ``line`` is its line in the file."""

    def __init__(self, message: str, line: int = 1):
        super().__init__(message)
        self.line = line


def split(text: str) -> tuple[Mapping[str, Any], str, int]:
    """The front matter, the body, and the line the body begins on. Raises :class:`Broken`."""
    lines = text.split("\n")
    opening = lines[0].strip()
    if opening.startswith("{"):
        return _json(text)
    if opening not in FENCES:
        message = _("The file has no front matter: begin it with “---”, lines like “title: …”, and “---”.")
        raise Broken(message)
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.strip() == opening), 0)
    if not end:
        raise Broken(_("The front matter has no end: close it with a line “%(mark)s”.") % {"mark": opening})
    matter = "\n".join(lines[1:end])
    found = _toml(matter) if opening == "+++" else _yaml(matter)
    return _mapping(found), "\n".join(lines[end + 1 :]), end + 2


def _mapping(found: Any) -> Mapping[str, Any]:
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Broken(_("The front matter is not a list of names and values: write lines like “title: …”."), 2)
    return {str(key).lower(): value for key, value in found.items()}


def _yaml(matter: str) -> Any:
    try:
        return yaml.safe_load(matter)
    except yaml.constructor.ConstructorError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        message = _("The front matter holds more than plain values (%(reason)s): take out the “!…” tag.")
        raise Broken(message % {"reason": error.problem}, line) from error
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        message = _("The front matter is not YAML (%(reason)s): put quotes around a value with “:” or “#” in it.")
        raise Broken(message % {"reason": error.problem or error.context}, line) from error
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError) as error:
        # What the library lets through of values that only look like a date or a number.
        message = _("The front matter holds a value that is none (%(reason)s): put quotes around it.")
        raise Broken(message % {"reason": " ".join(str(error).split())[:200]}, 2) from error


def _toml(matter: str) -> Any:
    try:
        return tomllib.loads(matter)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        message = _("The front matter is not TOML: %(reason)s.")
        raise Broken(message % {"reason": error}, int(line[1]) + 1 if line else 2) from error


def _json(text: str) -> tuple[Mapping[str, Any], str, int]:
    try:
        found, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        message = _("The front matter is not JSON (%(reason)s, column %(column)d).")
        raise Broken(message % {"reason": error.msg, "column": error.colno}, error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise Broken(_("The front matter holds a number too large or lists too deep.")) from error
    return _mapping(found), text[end:], text.count("\n", 0, end) + 1
