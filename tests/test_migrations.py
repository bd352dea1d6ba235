"""Migrations run forwards from nothing, say what the models say, and can be taken back where nothing is lost by it."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

OURS = ("people", "projects", "posts")


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.split("_")[0] in OURS}


def test_models_and_migrations_agree():
    """What ``makemigrations --check`` asks, for our apps, with the names of what is missing."""
    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    assert {app: [op.describe() for m in migrations for op in m.operations] for app, migrations in changes.items()} == {}


@pytest.mark.parametrize("app", OURS)
def test_one_road_and_one_end(app):
    """Two branches that were merged without each other's migration leave two ends."""
    assert len(MigrationLoader(None).graph.leaf_nodes(app)) == 1


@pytest.mark.django_db(transaction=True)
def test_from_nothing_forwards_and_back_and_forwards():
    complete = tables()
    assert {"people_person", "projects_project", "posts_post", "posts_credit", "posts_translation"} <= complete
    try:
        for app in reversed(OURS):
            call_command("migrate", app, "zero", verbosity=0)
        assert tables() == set()
    finally:
        call_command("migrate", verbosity=0)
    assert tables() == complete
