"""``{% waiting_work as work %}``: what waits for somebody of the staff, for the first page of the admin."""

from dataclasses import dataclass

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import ngettext

from posts.models import ImportConflict, Post, QuarantinedEntry
from posts.services import permissions

register = template.Library()


@dataclass(frozen=True, slots=True)
class Work:
    sentence: str
    address: str


@register.simple_tag(takes_context=True)
def waiting_work(context: Context) -> list[Work]:
    """What the user may see of it, and only what there is."""
    user = context["user"]
    found = []
    if permissions.has(user, "posts.change_post"):
        number = Post.objects.filter(needs_review=True).count()
        found.append((number, ngettext("%d post to review", "%d posts to review", number), "post", "?review=flagged"))
    if permissions.has(user, "posts.view_importconflict"):
        number = ImportConflict.objects.waiting().count()
        said = ngettext("%d import conflict to decide", "%d import conflicts to decide", number)
        found.append((number, said, "importconflict", ""))
    if permissions.has(user, "posts.view_quarantinedentry"):
        number = QuarantinedEntry.objects.filter(status=QuarantinedEntry.Status.WAITING).count()
        said = ngettext("%d entry to correct", "%d entries to correct", number)
        found.append((number, said, "quarantinedentry", "?status__exact=waiting"))
    return [
        Work(said % number, reverse(f"admin:posts_{model}_changelist") + query)
        for number, said, model, query in found
        if number
    ]
