"""The translator's screen: a source and its translation side by side, with what helps to bring one in step with the other."""

from django.contrib import messages
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from posts.admin.parts.side_by_side import LANGUAGE_NAMES
from posts.admin.translating import views
from posts.models import Post
from posts.services.permissions import may_edit, sees_all, source_of
from posts.services.translate import keeps_current
from posts.states import state_of


class Translating:
    """Gives posts a page for each language they are translated into, and leads there."""

    def get_urls(self):
        def page(route: str, view, name: str):
            def of_this_admin(request, *args, **kwargs):
                return view(request, *args, admin=self, **kwargs)

            return path(route, self.admin_site.admin_view(of_this_admin), name=f"posts_post_{name}")

        return [
            page("<int:pk>/translate/<str:language>/", views.translate, "translate"),
            page("<int:pk>/translate/<str:language>/preview/", views.preview, "translate_preview"),
            page("<int:pk>/translate/<str:language>/still-valid/", views.confirm, "still_valid"),
            page("<int:pk>/minor-edit/", views.minor, "minor_edit"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"leads_to_board": sees_all(request.user), **(extra_context or {})})

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["translate_links"] = translate_links(request.user, obj) if obj else []
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        source = form.instance.translations.filter(is_source=True).values_list("text_digest", flat=True)
        request.source_before = next(iter(source), "")
        super().save_related(request, form, formsets, change)

    def response_change(self, request, obj):
        """After an edit of the source that readers read: was it one that translations need to follow?"""
        if keeps_current(Post.objects.get(pk=obj.pk), request.source_before):
            address = reverse("admin:posts_post_minor_edit", args=[obj.pk])
            question = _("The source reads differently now, and a translation counts as outdated. Was it a minor edit?")
            query = urlencode({"before": request.source_before})
            messages.info(request, format_html('<a href="{}?{}">{}</a>', address, query, question))
        return super().response_change(request, obj)


def translate_links(user, post: Post) -> list[tuple[str, str, str]]:
    """Where somebody may translate the post: the address, the language's name and the state it is in."""
    rows = {row.language: row for row in post.translations.all()}
    source = source_of(post)
    return [
        (
            reverse("admin:posts_post_translate", args=[post.pk, code]),
            str(name),
            str(state_of(rows.get(code), rows.get(source)).label),
        )
        for code, name in LANGUAGE_NAMES.items()
        if source not in ("", code) and may_edit(user, post, code)
    ]
