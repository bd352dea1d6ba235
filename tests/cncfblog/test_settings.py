"""What the settings refuse, and what production promises."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cncfblog.settings.database import database, pooled

SECRETS = {"SECRET_KEY": "k3y-" + "abcdefghijklmnopqrstuvwxyz" * 2, "ALLOWED_HOSTS": "blog.example.org, www.example.org"}


def production(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``manage.py`` under production settings and no environment but the given one."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "cncfblog.settings.production", **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("missing", SECRETS)
@pytest.mark.parametrize("value", [pytest.param(None, id="unset"), pytest.param(" ", id="blank")])
def test_production_refuses_to_start_without(missing, value):
    environment = {name: secret for name, secret in SECRETS.items() if name != missing}
    if value is not None:
        environment[missing] = value
    result = production("check", **environment)
    assert result.returncode == 1
    assert result.stderr.splitlines() == [result.stderr.strip()], "one line, no traceback"
    assert f"Set the environment variable {missing}, for example" in result.stderr


def test_production_passes_its_deployment_check():
    result = production("check", "--deploy", "--fail-level", "WARNING", **SECRETS)
    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


def test_production_reads_its_environment():
    code = (
        "from django.conf import settings as s; print(s.DEBUG, s.ALLOWED_HOSTS, s.SECURE_SSL_REDIRECT, s.DATABASES['default'])"
    )
    url = "postgres://blog:p%40ss@db.example.org:5433/blog"
    result = production("shell", "--no-imports", "-c", code, **SECRETS, DATABASE_URL=url, DATABASE_POOL_SIZE="3")
    assert result.stdout.startswith("False ['blog.example.org', 'www.example.org'] True"), result.stderr
    assert "'PASSWORD': 'p@ss'" in result.stdout
    assert "'max_size': 3" in result.stdout


class TestDatabase:
    def test_sqlite_lets_readers_read_while_somebody_writes(self):
        config = database("sqlite:////srv/blog.sqlite3")
        assert config["NAME"] == "/srv/blog.sqlite3"
        assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]

    def test_postgresql_over_a_socket(self):
        assert database("postgresql://postgres:@/blog?host=/run/pg")["OPTIONS"]["host"] == "/run/pg"

    @pytest.mark.parametrize("url", ["", "nonsense", "mysql://a:b@c/d", "postgres//blog"])
    def test_any_other_address_is_refused_with_an_example(self, url):
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must be sqlite:////absolute"):
            database(url)

    @pytest.mark.parametrize(
        ("url", "size", "kept"),
        [
            pytest.param("postgres://db/blog", 0, {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}, id="one-a-thread"),
            pytest.param(
                "postgres://db/blog",
                4,
                {"CONN_HEALTH_CHECKS": True, "OPTIONS": {"prepare_threshold": 5, "pool": {"min_size": 1, "max_size": 4}}},
                id="a-pool",
            ),
            pytest.param("sqlite:////srv/blog.sqlite3", 4, {"CONN_MAX_AGE": 60}, id="no-pool"),
        ],
    )
    def test_connections_are_kept(self, url, size, kept):
        config = database(url)
        assert pooled(config, size) == {**config, **kept}
