"""Organizations: employers and universities of the credited, and whoever signs for nobody in particular."""

from django.contrib import admin

from people.models import Organization
from posts.admin.named.named import NamedAdmin
from posts.admin.parts.side_by_side import rows


@admin.register(Organization)
class OrganizationAdmin(NamedAdmin):
    fieldsets = [rows("name"), (None, {"fields": ["slug", "homepage"]})]
