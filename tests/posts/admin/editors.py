"""People who sign in to the admin."""

from html.parser import HTMLParser

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


def form_of(response) -> dict[str, str | list[str]]:
    """What a browser would send of the change form in ``response`` if nobody touched it."""
    form = _Form()
    form.feed(response.content.decode())
    return {name: values if len(values) > 1 else values[0] for name, values in form.sent.items()}


class _Form(HTMLParser):
    """Collects the fields of the page's change form; its buttons are left alone."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.inside = False
        self.field = ""  # the select or textarea that is open

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.inside = (found.get("id") or "").endswith("_form")
        elif not self.inside:
            return
        elif tag == "input" and found.get("type") not in ("submit", "button"):
            if found.get("type") not in ("checkbox", "radio") or "checked" in found:
                self.add(found["name"], found.get("value", "on" if found.get("type") == "checkbox" else ""))
        elif tag in ("select", "textarea"):
            self.field = found["name"]
            if tag == "textarea":
                self.add(self.field, "")
        elif tag == "option" and "selected" in found:
            self.add(self.field, found.get("value", ""))

    def handle_endtag(self, tag):
        if tag in ("select", "textarea"):
            self.field = ""
        elif tag == "form":
            self.inside = False

    def handle_data(self, data):
        if self.field in self.sent and self.lasttag == "textarea":
            self.sent[self.field][-1] += data.removeprefix("\n") if not self.sent[self.field][-1] else data

    def add(self, name: str, value: str | None) -> None:
        self.sent.setdefault(name, []).append(value or "")
