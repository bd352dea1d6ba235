"""Commands that need a database which answers, with the tables that this version of the code knows."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

COULD_NOT_START = 2  # exit status


class Unready(Exception):
    """No command can work with the database; the message says why, and what to do."""


class Unmigrated(Unready):
    """It answers, but has not all tables yet."""


def check_database() -> None:
    """Raises :class:`Unready`. A database of SQLite that is not there yet is not made by asking."""
    try:
        missing = len(_plan())
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        message = _("The database does not answer (%(reason)s): start it, or set DATABASE_URL to another one.")
        raise Unready(message % {"reason": reason}) from error
    if missing:
        message = ngettext(
            "The database lacks %(count)d migration: run “manage.py migrate”, then this command again.",
            "The database lacks %(count)d migrations: run “manage.py migrate”, then this command again.",
            missing,
        )
        raise Unmigrated(message % {"count": missing})


def _plan() -> list:
    """The migrations that have not been run."""
    executor = MigrationExecutor(None if _is_missing_file() else connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def _is_missing_file() -> bool:
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return False
    return not Path(connection.settings_dict["NAME"]).exists()


class DatabaseCommand(BaseCommand):
    """Ends with status 2 and what to do, where the database is not ready or gives up."""

    def execute(self, *args, **options):
        try:
            check_database()
            return super().execute(*args, **options)
        except Unready as error:
            raise CommandError(str(error), returncode=COULD_NOT_START) from error
        except DatabaseError as error:
            message = _("The database gave up: %(error)s. Start this again once it answers; it is safe to repeat.")
            raise CommandError(message % {"error": str(error).strip()}, returncode=COULD_NOT_START) from error
