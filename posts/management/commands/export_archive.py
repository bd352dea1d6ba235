"""Write every post to a JSON Lines file that import_archive takes back without loss."""

import os
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from posts.export import export
from posts.management.database import COULD_NOT_START, DatabaseCommand
from posts.management.piping import Piped
from posts.models import Post

STANDARD_OUTPUT = "-"


class Command(DatabaseCommand):
    """Write every post to a JSON Lines file that import_archive takes back without loss. See docs/export-format.md."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--output", default=STANDARD_OUTPUT, metavar="FILE.jsonl", help="the file to write; - is standard output (default)"
        )

    def handle(self, *, output, **options):
        posts = Post.objects.all()
        if output == STANDARD_OUTPUT:
            self.pipe(posts)
            return
        try:
            count = self.write(posts, Path(output))
        except OSError as error:
            message = _("%(path)s cannot be written (%(reason)s): check that its folder exists and that you may write there.")
            raise CommandError(message % {"path": output, "reason": error.strerror}, returncode=COULD_NOT_START) from error
        self.stderr.write(_("%(count)d posts written to %(path)s") % {"count": count, "path": output})

    def pipe(self, posts) -> None:
        try:
            export(posts, self.stdout)
            self.stdout.flush()
        except BrokenPipeError:  # "| head" has seen enough: nothing more is read from the database either
            Piped(self.stdout).let_go()

    def write(self, posts, path: Path) -> int:
        """Under another name first: an export that breaks off leaves the last one as it was."""
        unfinished = path.with_name(f"{path.name}.part")
        try:
            with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
                count = export(posts, stream)
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
        return count
