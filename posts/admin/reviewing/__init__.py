"""The review queue: flagged posts one after the other, each beside the lines it came from, accepted or mended in place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.keys import key_of
from posts.admin.parts.side_by_side import LANGUAGE_NAMES
from posts.admin.reviewing.screen import OnReview
from posts.desk.flagged import KINDS, Asked, Queue, queue
from posts.models import ImportRun
from posts.services import permissions

RUNS_OFFERED = 20  # the latest


class Reviewing:
    """For PostAdmin: ``review/``."""

    def get_urls(self):
        return [path("review/", self.admin_site.admin_view(self.review_view), name="posts_post_review"), *super().get_urls()]

    def review_view(self, request: HttpRequest) -> HttpResponse:
        if not permissions.may_review(request.user):
            raise PermissionDenied
        waiting = queue(Asked.of(request.GET))
        wanted = key_of(request.GET.get("post", ""))
        post = next((row.post for row in waiting.rows), None) if wanted is None else wanted
        context = {
            "title": _("Review queue"),
            "subtitle": None,
            "asked": waiting.asked,
            "count": len(waiting.rows),
            **_choices(waiting),
        }
        if post is None:
            return desk_page(self, request, "admin/reviewing/nothing.html", context)
        other = waiting.after(post)
        context |= {"place": waiting.place(post), "skip": address(waiting.asked, other) if other else ""}

        class Screen(OnReview, type(self)):
            """The form of this admin, as the queue shows it."""

        screen = Screen(self.model, self.admin_site)
        screen.waiting, screen.other = waiting, other
        return screen.changeform_view(request, str(post), "", context)


def _choices(waiting: Queue) -> dict[str, Any]:
    """What can be asked for, with how many there are."""
    return {
        "kinds": [(kind, label, waiting.kinds[kind]) for kind, label in KINDS.items() if waiting.kinds[kind]],
        "files": list(waiting.files.items()),
        "runs": [(str(run.pk), str(run)) for run in ImportRun.objects.only("started_at")[:RUNS_OFFERED]],
        "languages": list(LANGUAGE_NAMES.items()),
    }


def address(asked: Asked, post: int | None = None) -> str:
    """Of the queue, at ``post`` or its first."""
    query = urlencode({**asked.query(), **({"post": post} if post else {})})
    return f"{reverse('admin:posts_post_review')}{'?' if query else ''}{query}"
