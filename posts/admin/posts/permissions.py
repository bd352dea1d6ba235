"""What of posts the admin shows to somebody, and what it lets them change: as :mod:`posts.services.permissions` says."""

from posts.admin.parts.guarded import Guarded
from posts.admin.parts.side_by_side import row, rows
from posts.models import Post
from posts.models.post import LANGUAGES, TEXT_FIELDS
from posts.services import permissions


class OfPost:
    """For an inline of what belongs to a post and is not text: who sees the post sees it, who edits the post edits it."""

    def has_view_permission(self, request, obj=None) -> bool:
        return self._may_edit(request, obj) or (obj is not None and permissions.may_see(request.user, obj))

    def has_add_permission(self, request, obj=None) -> bool:
        return self._may_edit(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return self._may_edit(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return self._may_edit(request, obj)

    def _may_edit(self, request, post: Post | None) -> bool:
        return permissions.may_edit_post(request.user, post or Post())


class PostPermissions(Guarded):
    """Whose post, which of its languages, and what besides the texts."""

    def get_queryset(self, request):
        return permissions.visible_to(request.user, super().get_queryset(request))

    def has_view_permission(self, request, obj=None) -> bool:
        if obj is None:
            return permissions.has(request.user, "posts.view_post") or permissions.has(request.user, "posts.change_post")
        return permissions.may_see(request.user, obj)

    def has_add_permission(self, request) -> bool:
        return permissions.may_create(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        user = request.user
        if obj is None:
            return any(permissions.has(user, f"posts.{verb}_post") for verb in ("change", "add", "translate"))
        return bool(permissions.editable_languages(user, obj)) or permissions.may_edit_post(user, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return permissions.may_delete(request.user, obj)

    # For ``permissions`` of actions

    def has_write_permission(self, request) -> bool:
        return self.has_change_permission(request)

    def has_review_permission(self, request) -> bool:
        return permissions.may_review(request.user)

    def has_import_permission(self, request) -> bool:
        return permissions.may_import(request.user)

    def has_publish_permission(self, request) -> bool:
        return permissions.may_publish(request.user)

    # The form

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def get_fieldsets(self, request, obj=None):
        """Of others' posts, no text that is not public to whom it does not concern."""
        user = request.user
        texts = [code for code in LANGUAGES if obj is None or permissions.may_see_text(user, obj, code)]
        review = [self.REVIEW if permissions.may_review(user) else self.REASONS] if obj and obj.review else []
        return [*review, rows(*TEXT_FIELDS, languages=texts), self.PUBLICATION, self.ORIGIN]

    def get_readonly_fields(self, request, obj=None):
        """What somebody may not edit is shown as text."""
        user, post = request.user, obj or Post()
        texts = permissions.editable_languages(user, post)
        closed = [name for field in TEXT_FIELDS for name, code in zip(row(field), LANGUAGES, strict=True) if code not in texts]
        if not permissions.may_edit_post(user, post):
            closed += self.NOT_TEXT
        if not permissions.may_review(user):
            closed += ["published_at", "reviewed"]
        return [*self.readonly_fields, *dict.fromkeys(closed)]

    def get_prepopulated_fields(self, request, obj=None):
        closed = set(self.get_readonly_fields(request, obj))
        return {field: made_of for field, made_of in self.prepopulated_fields.items() if field not in closed}

    def save_model(self, request, post, form, change):
        if not change:
            post.owner = request.user
        super().save_model(request, post, form, change)
