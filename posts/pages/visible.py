"""Which series, topics, people and projects have a page: those a published post leads to. The only definition.

What only a draft or a scheduled post names is as hidden as the post itself.
"""

from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from people.models import Person
from posts.models import Credit, Post, Series, Tag
from projects.models import MaturityChange, Project

Row = TypeVar("Row", bound=Model)

# The way from a post to the rows it leads to.
WAYS: dict[type[Model], str] = {
    Series: "series",
    Tag: "tagged__tag",
    Project: "project_links__project",
}


def visible(model: type[Row]) -> QuerySet[Row]:
    """The rows of ``model`` that the public may see; of projects also those whose level an editor stated."""
    if model is Person:  # whom a post may name for a text that is not public yet
        return model._default_manager.filter(Exists(Credit.objects.published().filter(person=OuterRef("pk"))))
    known = Q(Exists(Post.objects.published().order_by().filter(**{WAYS[model]: OuterRef("pk")})))
    if model is Project:
        known |= Q(Exists(MaturityChange.objects.filter(project=OuterRef("pk"), sources=None)))
    return model._default_manager.filter(known)


def find(model: type[Row], slug: str, user: AbstractBaseUser | AnonymousUser) -> Row:
    """The row at an address, or a 404. Editors come from drafts and from the admin, so they find every row."""
    row = visible(model).filter(slug=slug).first()
    if row is None and getattr(user, "is_staff", False):
        return get_object_or_404(model, slug=slug)
    return row or get_object_or_404(model._default_manager.none())
