"""Public pages are read: whatever else is tried is refused by its name, without a question for a token."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern

from cncfblog.urls import urlpatterns
from posts.urls import people_urls, post_urls, project_urls

PARAMETERS = {
    "slug": "x",
    "year": 2018,
    "month": 9,
    "ending": "rss",
    "signed": "x",
    "section": "posts",
    "path": "x.png",
}


def public_paths() -> Iterator[str]:
    top = [pattern for pattern in urlpatterns if isinstance(pattern, URLPattern)]
    for pattern in [*top, *post_urls, *project_urls, *people_urls]:
        route = str(pattern.pattern)
        for name, converter in pattern.pattern.converters.items():
            given = converter.to_python("rss") if name == "ending" else PARAMETERS[name]
            start, _, rest = route.partition("<")
            route = f"{start}{converter.to_url(given)}{rest.partition('>')[2]}"
        yield f"/{route}"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", sorted(public_paths()))
def test_other_methods_are_not_allowed(db, path, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_what_writes_still_asks_for_a_token(db):
    assert Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"}).status_code == 403
