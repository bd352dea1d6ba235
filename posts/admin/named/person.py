"""People."""

from django.contrib import admin

from people.models import Person
from posts.admin.named.named import NamedAdmin
from posts.admin.parts.side_by_side import rows


@admin.register(Person)
class PersonAdmin(NamedAdmin):
    fieldsets = [rows("name", "bio"), (None, {"fields": ["slug", "homepage"]})]
