"""Delete preview links that closed three months ago, and unsaved texts that nobody has touched for a year, naming each."""

from django.utils import timezone

from posts.management.database import DatabaseCommand
from posts.services.tidying import Forgotten, tidy


class Command(DatabaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="delete nothing; print what would be")

    def handle(self, *, dry_run, **options):
        tidied = tidy(dry_run=dry_run)
        verb = "would be deleted" if dry_run else "deleted"
        for text in tidied.unsaved:
            self.stdout.write(_line(text))
        self.stdout.write(f"{verb}: {tidied.links} preview links, {len(tidied.unsaved)} unsaved texts")


def _line(text: Forgotten) -> str:
    where = f"post {text.post}" if text.post else "a new post"
    day = f"{timezone.localtime(text.typed_at):%Y-%m-%d}"
    return f"unsaved text of {text.user} for {where}, typed {day}, {text.characters} characters"
