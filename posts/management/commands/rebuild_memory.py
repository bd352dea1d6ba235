"""Fill the translation memory from the posts as they are. Safe to repeat: what is known already is left alone."""

from tqdm import tqdm

from posts.management.database import DatabaseCommand
from posts.models import Post, Translation
from posts.services.memory import rebuild


class Command(DatabaseCommand):
    help = __doc__

    def handle(self, **options):
        translated = Translation.objects.filter(is_source=False).values("post")
        posts = Post.objects.filter(pk__in=translated).prefetch_related("translations").order_by("pk")
        blocks = rebuild(tqdm(posts.iterator(chunk_size=100), total=posts.count(), disable=None, unit=" posts"))
        self.stdout.write(f"{blocks} blocks added to the translation memory")
