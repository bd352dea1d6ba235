"""Where posts came from: what each run did, and the lines of the archive behind every post."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One run of ``import_archive`` that wrote something, or the undoing of one. ``counts`` is what the command printed at its
    end. A run that is killed cannot say so: it is left "running or interrupted".
    """

    class Status(models.TextChoices):
        RUNNING = "running", _("running or interrupted")
        FINISHED = "finished", _("finished")
        FAILED = "failed", _("finished with failures")
        INTERRUPTED = "interrupted", _("interrupted")

    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("started by")
    )
    operator = models.CharField(_("account and machine"), max_length=200, blank=True, help_text=_("the command ran on"))
    command = models.TextField(_("command"), blank=True, help_text=_("as it was called"))
    arguments = models.JSONField(_("arguments"), default=list)
    # What it imported, as imports lock it: see posts.importer.store.lock. None: every post may be concerned.
    archives = models.JSONField(default=list, editable=False)
    rules_version = models.CharField(_("version of the rules"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.RUNNING)
    counts = models.JSONField(_("counts"), default=dict)
    exit_status = models.PositiveSmallIntegerField(_("exit status"), null=True, blank=True)
    undoes = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="undone_by", verbose_name=_("undoes")
    )
    continues = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by", verbose_name=_("continues")
    )

    class Meta:
        ordering = ["-started_at"]
        permissions = [("undo_importrun", _("Can undo imports"))]
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")

    def __str__(self) -> str:
        return f"#{self.pk} {self.started_at:%Y-%m-%d %H:%M}"


class PromisedAddresses(models.Model):
    """What an import of ``archives`` has chosen for posts it has yet to write. Of one that was killed it stays until one of
    them is imported again.
    """

    archives = models.JSONField()
    slugs = models.JSONField()

    class Meta:
        verbose_name = _("promised addresses")
        verbose_name_plural = _("promised addresses")

    def __str__(self) -> str:
        return ", ".join(self.archives)


class ArchiveFile(models.Model):
    """A file that a run has read to its end without a failure. ``digest`` is of its contents and of the rules that read it."""

    name = models.CharField(_("file"), max_length=500, unique=True)
    digest = models.CharField(max_length=64, editable=False)
    read_at = models.DateTimeField(_("read at"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("file of the archive")
        verbose_name_plural = _("files of the archive")

    def __str__(self) -> str:
        return self.name


class Provenance(models.Model):
    """One appearance of a post in the archive: one entry of one page. A post repeated across pages has several.

    ``digest`` is of the entry's raw lines; ``context`` is of all else its result depends on (the rules, the other titles,
    the known projects): both unchanged means nothing to do.
    """

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="provenance", verbose_name=_("post"))
    file = models.CharField(_("file"), max_length=500)
    position = models.PositiveIntegerField(_("position on the page"), help_text=_("1 is the newest"))
    line_start = models.PositiveIntegerField(_("first line"))
    line_end = models.PositiveIntegerField(_("last line"))
    is_primary = models.BooleanField(_("the text was taken from here"), default=True)
    raw_text = models.TextField(_("raw lines"), blank=True)
    digest = models.CharField(max_length=64, editable=False)
    context = models.CharField(max_length=64, blank=True, editable=False)
    # What the entry says about its own date, for weaving pages that arrive in different runs: see importer.timeline.
    evidence = models.JSONField(_("evidence of its date"), default=dict, blank=True)
    # The parser's notes: why a line became a byline, what was guessed.
    notes = models.JSONField(_("notes"), default=list, blank=True)
    # field → digest of what the import last wrote there, so that a person's edit is told from an import's.
    written = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["file", "position"]
        verbose_name = _("provenance")
        verbose_name_plural = _("provenance")
        constraints = [
            models.UniqueConstraint(name="posts_provenance_once", fields=["file", "position"]),
            models.UniqueConstraint(name="posts_provenance_one_primary", fields=["post"], condition=Q(is_primary=True)),
        ]

    def __str__(self) -> str:
        return f"{self.file}:{self.line_start}-{self.line_end}"


class ImportRecord(models.Model):
    """What one run did to one entry. Unchanged entries leave none: a run that changes nothing writes nothing here."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("created")
        UPDATED = "updated", _("updated")
        REPEATED = "repeated", _("repeated")
        CONFLICT = "conflict", _("conflict")
        FAILED = "failed", _("failed")
        BINNED = "binned", _("moved to the bin")
        RESTORED = "restored", _("restored")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="records", verbose_name=_("run"))
    post = models.ForeignKey(
        "posts.Post", models.SET_NULL, null=True, blank=True, related_name="import_records", verbose_name=_("post")
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    file = models.CharField(_("file"), max_length=500)
    line_start = models.PositiveIntegerField(_("first line"))
    line_end = models.PositiveIntegerField(_("last line"))
    message = models.TextField(
        _("message"), blank=True, help_text=_("what is wrong and how to mend it, or which fields changed")
    )
    raw_text = models.TextField(_("raw lines"), blank=True, help_text=_("kept here when no post was made of them"))
    # What it changed in a stored post, in short: see posts.importer.store.differences.
    changes = models.JSONField(_("changes"), default=list, blank=True)

    class Meta:
        ordering = ["run", "file", "line_start"]
        verbose_name = _("import record")
        verbose_name_plural = _("import records")
        constraints = [
            models.CheckConstraint(
                name="posts_importrecord_outcome_known",
                condition=Q(outcome__in=["created", "updated", "repeated", "conflict", "failed", "binned", "restored"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}:{self.line_start} {self.get_outcome_display()}"

    @property
    def trace(self) -> Provenance | None:
        """The appearance it is about, with raw lines and the parser's notes, as they are after all later runs."""
        rows = Provenance.objects.filter(post_id=self.post_id) if self.post_id else Provenance.objects.none()
        return rows.filter(file=self.file).order_by("-is_primary", models.F("line_start") - self.line_start).first()


class RowChange(models.Model):
    """What one run did to one row that is no post's own: of people, projects, tags …, and of :class:`Provenance`.

    Of a new row ``before`` is None, of a deleted one ``after``; else each has the columns that changed.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="row_changes", verbose_name=_("run"))
    model = models.CharField(max_length=60)  # "people.person"
    key = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        verbose_name = _("changed row")
        verbose_name_plural = _("changed rows")
        indexes = [models.Index(name="posts_rowchange_of_row", fields=["model", "key"])]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
