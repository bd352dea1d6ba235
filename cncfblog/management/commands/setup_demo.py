"""Prepare a site to look at: what bin/serve runs before it serves."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from posts.models import ImportRun

SAMPLE = settings.BASE_DIR / "sample_archive"
EDITOR = "editor"


class Command(BaseCommand):
    """Migrate, import the sample archive and make a demo editor: each only where it has not been done. Safe to repeat."""

    help = __doc__

    def handle(self, **options):
        try:
            call_command("migrate", verbosity=0)
        except OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(
                f"The database does not answer ({reason}): start it, or set DATABASE_URL to another one"
            ) from error
        # A run that never ended was interrupted; importing again finishes its work.
        if not ImportRun.objects.exclude(status=ImportRun.Status.RUNNING).exists():
            call_command("import_archive", SAMPLE, status="published", stdout=self.stdout, stderr=self.stderr)
        self.make_editor()

    def make_editor(self) -> None:
        """A superuser, so that a newcomer sees all of the admin; never where DEBUG is off."""
        users = get_user_model().objects
        if not settings.DEBUG or users.filter(username=EDITOR).exists():
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(EDITOR, password=password)
        self.stdout.write(f"Demo editor for /admin/: name {EDITOR}, password {password}")
        self.stdout.write(f"Shown this once; to set another: .venv/bin/python manage.py changepassword {EDITOR}")
