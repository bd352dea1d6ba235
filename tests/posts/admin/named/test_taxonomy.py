"""Categories, series and tags."""

import pytest
from django.urls import reverse

from posts.models import Series, Tag
from tests.factories import make_post, make_series, make_tag
from tests.posts.admin.editors import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("model", "make", "field"), [("series", make_series, "series"), ("tag", make_tag, "tags")])
def test_lists_count_posts(model, make, field):
    row = make("Lights")
    for _ in range(2):
        make_post(**{field: [row] if field == "tags" else row})
    [listed] = sign_in().get(reverse(f"admin:posts_{model}_changelist")).context["cl"].queryset
    assert listed.post_count == 2


def test_a_series_gets_its_slug_and_both_names():
    editor, address = sign_in(), reverse("admin:posts_series_add")
    assert editor.post(address, {"name_en": "Lights at Sea", "name_zh_hans": "海上灯火"}).status_code == 302
    series = Series.objects.get()
    assert (series.slug, series.name_en, series.name_zh_hans) == ("lights-at-sea", "Lights at Sea", "海上灯火")


def test_a_tag_has_a_label_per_language_and_one_name():
    sent = {"name": "lights", "slug": "lights", "label_en": "Lights", "label_zh_hans": "灯火"}
    assert sign_in().post(reverse("admin:posts_tag_add"), sent).status_code == 302
    tag = Tag.objects.get()
    assert (tag.name, tag.label_en, tag.label_zh_hans) == ("lights", "Lights", "灯火")
