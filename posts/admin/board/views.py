"""The board's pages: the table, who takes what, and the same as a feed that a reader of feeds can ask for."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from posts.admin.board.query import ME, NOBODY, PER_PAGE, TO_DO, Asked, Board, Row
from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.keys import keys_of
from posts.admin.parts.side_by_side import LANGUAGE_NAMES
from posts.feeds import atom
from posts.feeds.records import Entry, Feed
from posts.models import Post
from posts.models.reads import KEPT_DAYS
from posts.reading import localized
from posts.services.assignments import assign, may_assign
from posts.services.permissions import User, own_languages, sees_all
from posts.services.reads import counted_until
from posts.states import State

SALT = "posts.admin.board"
PARAMETERS = ("language", "status", "series", "project", "person", "year", "assignee", "order")


def board(request: HttpRequest) -> HttpResponseBase:
    """Whoever works on all posts sees the board; what can be done with a row is what somebody may do with its post."""
    if not sees_all(request.user):
        raise PermissionDenied
    asked = Asked.of(request.GET, request.user)
    if request.method == "POST":
        return _assign(request, asked)
    shown = Board(asked, request.user)
    page = shown.page(request.GET.get("p"))
    context = {
        "title": _("Translations"),
        "asked": asked,
        "language_name": LANGUAGE_NAMES[asked.language],
        "languages": [(code, name, _query(request, language=code)) for code, name in LANGUAGE_NAMES.items()],
        "states": [
            (state, label, shown.counts[state], _query(request, status=state))
            for state, label in [(TO_DO, _("to do")), *State.choices]
            if shown.counts[state] or state in (TO_DO, asked.status)
        ],
        "everything": (sum(shown.counts[state] for state in State.values), _query(request, status="")),
        "choices": shown.choices,
        "assignees": [(ME, _("me")), (NOBODY, _("nobody"))],
        "page": page,
        "query": _query(request),
        "feed": f"{reverse('board_feed')}?{_query(request, token=token_of(request.user))}",
        "export": f"{reverse('board_export')}?language={asked.language}",
        "counted_until": counted_until(),
        "counted_days": KEPT_DAYS,
        "may_assign": may_assign(request.user),
        "may_take": may_assign(request.user) or asked.language in own_languages(request.user),
    }
    return desk_page(admin.site.get_model_admin(Post), request, "admin/board/board.html", context)


def feed(request: HttpRequest) -> HttpResponse:
    """The first page of the board, for readers of feeds: they cannot sign in, so the address says who asks."""
    user = _user_of(request.GET.get("token", ""))
    if user is None or not sees_all(user):
        raise PermissionDenied
    asked = Asked.of(_newest_to_do(request.GET), user)
    rows = Board(asked, user)
    shown = rows.rows(list(rows.chosen[:PER_PAGE]))
    here = request.build_absolute_uri(reverse("board"))
    written = Feed(
        id=f"tag:{settings.FEED_AUTHORITY}:board/{asked.language}/{asked.status}",
        url=request.build_absolute_uri(),
        page=f"{here}?{_without_token(request.GET)}",
        title=_("To translate into %s") % LANGUAGE_NAMES[asked.language],
        description="",
        language=request.LANGUAGE_CODE,
        publisher=str(settings.SITE_NAME),
        updated=max((_moment(row) for row in shown), default=datetime(1970, 1, 1, tzinfo=UTC)),
        entries=tuple(_entry(request, row) for row in shown),
    )
    response = HttpResponse(atom.write(written), content_type=atom.MEDIA_TYPE)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def token_of(user: User) -> str:
    """Good for as long as the password stays."""
    return signing.dumps([user.pk, user.get_session_auth_hash()[:16]], salt=SALT)


def _user_of(token: str) -> User | None:
    try:
        pk, password = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    user = get_user_model().objects.filter(pk=pk, is_active=True).first()
    return user if user and user.get_session_auth_hash()[:16] == password else None


def _assign(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    chosen = keys_of(request.POST.getlist("post"))
    name = request.POST.get("user", "")
    user = get_user_model().objects.filter(username=name, is_active=True, is_staff=True).first() if name else None
    if name and user is None:
        messages.error(request, _("There is nobody called “%s” here: choose somebody from the list.") % name)
    else:
        number = assign(chosen, asked.language, user, by=request.user)
        said = ngettext("%d post changed hands.", "%d posts changed hands.", number) % number
        messages.add_message(request, messages.SUCCESS if number else messages.WARNING, said if number else _nothing(chosen))
    return redirect(f"{reverse('board')}?{_query(request)}")


def _nothing(chosen: list[int]) -> str:
    return _("Nothing changed: it is so already, or somebody else has it.") if chosen else _("Choose posts first.")


def _entry(request: HttpRequest, row: Row) -> Entry:
    post = row.post
    address = reverse("admin:posts_post_translate", args=[post.pk, row.language])
    state = str(row.state.label)
    if row.appears_at:
        moment = formats.date_format(timezone.localtime(row.appears_at), "DATETIME_FORMAT")
        state = _("scheduled for %s") % moment
    said = _("%(state)s, %(length)d words or characters") % {"state": state, "length": row.length}
    if row.reads:
        reads = ngettext("%d read", "%d reads", row.reads) % row.reads
        said = _("%(said)s, %(reads)s") % {"said": said, "reads": reads}
    return Entry(
        id=f"tag:{settings.FEED_AUTHORITY}:board/{post.pk}/{row.language}",
        url=request.build_absolute_uri(address),
        title=localized(post, "title", row.source),
        language=row.source,
        html="",
        summary=said,
        published=_moment(row),
        updated=_moment(row),
        authors=(),
        contributors=(),
        categories=(str(row.state),),
        original="",
    )


def _moment(row: Row) -> datetime:
    return row.post.updated_at


def _newest_to_do(query: QueryDict) -> QueryDict:
    wanted = query.copy()
    wanted.setdefault("status", TO_DO)
    return wanted


def _query(request: HttpRequest, **changes: str | int) -> str:
    """What was asked for, with ``changes``, as the query of an address."""
    query = QueryDict(mutable=True)
    for name in PARAMETERS:
        value = changes.get(name, request.GET.get(name, ""))
        if value:
            query[name] = str(value)
    for name in changes.keys() - set(PARAMETERS):
        query[name] = str(changes[name])
    return query.urlencode()


def _without_token(query: QueryDict) -> str:
    shown = query.copy()
    shown.pop("token", None)
    return shown.urlencode()
