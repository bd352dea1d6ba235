"""Fields that are looked up while somebody types, sent what cannot be chosen."""

import pytest
from django.contrib import admin
from django.urls import reverse

from posts.admin.parts.choosing import KeysOnly
from tests.factories import make_post
from tests.posts.admin.editors import form_of, sign_in
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

NO_KEYS = ["yes", "1.5", "9" * 30]
CHOICES = [(model, field) for model, kind in admin.site._registry.items() for field in kind.autocomplete_fields]
every_one = pytest.mark.parametrize(
    ("model", "field"), [pytest.param(model, field, id=f"{model.__name__}-{field}") for model, field in CHOICES]
)


@every_one
@pytest.mark.parametrize("value", NO_KEYS)
def test_a_form_says_that_it_cannot_be_chosen(model, field, value):
    editor = sign_in()
    add = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    sent = form_of(editor.get(add)) | {field: value}
    response = editor.post(add, sent)
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors
    assert editor.get(add, {field: value}).status_code == 200


@pytest.mark.parametrize("value", NO_KEYS)
@pytest.mark.parametrize(
    ("prefix", "field"), [("credits", "person"), ("credits", "organization"), ("project_links", "project")]
)
def test_a_row_of_the_form_says_so(prefix, field, value):
    editor, post = sign_in(), make_post("Lanterns")
    change = reverse("admin:posts_post_change", args=[post.pk])
    sent = form_of(editor.get(change)) | {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-0-{field}": value}
    response = editor.post(change, sent)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not getattr(post, prefix).exists()


@every_one
@pytest.mark.parametrize("value", NO_KEYS)
def test_a_list_is_asked_for_it(model, field, value):
    page = sign_in().get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), {field: value})
    if page.status_code == 200:  # PostgreSQL can be asked for a number of any size: nothing has it
        assert value.isdigit()
        assert page.context["cl"].result_count == 0
    else:
        assert page.url.endswith("?e=1")


@pytest.mark.parametrize("kind", admin.site._registry.values(), ids=lambda kind: kind.model.__name__)
def test_every_such_field_is_guarded(kind, rf):
    request = rf.get("/admin/")
    request.user = make_member("Administrator")
    for one in (kind, *(inline(kind.model, kind.admin_site) for inline in kind.inlines)):
        for name in one.autocomplete_fields:
            field = one.model._meta.get_field(name)
            made = one.formfield_for_dbfield(field, request)
            assert isinstance(getattr(made.widget, "widget", made.widget), KeysOnly)
