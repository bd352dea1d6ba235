"""Every response says that nothing but our own may run, whoever asks and whatever goes wrong."""

import re

import pytest

pytestmark = pytest.mark.django_db

# A script without an address (data is none), a style, an event handler: what 'self' forbids.
INLINE = re.compile(r"""<script(?![^>]*\b(?:src=|type="application/))|<style|<[^>]+\s(?:style|on[a-z]+)=\"""", re.IGNORECASE)


@pytest.mark.parametrize("path", ["/", "/zh-hans/", "/healthz", "/admin/login/", "/nowhere/", "/feed/"])
def test_policy_is_self(client, path):
    policy = client.get(path)["Content-Security-Policy"]
    directives = dict(directive.strip().split(" ", 1) for directive in policy.split(";"))
    assert directives["default-src"] == "'self'"
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", ["/admin/", "/admin/posts/post/", "/admin/posts/post/add/", "/admin/people/person/"])
def test_admin_needs_nothing_inline(admin_client, path):
    response = admin_client.get(path)
    assert response.status_code == 200
    assert not INLINE.findall(response.content.decode())
