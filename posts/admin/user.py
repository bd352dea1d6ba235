"""Members of the staff: with the languages they work in and the person they are credited as."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from posts.admin.parts.guarded import Guarded
from posts.admin.parts.table import Table
from posts.models import DeskLanguage, DeskPerson

admin.site.unregister([User, Group])


class WithUser:
    """For an inline: whoever may change the account may change this."""

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("auth.view_user") or request.user.has_perm("auth.change_user")

    def has_add_permission(self, request, obj=None) -> bool:
        return may_change(request.user, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return may_change(request.user, obj)


class DeskLanguageInline(WithUser, Table):
    model = DeskLanguage
    extra = 0


class DeskPersonInline(WithUser, Table):
    model = DeskPerson
    autocomplete_fields = ["person"]
    extra = 0


def may_change(user: User, account: User | None) -> bool:
    """An account that may everything is changed by those who may everything."""
    return user.has_perm("auth.change_user") and (user.is_superuser or not (account and account.is_superuser))


@admin.register(User)
class MemberAdmin(Guarded, UserAdmin):
    """Nobody gives more than they have: what goes past the roles is for superusers."""

    inlines = [DeskLanguageInline, DeskPersonInline]
    list_display = ["username", "first_name", "last_name", "roles", "own_languages", "is_active"]
    list_filter = ["groups", "is_staff", "is_superuser", "is_active"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups", "desk_languages")

    @admin.display(description=Group._meta.verbose_name_plural)
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description=DeskLanguage._meta.verbose_name_plural)
    def own_languages(self, user: User) -> str:
        return ", ".join(map(str, user.desk_languages.all()))

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_readonly_fields(self, request, obj=None):
        closed = [] if request.user.is_superuser else ["is_superuser", "user_permissions"]
        return [*super().get_readonly_fields(request, obj), *closed]

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and (request.user.is_superuser or not (obj and obj.is_superuser))

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset if request.user.is_superuser else queryset.filter(is_superuser=False))


@admin.register(Group)
class RoleAdmin(Guarded, GroupAdmin):
    """The five roles are what :mod:`posts.services.roles` says; other groups can be made beside them."""
