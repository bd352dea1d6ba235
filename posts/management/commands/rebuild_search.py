from posts.management.database import DatabaseCommand
from posts.models import Post
from posts.search.index import reindex


class Command(DatabaseCommand):
    """Make the search index anew from all posts: for a restored backup, or after a change in the analysis. Safe to repeat."""

    help = __doc__

    def handle(self, **options):
        documents = reindex(Post.objects.all())
        self.stdout.write(f"{documents} documents of {Post.objects.count()} posts are indexed.")
