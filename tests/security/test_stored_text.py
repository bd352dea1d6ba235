"""Whatever a stored text holds, it comes out as text: on pages, in feeds, sitemaps and the admin."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.contrib import admin
from django.urls import reverse

from people.models import Person
from posts.models import Post
from tests.factories import make_person
from tests.posts.admin.editors import OURS, sign_in
from tests.security.hostile import MACHINES, PUBLIC, SITEMAPS, TEXTS, URLS, fill

pytestmark = pytest.mark.django_db

hostile = pytest.mark.parametrize(
    ("text", "url"),
    [
        *(pytest.param(text, URLS["script"], id=name) for name, text in TEXTS.items()),
        *(pytest.param(TEXTS["script"], url, id=f"url-{name}") for name, url in URLS.items()),
    ],
)
BOTH = ("", "/zh-hans")
LINKS = {"href", "src", "action", "formaction", "xlink:href", "poster", "data", "srcset"}
NEVER = {"iframe", "object", "embed", "base", "style", "template"}
TOOLS = {("template", "editor-tools"), ("iframe", "editor-preview")}  # of the form of a post: filled by our script
OURS_TO_RUN = re.compile(r"/static/|(/zh-hans)?/admin/jsi18n/$")
SAFE_SCHEMES = {"http", "https", "mailto", ""}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


class Page(HTMLParser):
    """Collects whatever in a page could act; text cannot."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.acts: list[str] = []
        self.scripts: list[str] = []
        self.in_data = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.in_data = tag == "script" and given.get("type") in ("application/ld+json", "application/json")
        if tag == "script" and not self.in_data and not OURS_TO_RUN.match(given.get("src") or ""):
            self.acts.append(f"script {given}")
        if tag in NEVER and ((tag, given.get("id") or given.get("class")) not in TOOLS or given.keys() & {"src", "srcdoc"}):
            self.acts.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.acts.append(f"{tag} {name}={value}")
            if name in LINKS and scheme(value or "") not in SAFE_SCHEMES:
                self.acts.append(f"{tag} {name}={value}")

    def handle_data(self, data):
        if self.in_data:
            self.scripts.append(data)
            self.in_data = False


def scheme(url: str) -> str:
    """As a browser reads it: without what it leaves out."""
    found = SCHEME.match(re.sub(r"[\x00-\x20]", "", url))
    return found[1].lower() if found else ""


@hostile
def test_pages(client, text, url):
    fill(text, url)
    for path in (prefix + path for prefix in BOTH for path in PUBLIC):
        response = client.get(path)
        assert response.status_code == (404 if "hostile-one" in path else 200), path
        page = Page(response.content.decode())
        assert page.acts == [], path
        for script in page.scripts:
            json.loads(script)


@hostile
def test_feeds_and_sitemaps(client, text, url):
    fill(text, url)
    for path in (*(prefix + path for prefix in BOTH for path in MACHINES), *SITEMAPS):
        response = client.get(path)
        assert response.status_code == 200, path
        if path.endswith(".json"):
            bodies = [entry["content_html"] for entry in json.loads(response.content)["items"]]
        else:
            root = ElementTree.fromstring(response.content)
            bodies = [one.text for one in root.iter() if one.tag.endswith(("}encoded", "}content"))]
            links = [one.get("href") or one.text for one in root.iter() if one.tag.rpartition("}")[2] in ("link", "uri", "loc")]
            assert [link for link in links if scheme(link or "") not in SAFE_SCHEMES] == [], path
        for body in bodies:
            assert Page(body or "").acts == [], path


@pytest.mark.parametrize("text", [pytest.param(TEXTS[name], id=name) for name in ("attribute", "end-of-script", "control")])
@pytest.mark.parametrize("url", [pytest.param(URLS[name], id=f"url-{name}") for name in ("script", "line")])
def test_admin(text, url):
    post = fill(text, url)
    editor = sign_in()
    models = [model for model in admin.site._registry if model._meta.app_label in OURS]
    paths = [reverse("admin:index"), reverse("admin:posts_importconflict_post", args=[post.pk])]
    paths += [reverse("admin:posts_provenance_audit"), f"/admin/posts/post/?q={text[:20]}", "/admin/people/person/?similar=yes"]
    paths += [reverse(f"admin:{name}") for name in ("people_person_similar", "posts_credit_unknown", "posts_post_review")]
    paths += [f"{reverse('admin:posts_post_review')}?post={post.pk}"]
    for model in models:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = post if model is Post else model.objects.first()
        assert row is not None, f"no {model.__name__} that holds the text: make one in tests/security/hostile.py"
        paths += [reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[row.pk])]
        paths += [reverse(f"{name}_history", args=[row.pk])]
    for path in paths:
        response = editor.get(path, follow=True)
        assert response.status_code == 200, path
        assert Page(response.content.decode()).acts == [], path


def test_the_page_of_a_merge():
    fill(TEXTS["attribute"], URLS["script"])
    make_person("Bo Example", name_zh_hans=TEXTS["end-of-script"])
    keys = list(Person.objects.values_list("pk", flat=True))
    response = sign_in().post("/admin/people/person/", {"action": "merge", "_selected_action": keys})
    assert response.status_code == 200
    assert Page(response.content.decode()).acts == []
