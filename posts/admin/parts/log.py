"""What an action did, in the history of each object, as the admin's own forms write it."""

from django.contrib.admin.models import CHANGE, LogEntry


def log_changed(request, rows, *fields: str) -> None:
    """``fields``: as the history shows them."""
    rows = list(rows)
    if rows:
        message = [{"changed": {"fields": [str(field) for field in fields]}}]
        LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, message)
