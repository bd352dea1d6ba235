"""What one run did to one entry of the archive: the raw lines beside what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from posts.admin.imports.fields import label, language_of, readable
from posts.admin.imports.run import note_as_text
from posts.admin.parts.read_only import ReadOnly
from posts.changes import Change, Line, lines_of_diff
from posts.models import ImportRecord, Post
from posts.models.post import LANGUAGES
from posts.services.compared import stored_fields

MOST_FILES = 50  # to choose from; of more, one is found by its name


class Files(admin.AllValuesFieldListFilter):
    """The files of a small archive."""

    def has_output(self) -> bool:
        return self.lookup_choices[: MOST_FILES + 1].count() <= MOST_FILES


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as the page shows it."""

    label: str
    language: str
    lines: tuple[Line, ...]
    is_conflict: bool


@admin.register(ImportRecord)
class ImportRecordAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["place", "outcome", "post", "message", "run"]
    list_filter = ["outcome", ("run__started_at", admin.DateFieldListFilter), "run", ("file", Files)]
    list_select_related = ["run"]
    date_hierarchy = "run__started_at"
    search_fields = ["file", "message"]
    search_help_text = _("By file or message")
    fields = ["run", "place", "outcome", "post", "message"]
    change_form_template = "admin/import_record.html"

    def get_queryset(self, request):
        rows = super().get_queryset(request).defer("raw_text", "changes")  # long, and not in the list
        return rows.prefetch_related(Prefetch("post", Post.objects.for_linking()))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        trace = obj.trace
        post = Post.objects.filter(pk=obj.post_id).first()
        context |= {
            "changes": [_shown(change) for change in obj.changes],
            "trace": trace,
            "raw_lines": obj.raw_text or (trace.raw_text if trace else ""),
            "notes": [note_as_text(note) for note in trace.notes] if trace else [],
            "facts": list(_facts(post)) if post else [],
            "texts": list(_texts(post)) if post else [],
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=_("place"), ordering="file")
    def place(self, record: ImportRecord) -> str:
        return f"{record.file}:{record.line_start}-{record.line_end}"


def _shown(change: dict) -> Shown:
    """A change as a record keeps it: its values, or of long ones the lines that differ."""
    field = change["field"]
    if "diff" in change:
        lines = lines_of_diff(change["diff"])
    else:
        lines = Change(field, readable(field, change["before"]), readable(field, change["after"])).lines()
    return Shown(label(field), language_of(field), lines, change.get("conflict", False))


def _facts(post: Post) -> Iterator[tuple[str, list[str]]]:
    """What the post says beside its texts, as it is now."""
    missing = {f"status:{code}" for code in LANGUAGES if code not in post.languages()}
    for field, value in stored_fields(post).items():
        if value and not language_of(field) and field not in missing:
            shown = readable(field, value)
            yield label(field), [shown] if isinstance(shown, str) else shown


def _texts(post: Post) -> Iterator[dict]:
    """The post's texts as they are now, rendered."""
    rows = {row.language: row for row in post.translations.all()}
    for code in LANGUAGES:
        if row := rows.get(code):
            yield {
                "language": code,
                "name": row.get_language_display(),
                "title": getattr(post, build_localized_fieldname("title", code)),
                "html": row.body_html,
            }
