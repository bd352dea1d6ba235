"""Fill the translation memory from the posts as they are. Imports do so themselves; safe to repeat."""

from tqdm import tqdm

from posts.batches import batches
from posts.management.database import DatabaseCommand
from posts.models import Translation
from posts.services.memory import remember_imported


class Command(DatabaseCommand):
    help = __doc__

    def handle(self, **options):
        translated = Translation.objects.filter(is_source=False).order_by("post")
        keys = list(translated.values_list("post", flat=True).distinct())
        with tqdm(total=len(keys), disable=None, unit=" posts") as progress:
            blocks = 0
            for batch in batches(keys):
                blocks += remember_imported(batch)
                progress.update(len(batch))
        self.stdout.write(f"{blocks} blocks added to the translation memory")
