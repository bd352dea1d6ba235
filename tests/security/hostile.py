"""Texts that try to become something else where they come out, and a site that holds one of them in every field it can."""

from datetime import date

from people.models import Organization, Person
from posts.models import (
    BinnedPost,
    Category,
    Credit,
    Image,
    ImportConflict,
    ImportRecord,
    ImportRun,
    Post,
    Provenance,
    QuarantinedEntry,
    Term,
    WorkflowStep,
)
from posts.services.bin import bin_posts
from posts.services.texts import refresh_texts
from projects.models import MaturityChange, Project
from tests.factories import make_organization, make_person, make_post, make_project, make_series, make_tag

TEXTS = {
    "script": "<script>alert('pwned')</script>",
    "end-of-script": "</script><script>alert('pwned')</script>",
    "end-of-title": "</title></textarea></style><img src=x onerror=alert('pwned')>",
    "attribute": "\"'><svg onload=alert('pwned')>",
    "handler": "\" onmouseover=\"alert('pwned')\" x='",
    "comment": "<!-- <script>alert('pwned')</script> --!>",
    "cdata": "]]><script>alert('pwned')</script><![CDATA[",
    "template": "{{ settings.SECRET_KEY }}{% load i18n %}{# pwned #}${7*7}#{7*7}",
    "percent": "%s %(name)s %d %%",
    "format": "{0} {name.__class__} {",
    "entities": "&lt;script&gt;alert(&#39;pwned&#39;)&lt;/script&gt; &amp;amp; &#x0;",
    "right-to-left": "\u202e\u2066<b>pwned</b>\u2069\u202c",
    "lines": "one\ntwo\r\nthree\u2028four\u2029five\u0085six",
    "control": "bell\x07 escape\x1b[31m backspace\x08 delete\x7f no\ufffecharacter",
    "astral": "\U0001f469\u200d\U0001f4bb\U00020000 z\u0338\u0338\u0338\u0338",
    "markdown": "[x](javascript:alert('pwned')) ![x](x onerror=alert('pwned')) `<script>`",
}
URLS = {
    "script": "javascript:alert('pwned')",
    "mixed-case": "JaVaScRiPt:alert('pwned')",
    "space": " javascript:alert('pwned')",
    "line": "java\nscript:alert('pwned')",
    "data": "data:text/html,<script>alert('pwned')</script>",
    "vbscript": "vbscript:msgbox('pwned')",
    "attribute": "https://example.org/\" onmouseover=\"alert('pwned')",
    "line-in-host": "https://example.org/\n<script>alert('pwned')</script>",
}


