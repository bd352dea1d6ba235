"""Moments to the second, in every language."""

from django.contrib.admin.widgets import AdminSplitDateTime
from django.db.models import DateTimeField


class ToTheSecond(AdminSplitDateTime):
    """Some languages write a time without its seconds: saving a form that nobody touched would move the post."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.widgets[1].format = "%H:%M:%S"


TO_THE_SECOND = {DateTimeField: {"widget": ToTheSecond}}
