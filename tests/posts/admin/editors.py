"""People who sign in to the admin."""

from django.contrib.auth.models import Permission, User
from django.test import Client

OURS = ("people", "projects", "posts")


def sign_in(*permissions: str) -> Client:
    """A member of the staff with these permissions ("change_post"), never a superuser; without any named, all of ours."""
    user = User.objects.create_user(f"editor-{User.objects.count()}", is_staff=True)
    granted = Permission.objects.filter(content_type__app_label__in=OURS)
    if permissions:
        granted = granted.filter(codename__in=permissions)
        assert granted.count() == len(permissions), "a permission that does not exist"
    user.user_permissions.set(granted)
    client = Client()
    client.force_login(user)
    return client


def form_of(response) -> dict[str, str]:
    """What a browser would send of the change form in ``response``, its inlines included."""
    form = response.context["adminform"].form
    sent = _values(form)
    for inline in response.context["inline_admin_formsets"]:
        sent |= _values(inline.formset.management_form)
        for inner in inline.formset.initial_forms:
            sent |= _values(inner)
    return sent


def _values(form) -> dict[str, str]:
    sent = {}
    for field in form:
        value = field.value()
        if value is None or value is False:
            continue
        widget = field.field.widget
        if hasattr(widget, "decompress"):
            parts = widget.decompress(value)
            sent |= {f"{field.html_name}_{number}": str(part) for number, part in enumerate(parts) if part is not None}
        else:
            sent[field.html_name] = widget.format_value(value) if not isinstance(value, list) else value
            if isinstance(sent[field.html_name], list) and not isinstance(value, list):
                sent[field.html_name] = sent[field.html_name][0]
    return {name: value for name, value in sent.items() if value is not None}
