"""What tests of imports in processes of their own start from."""

import os

import pytest
from django.db import connection

from tests.posts.importer.processes import Database


@pytest.fixture
def empty(tmp_path, django_db_setup, django_db_blocker):
    """A migrated database beside the one tests share, and a list: databases that join it are dropped in the end."""
    with django_db_blocker.unblock():
        database = Database(tmp_path, f"import_{os.getpid()}").make()
        copies = [database]
        yield database, copies
        for copy in copies:
            copy.drop()
        connection.close()
