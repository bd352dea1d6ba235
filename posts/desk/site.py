"""Django's admin, with the start page of the desk."""

from functools import partial

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from posts.desk.start import start_page


class Desk(AdminSite):
    def get_urls(self):
        view = self.admin_view(self.view_on_site)
        return [path("r/<int:content_type_id>/<path:object_id>/", view, name="view_on_site"), *super().get_urls()]

    def view_on_site(self, request, content_type_id: int, object_id: str):
        """Leads to the public page of what somebody may see in the admin; Django tells the address of anything to all staff."""
        kind = ContentType.objects.filter(pk=content_type_id).first()
        of_model = self._registry.get(kind.model_class()) if kind else None
        row = of_model.get_object(request, object_id) if of_model else None
        if row is None:
            raise Http404
        if not of_model.has_view_permission(request, row):
            raise PermissionDenied
        return shortcut(request, content_type_id, object_id)

    def get_app_list(self, request, app_label=None):
        """As Django's, and of models whose rows can wait for somebody, how many do: counted where it is shown."""
        apps = super().get_app_list(request, app_label)
        for entry in (entry for app in apps for entry in app["models"]):
            if waiting := getattr(entry["model"]._default_manager, "waiting", None):
                entry["name"] = lazy(partial(_with_count, entry["name"], waiting()), str)()
        return apps

    def index(self, request, extra_context=None):
        return super().index(request, {**(extra_context or {}), **start_page(request.user)})


def _with_count(name: str, waiting: QuerySet) -> str:
    count = waiting.count()
    return _("%(name)s (%(count)d waiting)") % {"name": name, "count": count} if count else name