def fill(text: str, url: str) -> Post:
    """A public site whose every stored text holds ``text`` and every address is ``url``; as far as the database takes them.

    Written past the forms, as an import of anything, or somebody's SQL, could have left it.
    """
    in_both = {"name_en": text[:200], "name_zh_hans": text[:200]}
    person, organization = make_person("Ada Example"), make_organization("Example Co")
    project, series, tag = make_project("Envoy"), make_series("Stories"), make_tag("storage")
    for model, row in ((Person, person), (Organization, organization), (Project, project), (type(series), series)):
        model.objects.filter(pk=row.pk).update(**in_both)
    Person.objects.update(bio_en=text, bio_zh_hans=text, homepage=url[:200])
    Organization.objects.update(homepage=url[:200])
    Project.objects.update(
        description_en=text, description_zh_hans=text, category=text[:100], homepage=url[:200], repository=url[:200]
    )
    type(series).objects.update(description_en=text, description_zh_hans=text)
    type(tag).objects.update(name=text[:100], label_en=text[:100], label_zh_hans=text[:100])
    category = Category.objects.create(slug="blog", name_en=text[:100], name_zh_hans=text[:100])
    person.other_names.create(name=text[:200])

    fields = {f"{name}_{code}": text for name in ("title", "summary", "body") for code in ("en", "zh_hans")}
    posts = [
        make_post(f"Hostile {number}", zh=f"敌意 {number}", authors=[person], tags=[tag], series=series) for number in range(3)
    ]
    for post in posts:
        Post.objects.filter(pk=post.pk).update(
            **fields, syndicated_from=text[:300], syndicated_url=url, review=[text], needs_review=True
        )
        post.refresh_from_db()
        post.body_en = post.body_zh_hans = body(text, url)
        post.save()
        refresh_texts(post)
        post.categories.add(category)
        change = MaturityChange.objects.get_or_create(project=project, level="sandbox", kind="change", date=date(2018, 9, 25))[
            0
        ]
        post.project_links.create(project=project, level="sandbox", change=change)
        post.credits.update(title=text[:500], organization=organization)
        Credit.objects.create(post=post, organization=organization, role="editor", title=text[:500], order=1)
        post.legacy_paths.create(path=f"/{post.pk}/{text}"[:500])
        Provenance.objects.create(
            post=post, file=f"{post.pk}{text}", position=1, line_start=1, line_end=9, raw_text=text,
            notes=[{"stage": "bylines", "line": 3, "message": text, "review": True}], evidence={text: text},
        )  # fmt: skip
    BinnedPost.objects.create(id=999_999, title=text, import_ref=text[:100], state={})
    post.translations.update(source_text=text)
    Image.objects.create(digest="0" * 32, name=f"images/{text}"[:100], width=4, height=3, alt={"en": text, "zh-hans": text})
    Term.objects.create(source_language="en", language="zh-hans", term=text[:200], form=text[:200], note=text)
    WorkflowStep.objects.create(post=post, language="en", before="draft", after="published", note=text)
    run = ImportRun.objects.create(
        arguments=[text], rules_version=text[:40], counts={text: 1}, status="failed", command=text, operator=text[:200]
    )
    changes = [{"field": "body_en", "diff": [f"-{text}", f"+{text}"]}, {"field": text, "before": text, "after": [text]}]
    place = {"file": text, "line_start": 1, "line_end": 2}
    ImportRecord.objects.create(run=run, post=post, outcome="failed", message=text, raw_text=text, changes=changes, **place)
    ImportConflict.objects.create(post=post, run=run, field="body_zh_hans", base="", archive=f"{text}\n\n{url}")
    ImportConflict.objects.create(post=post, run=run, field="credits", archive=[[text, text, "author", text]])
    QuarantinedEntry.objects.create(run=run, kind="pages", message=text, raw_text=text, digest="x", **place)
    bin_posts([Post.objects.create(title_en=text, slug_en="binned", summary_en=text, body_en=text, syndicated_url=url).pk])
    return post


def body(text: str, url: str) -> str:
    """``text`` wherever Markdown can hold one, and links to ``url``."""
    return "\n\n".join(
        [
            text,
            *(f"## {text} {number}" for number in range(5)),
            f"**{text}** _{text}_ `{text}`",
            f"```html\n{text}\n```",
            f"```{text}\n{text}\n```",
            f"> {text}",
            f"- {text}\n- {text}",
            f"| {text} | b |\n|---|:-:|\n| {text} | {text} |",
            f"A note.[^1]\n\n[^1]: {text}",
            f'![{text}](picture.png "{text}")',
            f"![{text}]()",
            f"[{text}]({url}) [two](<{url}>) [three][ref] <{url}> ![four](<{url}>)\n\n[ref]: <{url}> '{text}'",
        ]
    )


PUBLIC = [
    "/",
    "/blog/",
    "/blog/hostile-1/",
    "/blog/?year=2018&series=stories&project=envoy&language=en",
    "/archive/",
    "/archive/2018/",
    "/archive/2018/09/",
    "/search/?q=hostile",
    "/search/?q=pwned",
    "/search/?q=pwned&project=envoy&person=ada-example",
    "/search/?q=alart",
    "/series/",
    "/series/stories/",
    "/tags/",
    "/tags/storage/",
    "/projects/",
    "/projects/envoy/",
    "/people/",
    "/people/ada-example/",
    "/blog/hostile-one/",
]
FEEDS_OF = ("", "/all", "/series/stories", "/tags/storage", "/projects/envoy", "/people/ada-example")
MACHINES = [*(f"{place}/feed.{ending}" for ending in ("rss", "atom", "json") for place in FEEDS_OF), "/opensearch.xml"]
SITEMAPS = ["/sitemap.xml", *(f"/sitemap-{name}.xml" for name in ("pages", "posts", "series", "projects", "people", "tags"))]
