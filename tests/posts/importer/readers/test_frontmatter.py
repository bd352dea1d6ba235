"""Hugo and Jekyll folders: a post and its translations are one source; what is no post is left out or named."""

import random
from datetime import date

import pytest

from posts.importer.readers import find
from posts.importer.records import Draft, Failure, LeftOut

POST = "---\ntitle: The lamp\ndate: 2020-03-04\n---\n\nThe lamp *turns*.\n"


def put(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def read(folder):
    return [found for source in find([str(folder)]) for found in (*source.pages(), *source.drafts())]


def one(tmp_path, text: str, name: str = "content/posts/lamp.md") -> Draft:
    (draft,) = read(put(tmp_path / "site", {name: text}))
    assert isinstance(draft, Draft), draft
    return draft


def failed(tmp_path, text: str) -> Failure:
    (failure,) = read(put(tmp_path / "site", {"content/posts/lamp.md": text}))
    assert isinstance(failure, Failure), failure
    return failure


def test_a_post_with_all_it_says(tmp_path):
    draft = one(
        tmp_path,
        "---\ntitle: The lamp\ndate: 2020-03-04T05:06:07+02:00\nslug: lamp-post\nsummary: It turns.\ntags: [storage, Harbour]\n"
        "categories:\n  - News\nauthors:\n  - name: Ada Example\n    title: Keeper\n  - Bo Sample\naliases: [/old/lamp/]\n"
        "url: /notes/lamp/\ncanonicalURL: https://www.elsewhere.example/lamp\n---\n\nThe lamp *turns*.\n",
    )
    (text,) = draft.texts
    assert (text.title, text.slug, text.summary, text.body) == ("The lamp", "lamp-post", "It turns.", "The lamp *turns*.\n")
    assert (draft.when.day, draft.when.time, draft.when.basis) == (date(2020, 3, 4), "03:06:07+00:00", "given")
    assert (draft.tags, draft.categories, draft.status) == (("storage", "Harbour"), ("News",), "published")
    assert [(credit.name, credit.title) for credit in draft.credits] == [("Ada Example", "Keeper"), ("Bo Sample", "")]
    assert draft.legacy_paths == ("/notes/lamp/", "/old/lamp/")
    assert draft.syndication.publication == "elsewhere.example"
    assert draft.ref.startswith("md:")
    assert [(place.line_start, place.line_end) for place in draft.places] == [(1, 18)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(POST, id="yaml"),
        pytest.param('+++\ntitle = "The lamp"\ndate = 2020-03-04\n+++\n\nThe lamp *turns*.\n', id="toml"),
        pytest.param('{"title": "The lamp", "date": "2020-03-04"}\n\nThe lamp *turns*.\n', id="json"),
        pytest.param("\ufeff" + POST.replace("\n", "\r\n"), id="windows"),
    ],
)
def test_three_kinds_of_front_matter(tmp_path, text):
    draft = one(tmp_path, text)
    assert (draft.texts[0].title, draft.texts[0].body, draft.when.day) == ("The lamp", "The lamp *turns*.\n", date(2020, 3, 4))


@pytest.mark.parametrize(
    ("name", "slug", "day"),
    [
        pytest.param("_posts/2018-09-25-harbour.md", "harbour", date(2018, 9, 25), id="jekyll"),
        pytest.param("_posts/2018-9-5-harbour.markdown", "harbour", date(2018, 9, 5), id="jekyll-short"),
        pytest.param("content/posts/harbour/index.md", "harbour", None, id="bundle"),
        pytest.param("blog/2018/09/5/harbour.mdx", "harbour", date(2018, 9, 5), id="dated-folders"),
        pytest.param("blog/2018/09/harbour.md", "harbour", None, id="month-folders"),
        pytest.param("content/posts/harbour.zh.md", "harbour", None, id="suffix"),
        pytest.param("content/posts/2018-09-25-harbour/index.md", "harbour", date(2018, 9, 25), id="dated-bundle"),
    ],
)
def test_names_tell_slug_and_day(tmp_path, name, slug, day):
    draft = one(tmp_path, "---\ntitle: The lamp\n---\nIt turns.\n", name)
    assert (draft.texts[0].slug, draft.when and draft.when.day) == (slug, day)
    assert draft.status == ("published" if day else "draft")


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("content/posts/lamp/index.md", "content/posts/lamp/index.zh.md"), id="suffix"),
        pytest.param(("content/posts/lamp.en.md", "content/posts/lamp.zh-cn.md"), id="two-suffixes"),
        pytest.param(("content/en/posts/lamp.md", "content/zh/posts/lamp.md"), id="folder"),
        pytest.param(("_posts/2020-03-04-lamp.md", "_posts/zh/2020-03-04-lamp.md"), id="jekyll-inside"),
        pytest.param(
            ("blog/2020-03-04-lamp.md", "i18n/zh-Hans/docusaurus-plugin-content-blog/2020-03-04-lamp.md"), id="docusaurus"
        ),
        pytest.param(("blog/lamp.mdx", "zh/blog/lamp.mdx"), id="above-a-section"),
        pytest.param(("en/_posts/2020-03-04-lamp.md", "zh/_posts/2020-03-04-lamp.md"), id="jekyll-above"),
    ],
)
def test_languages_of_one_post(tmp_path, names):
    english, chinese = names
    site = put(tmp_path / "site", {english: POST, chinese: POST.replace("The lamp\n", "灯塔的灯\n").replace("turns", "转动")})
    (draft,) = read(site)
    assert [(text.language, text.title) for text in draft.texts] == [("en", "The lamp"), ("zh-hans", "灯塔的灯")]
    assert {place.file for place in draft.places} == set(names)
    assert [place.primary for place in draft.places] == [True, False]


