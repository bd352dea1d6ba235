"""The translation memory after an import: what a run wrote in two languages is offered to translators from then on."""

from django.db.models import Q

from posts.batches import batches
from posts.importer.store.lock import one_writer
from posts.models import ImportRecord, ImportRun, Translation
from posts.services.memory import not_remembered, remember_imported

WRITTEN = (ImportRecord.Outcome.CREATED, ImportRecord.Outcome.UPDATED, ImportRecord.Outcome.RESTORED)


def remember_run(run: ImportRun) -> None:
    """Of the posts that ``run`` wrote, and of those a killed one had no time for. A run that wrote none finds them known."""
    written = Q(post__in=run.records.filter(outcome__in=WRITTEN).values("post")) if run.pk else Q(pk__in=[])
    lacking = Q(pk__in=not_remembered().values("pk"))
    texts = Translation.objects.filter(written | lacking, is_source=False).order_by("post")
    for batch in batches(list(texts.values_list("post", flat=True).distinct())):
        with one_writer():
            remember_imported(batch)
