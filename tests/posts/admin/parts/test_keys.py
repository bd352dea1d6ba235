"""Primary keys that no database holds are nobody's: no page fails on one."""

import pytest

from tests.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "sent", [pytest.param("9" * 30, id="no-column"), pytest.param("9" * 5_000, id="no-number"), "-1", "one"]
)
@pytest.mark.parametrize(
    ("page", "name", "status"),
    [
        pytest.param("/admin/posts/board/export/?language=zh-hans", "post", 200, id="export"),
        pytest.param("/admin/posts/board/", "post", 302, id="board"),
        pytest.param("/admin/people/person/similar/", "one", 302, id="alike"),
        pytest.param("/admin/posts/post/{}/history/", "revision", 302, id="version"),
        pytest.param("/admin/posts/post/{}/share/", "revoke", 404, id="preview-link"),
    ],
)
def test_nobodys_key(admin_client, page, name, status, sent):
    assert admin_client.post(page.format(make_post("Lanterns").pk), {name: sent}).status_code == status
