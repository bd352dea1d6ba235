"""What names and terms are called in another language.

Names of people, organizations and projects stand where they always did: who has one in both languages is to be called so, and a
project without one keeps its name.
"""

from collections.abc import Iterator

from modeltranslation.utils import build_localized_fieldname

from people.models import Organization, Person
from posts.models import Term
from posts.translating.glossary import Entry, Glossary
from projects.aliases import LANDSCAPE
from projects.models import Project


def glossary(source: str, language: str) -> Glossary:
    return Glossary([*_terms(source, language), *_names(source, language), *_projects(source, language)])


def _terms(source: str, language: str) -> Iterator[Entry]:
    for term in Term.objects.filter(source_language=source, language=language):
        yield Entry(term.term, term.term if term.is_kept else term.form, term.note)


def _names(source: str, language: str) -> Iterator[Entry]:
    ours, theirs = build_localized_fieldname("name", source), build_localized_fieldname("name", language)
    for model in (Person, Organization):
        both = model.objects.exclude(**{f"{ours}__isnull": True}).exclude(**{f"{theirs}__isnull": True})
        for name, other in both.order_by().values_list(ours, theirs):
            if name and other:
                yield Entry(name, other, is_exact=True)


def _projects(source: str, language: str) -> Iterator[Entry]:
    """Not those whose name is an ordinary word: who can tell the project Harbor from a harbour?"""
    ours, theirs = build_localized_fieldname("name", source), build_localized_fieldname("name", language)
    for slug, name, other in Project.objects.order_by().values_list("slug", ours, theirs):
        known = LANDSCAPE.get(slug)
        if name and not (known and (known.common_word or not known.alone)):
            yield Entry(name, other or name, is_exact=True)