def test_identity_does_not_depend_on_the_folder_given(tmp_path):
    site = put(tmp_path / "site", {"content/posts/lamp.md": POST})
    refs = {draft.ref for folder in (tmp_path, site, site / "content", site / "content/posts") for draft in read(folder)}
    assert len(refs) == 1


def test_two_sites_may_have_the_same_names(tmp_path):
    put(tmp_path, {"one/content/lamp.md": POST, "two/content/lamp.md": POST})
    assert len({draft.ref for draft in read(tmp_path)}) == 2


def test_what_is_no_post_is_left_out(tmp_path):
    site = put(
        tmp_path / "site",
        {
            "content/_index.md": POST,
            "content/about.md": POST.replace("---\n", "---\nlayout: page\n", 1),
            "content/posts/lamp.fr.md": POST,
            "README.md": "# About this folder\n",
            "content/posts/lamp.md": POST,
        },
    )
    found = read(site)
    assert sum(isinstance(each, Draft) for each in found) == 1
    assert sorted(each.file for each in found if isinstance(each, LeftOut)) == [
        "content/_index.md",
        "content/about.md",
        "content/posts/lamp.fr.md",
    ]


@pytest.mark.parametrize(
    ("line", "status", "reviewed"),
    [
        pytest.param("date: 2020-03-04", "published", False, id="dated"),
        pytest.param("date: 2020-03-04\ndraft: true", "draft", False, id="draft"),
        pytest.param("date: 2020-03-04\npublished: false", "draft", False, id="unpublished"),
        pytest.param("date: 0000-00-00", "draft", True, id="no-date"),
        pytest.param('date: "next week"', "draft", True, id="words"),
        pytest.param("date: 2020-03-04 05:06:07 +0800", "published", False, id="jekyll-date"),
    ],
)
def test_status(tmp_path, line, status, reviewed):
    (draft,) = read(put(tmp_path / "site", {"content/lamp.md": f"---\ntitle: Lamp\n{line}\n---\nText.\n"})) or [None]
    if isinstance(draft, Failure):
        assert reviewed
        assert draft.line_start == 2
    else:
        assert (draft.status, any(note.review for note in draft.notes)) == (status, reviewed)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        pytest.param("No front matter\n", 1, "no front matter", id="none"),
        pytest.param("---\ntitle: a\n", 1, "has no end", id="no-end"),
        pytest.param("---\n- a\n- b\n---\n", 2, "not a list of names and values", id="list"),
        pytest.param("---\njust words\n---\n", 2, "not a list of names and values", id="words"),
        pytest.param("---\ntitle: a\nb: c: d\n---\n", 3, "not YAML", id="broken-yaml"),
        pytest.param("---\ntitle: !!python/object/apply:os.system [echo]\n---\n", 2, "plain values", id="code"),
        pytest.param("---\ndate: 2020-13-45\n---\n", 2, "holds a value that is none", id="impossible-date"),
        pytest.param("---\na: !!timestamp x\n---\n", 2, "holds a value that is none", id="odd-tag"),
        pytest.param("---\na: " + "[" * 3000 + "\n---\n", 2, "", id="deep"),
        pytest.param("+++\ntitle = a\n+++\n", 2, "not TOML", id="broken-toml"),
        pytest.param('{"title": \n}', 2, "not JSON", id="broken-json"),
    ],
)
def test_broken_front_matter_is_named_with_its_line(tmp_path, text, line, says):
    failure = failed(tmp_path, text)
    assert (failure.file, failure.line_start) == ("lamp.md" if "/" not in failure.file else "content/posts/lamp.md", line)
    assert says in failure.message


