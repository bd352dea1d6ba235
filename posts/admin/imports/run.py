"""What imports did, to be read: runs, and the lines behind every post."""

from django.contrib import admin
from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from posts.admin.imports.audit import Audited
from posts.admin.imports.undoing import Undoing
from posts.admin.parts.read_only import ReadOnly, raw
from posts.counted import EVERYTHING, UNDOING
from posts.models import ImportRecord, ImportRun, Post, Provenance
from posts.notes import said


@admin.register(ImportRun)
class ImportRunAdmin(Undoing, ReadOnly, admin.ModelAdmin):
    list_display = ["started_at", "status", "summary", "who", "seconds"]
    list_filter = ["status", "exit_status", "started_at", "started_by"]
    list_select_related = ["started_by"]
    date_hierarchy = "started_at"
    search_fields = ["command", "operator"]
    search_help_text = _("By command, account or machine")
    fields = [
        *("started_at", "finished_at", "status", "continues", "exit_status", "who", "called", "numbers", "rules_version"),
        "what_it_did",
    ]

    @admin.display(description=_("counts"))
    def summary(self, run: ImportRun) -> str:
        numbers = [(label, number) for label, number in counted(run) if number]
        return format_html_join(" ", '<span class="count">{} <b>{}</b></span>', numbers)

    @admin.display(description=_("seconds"))
    def seconds(self, run: ImportRun) -> str:
        return f"{(run.finished_at - run.started_at).total_seconds():.1f}" if run.finished_at else ""

    @admin.display(description=_("started by"), ordering="started_by")
    def who(self, run: ImportRun) -> str:
        return ", ".join(filter(None, [str(run.started_by or ""), run.operator]))

    @admin.display(description=_("command"))
    def called(self, run: ImportRun) -> str:
        return raw(run.command or " ".join(map(str, run.arguments)))

    @admin.display(description=_("counts"))
    def numbers(self, run: ImportRun) -> str:
        rows = format_html_join("", "<tr><th>{}</th><td>{}</td></tr>", counted(run))
        return format_html('<table class="counts">{}</table>', rows)

    @admin.display(description=_("import records"))
    def what_it_did(self, run: ImportRun) -> str:
        address = reverse("admin:posts_importrecord_changelist")
        counts = dict(run.records.order_by("outcome").values_list("outcome").annotate(Count("pk")))
        outcomes = (
            (address, run.pk, word, label, counts[word]) for word, label in ImportRecord.Outcome.choices if word in counts
        )
        link = '<li><a href="{}?run__id__exact={}&amp;outcome__exact={}">{}: {}</a></li>'
        return format_html('<ul class="notes">{}</ul>', format_html_join("", link, outcomes))


def counted(run: ImportRun) -> list[tuple[str, int]]:
    """What it counted, in words."""
    labels = UNDOING if run.undoes_id else EVERYTHING
    return [(str(labels.get(word, word)), number) for word, number in run.counts.items()]


class Trace(ReadOnly):
    """One appearance of a post in the archive, with its raw lines and what the parser noted."""

    fields = ["place", "is_primary", "parser_notes", "raw_lines"]
    readonly_fields = fields

    @admin.display(description=_("place"), ordering="file")
    def place(self, row: Provenance) -> str:
        return str(row)

    @admin.display(description=_("notes"))
    def parser_notes(self, row: Provenance) -> str:
        notes = format_html_join("", "<li>{}</li>", ((note_as_text(note),) for note in row.notes))
        return format_html('<ul class="notes">{}</ul>', notes) if notes else ""

    @admin.display(description=_("raw lines"))
    def raw_lines(self, row: Provenance) -> str:
        if not row.raw_text:
            return ""
        return format_html("<details><summary>{}</summary>{}</details>", _("show"), raw(row.raw_text))


def note_as_text(note: dict) -> str:
    """What the parser says of a line, and which one."""
    if not note.get("line"):
        return said(note["message"])
    return _("line %(line)d: %(message)s") % {"line": note["line"], "message": said(note["message"])}


@admin.register(Provenance)
class ProvenanceAdmin(Audited, Trace, admin.ModelAdmin):
    list_display = ["place", "position", "post", "is_primary"]
    list_filter = ["is_primary"]
    list_select_related = []  # the post is fetched without its bodies
    search_fields = ["file", "raw_text"]
    search_help_text = _("By file or raw lines")
    fields = ["post", "position", *Trace.fields]

    def get_queryset(self, request):
        rows = super().get_queryset(request).defer("raw_text", "evidence", "notes", "written")  # long, and not in the list
        return rows.prefetch_related(Prefetch("post", Post.objects.for_linking()))


class ProvenanceInline(Trace, admin.StackedInline):
    model = Provenance
    extra = 0
    classes = ["collapse"]
