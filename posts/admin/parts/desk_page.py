"""A page of the desk's own, below the list of a model: see ``templates/admin/page.html``."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.template.response import TemplateResponse


def desk_page(
    admin: ModelAdmin, request: HttpRequest, template: str, context: dict[str, Any], status: int | None = None
) -> TemplateResponse:
    """``context`` has a "title", and may have a "subtitle": whom, or what, the page is about."""
    shown = {**admin.admin_site.each_context(request), "opts": admin.opts, **context}
    return TemplateResponse(request, template, shown, status=status)
