import pytest
from django.db import ConnectionHandler

from cncfblog import health
from cncfblog.settings.database import database

pytestmark = pytest.mark.django_db


def test_ok_while_the_database_answers(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-cache" in response["Cache-Control"]


def test_unavailable_when_it_does_not(client, monkeypatch):
    nobody_there = ConnectionHandler({"default": database("postgres://blog@127.0.0.1:1/blog")})
    monkeypatch.setattr(health, "connection", nobody_there["default"])
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database unreachable\n")


def test_asked_in_plain_http_it_does_not_redirect(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # as in production
    assert client.get("/healthz").status_code == 200
    assert client.get("/admin/login/").status_code == 301


def test_reading_only(client):
    assert client.post("/healthz").status_code == 405