def test_links_do_not_lead_out_of_the_folder(tmp_path):
    (tmp_path / "secret.md").write_text(POST)
    site = put(tmp_path / "site", {"content/posts/lamp.md": POST})
    (site / "content/posts/out.md").symlink_to(tmp_path / "secret.md")
    (site / "content/posts/inside.md").symlink_to(site / "content/posts/lamp.md")
    found = read(site)
    (failure,) = [each for each in found if isinstance(each, Failure)]
    assert "leads out of the folder" in failure.message
    assert failure.raw_text == ""
    assert sum(isinstance(each, Draft) for each in found) == 2


@pytest.mark.parametrize(
    ("body", "says", "shown"),
    [
        pytest.param('{{< figure src="a.png" >}}', "figure", "{{\\< figure", id="hugo"),
        pytest.param("{{% note %}}x{{% /note %}}", "note", "{{% note", id="hugo-markdown"),
        pytest.param("{% include lamp.html %}", "include", "{% include", id="liquid"),
        pytest.param("{{ site.url }}", "site.url", "{{ site.url", id="liquid-value"),
        pytest.param("<div>x</div>", "HTML", "<div>", id="html"),
        pytest.param("![a](lamp.png)", "lamp.png", "![a](lamp.png)", id="picture-beside"),
    ],
)
def test_what_the_site_would_fill_in_stays_and_is_flagged(tmp_path, body, says, shown):
    draft = one(tmp_path, f"{POST}\n{body}\n")
    assert shown in draft.texts[0].body
    assert any(says in note.message and note.review for note in draft.notes)


@pytest.mark.parametrize("body", ["`{{< x >}}`", "```\n{% raw %}\n<div>\n```", "![a](https://x.example/a.png) and a < b"])
def test_code_is_left_alone(tmp_path, body):
    draft = one(tmp_path, f"{POST}\n{body}\n")
    assert body in draft.texts[0].body
    assert draft.notes == ()


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param("## Lamps {#lamps}\n\nLit.", "## Lamps\n\nLit.\n", id="heading-with-a-name"),
        pytest.param("### Lamps   {: #lamps .wide}", "### Lamps\n", id="heading-with-a-class"),
        pytest.param("A note.\n{: .note}\n\nLit.", "A note.\n\nLit.\n", id="block"),
        pytest.param("![A](https://a.example/a.png)\n{.wide}", "![A](https://a.example/a.png)\n", id="picture"),
        pytest.param('[A](/a/){:target="_blank"} lamp', "[A](/a/) lamp\n", id="link"),
        pytest.param("A (lamp){% x %} and f(a){b}", "A (lamp){% x %} and f(a){b}\n", id="braces-behind-brackets"),
        pytest.param("## Use {x}\n\nA {#set} of {: signs.", "## Use {x}\n\nA {#set} of {: signs.\n", id="braces-in-prose"),
        pytest.param("```\n# Lamps {#lamps}\n```", "```\n# Lamps {#lamps}\n```\n", id="code"),
    ],
)
def test_attributes_are_not_text(tmp_path, body, shown):
    assert one(tmp_path, POST.replace("The lamp *turns*.", body)).texts[0].body == shown


def test_two_files_of_one_language(tmp_path):
    found = read(put(tmp_path / "site", {"content/lamp.en.md": POST, "content/lamp.md": POST}))
    assert sorted(type(each).__name__ for each in found) == ["Draft", "Failure"]


@pytest.mark.parametrize("seed", range(10))
def test_no_fault_is_a_traceback(tmp_path, seed):
    chance = random.Random(seed)
    whole = POST.replace("date", "tags: [a, b]\naliases:\n - /x/\nauthor: {name: Ada}\ndate").encode()
    for _case in range(10):
        data = bytearray(whole)
        for _fault in range(chance.randint(1, 5)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 3)] = bytes(chance.choice(b"\x00\xff:{}[]!&*#%@`\n- 0") for _ in range(2))
        path = tmp_path / "content/lamp.md"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        assert all(isinstance(found, Draft | Failure | LeftOut) for found in read(tmp_path))
