"""The sample archive comes in as its authors meant it: what a newcomer sees first must be right."""

import re
from functools import cache

import pytest
from django.conf import settings
from django.core.management import call_command

from people.models import Person
from posts.counted import CLOSING
from posts.importer.identity import address, title_key
from posts.importer.pipeline import make_draft
from posts.importer.readers import text
from posts.importer.records import Block, Context, Draft, Kind
from posts.importer.stages.split import Split, split
from posts.models import ImportRun, Post
from projects.models import MaturityChange

FOLDER = settings.BASE_DIR / "sample_archive"
ENTRIES = {"page-01.txt": 8, "page-02.txt": 9, "page-03.txt": 9, "page-04.txt": 8, "page-05.txt": 11, "page-06.txt": 3}
POSTS = 41
REPEATED = 7
CHINESE_ONLY = "灰度发布那些事：一次不慌不忙的上线"
BILINGUAL = [
    "Announcing the Programme of Cloud Native Day Hangzhou",
    "Debugging DNS in Kubernetes, One Query at a Time",
    "Helm Charts for People Who Fear Templates",
    "Kubernetes Graduates, and We Baked a Cake",
    "KubeEdge at the Lighthouse: Running Kubernetes Where the Road Ends",
    "Meet the Ambassadors: Fang Ruolin and the Tea House Meetup",
    "Prometheus Graduates! 🎉",
    "TOC Votes to Move TiKV into CNCF Incubator",
    "Why Our Registry Speaks Two Languages",
    "Kubernetes Upgrades Without Tears: A Checklist From Forty Clusters",
]
GLUED = "Moves 200 Services to gRPC and Lives to Tell the Tale"


@cache
def pages() -> dict[str, Split]:
    return {path.name: split(text.parse(path.read_bytes(), path.name)) for path in sorted(FOLDER.glob("*.txt"))}


@cache
def drafts() -> dict[str, Draft]:
    """The fullest copy of every post by its title; of two posts with one title, the newer one."""
    entries = {}
    for page in pages().values():
        for entry in page.entries:
            known = entries.get(entry.title)
            if known is None or (known.lines[:3] == entry.lines[:3] and len(known.lines) < len(entry.lines)):
                entries[entry.title] = entry
    context = Context(titles={title_key(title): address(title) for title in entries})
    return {title: make_draft(entry, context) for title, entry in entries.items()}


def blocks(title: str, kind: Kind, language: str = "en") -> list[Block]:
    part = drafts()[title].text(language)
    return [block for block in part.blocks if block.kind is kind] if part else []


def credits(title: str) -> list[tuple[str, str, str, str]]:
    return [(c.role, c.name, c.title, c.organization) for c in drafts()[title].credits]


# The pages


def test_only_the_pages_are_read():
    assert list(pages()) == list(ENTRIES)
    assert (FOLDER / "README.md").exists()


def test_every_page_is_cut_into_its_posts():
    assert {name: len(page.entries) for name, page in pages().items()} == ENTRIES
    assert [failure for page in pages().values() for failure in page.failures] == []


def test_what_stands_around_the_posts_is_chrome():
    first, last = pages()["page-01.txt"].chrome, pages()["page-06.txt"].chrome
    assert [(span.start, span.end) for span in last] == [(1, 1), (3, 3)]  # "All Posts By", and whose
    assert len(first) == 3  # a banner, "« Older Entries", the numbers


def test_the_glued_title_is_split_off_and_flagged():
    flagged = [entry.title for page in pages().values() for entry in page.entries if entry.title_glued]
    assert flagged == [GLUED]
    mentoring = drafts()["Mentoring in the Open: How to Be Useful for One Hour a Week"]
    assert mentoring.text("en").body.rstrip().endswith("we will bring the rest – see you there!")


# Languages


def test_the_posts_in_two_languages():
    both = [title for title, draft in drafts().items() if len(draft.texts) == 2]
    assert sorted(both, key=str.casefold) == sorted(BILINGUAL, key=str.casefold)


def test_one_post_is_chinese_only():
    assert [title for title, draft in drafts().items() if draft.text("en") is None] == [CHINESE_ONLY]


@pytest.mark.parametrize(
    ("title", "chinese"),
    [
        (BILINGUAL[0], "杭州云原生日公布日程"),
        (BILINGUAL[1], "用一条条查询，排查 Kubernetes 里的 DNS"),
        (BILINGUAL[2], "写给害怕模板的人：Helm Chart 入门"),
        (BILINGUAL[3], "Kubernetes 毕业了，我们烤了个蛋糕"),
        (BILINGUAL[4], "灯塔上的 KubeEdge：在路的尽头运行 Kubernetes"),
        (BILINGUAL[5], "走近云原生大使：方若琳与茶馆聚会"),
        (BILINGUAL[7], "TOC 投票通过：TiKV 晋级 CNCF 孵化项目"),
        (BILINGUAL[8], "为什么我们的镜像仓库会说两种语言"),
        (BILINGUAL[9], "不流泪的 Kubernetes 升级：来自四十个集群的清单"),
    ],
)
def test_the_chinese_half_has_a_title_of_its_own(title, chinese):
    assert drafts()[title].text("zh-hans").title == chinese


@pytest.mark.parametrize("title", [title for title in BILINGUAL if "Hangzhou" not in title and "Prometheus" not in title])
def test_the_two_halves_have_the_same_shape(title):
    """As many headings, items and quotes in both: nothing was taken for something else in one of them."""
    kinds = (Kind.HEADING, Kind.LIST, Kind.FOOTNOTE)
    english, chinese = ([len(blocks(title, kind, language)) for kind in kinds] for language in ("en", "zh-hans"))
    assert english == chinese


def test_an_english_line_in_the_chinese_half_stays_there():
    draft = drafts()["Helm Charts for People Who Fear Templates"]
    assert draft.text("zh-hans").body.rstrip().endswith("Happy Helming!")
    assert "Happy Helming!" not in draft.text("en").body


def test_rows_that_take_turns_go_to_their_languages():
    draft = drafts()["Announcing the Programme of Cloud Native Day Hangzhou"]
    assert re.search("[\u4e00-\u9fff]", draft.text("en").body) is None
    assert "09:30 Ten Thousand Parcels a Second: Envoy at a Sorting Centre" in draft.text("en").body
    assert "09:30 每秒一万个包裹：分拣中心里的 Envoy" in draft.text("zh-hans").body


# People


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param(
            "Kubernetes Upgrades Without Tears: A Checklist From Forty Clusters",
            [("author", "Marta Lindqvist", "Site Reliability Lead", "Saltmarsh Ferries"), ("translator", "苏念一", "", "")],
            id="title-and-employer-and-a-translator",
        ),
        pytest.param(
            "KubeEdge at the Lighthouse: Running Kubernetes Where the Road Ends",
            [("author", "Ingrid Solvang", "", "Ninefold Weather"), ("author", "Per Aasgaard", "", "Ninefold Weather")],
            id="two-of-one-company",
        ),
        pytest.param(
            "Who Are You? Workload Identity for the Rest of Us",
            [("author", "Rufus Pemberton", "author of “Small Clusters, Big Weather” and Staff Engineer", "Ninefold Weather")],
            id="book-title-with-a-comma",
        ),
        pytest.param(
            "What Your Liveness Probe Is Really Telling You",
            [("author", "Tobias Achterfeld", "Sr. Director of Engineering", "Kestrel & Daughters Freight")],
            id="in-the-line-that-tells-where-it-appeared",
        ),
        pytest.param(
            "What Is a Service Mesh, and Do I Need One?",
            [
                ("author", "Leopold Anquetil", "", "Orchard Street Consulting"),
                ("author", "Odile Ferrand", "", "Moonquarry Games"),
                ("author", "Anselm Oduja", "", "Moonquarry Games"),
                ("author", "Tam Ellery", "", "Tidewheel Energy"),
            ],
            id="names-with-employers-in-brackets",
        ),
        pytest.param(
            "TOC Votes to Move TiKV into CNCF Incubator",
            [("author", "Qiao Yuwen", "", ""), ("translator", "苏念一", "", "")],
            id="signed-in-the-chinese-half",
        ),
        pytest.param(
            "Meet the Ambassador: Noor Haddad",
            [
                ("interviewer", "Jonas Fehrmann", "", "Quillfeather Press"),
                ("interviewee", "Noor Haddad", "", "Bluebottle Analytics"),
            ],
            id="interview",
        ),
        pytest.param(
            "GSoC 18: Tab Completion That Knows Your Cluster",
            [
                ("mentor", "Beatriz Quintanar", "", ""),
                ("author", "Emeka Sundström", "graduate student", "University of Port Amaranth"),
            ],
            id="a-student-and-the-mentor",
        ),
        pytest.param(
            "How a Very Small Newspaper Runs in Containers", [("author", "Jonas Fehrmann", "", "")], id="named-by-the-listing"
        ),
        pytest.param("CoreDNS Graduates: A Small Server Grows Up", [("author", "", "", "CoreDNS maintainers")], id="a-group"),
        pytest.param("Hello From the Blog", [], id="unsigned"),
        pytest.param(GLUED, [], id="by-and-a-lost-name-is-prose"),
    ],
)
def test_who_made_it(title, expected):
    assert credits(title) == expected


def test_the_students_and_their_mentors():
    roles = credits("Seven Students, One Summer: CNCF Projects in Google Summer of Code 2017")
    assert [name for role, name, _title, _organization in roles if role == "student"] == [
        "Sunniva Kettleby",
        "Baptiste Okonjo-Reyes",
        "Liang Zhixia",
        "Petra Vogelsang-Ito",
    ]
    assert {name for role, name, _title, _organization in roles if role == "mentor"} == {
        "Anselm Oduya",
        "Milo Vandersteen",
        "Yuki Hanamori",
        "Tam Ellery",
        "Ruaridh Macrae",
        "Odile Ferrand",
    }


@pytest.mark.parametrize(
    ("title", "publication"),
    [
        ("What Your Liveness Probe Is Really Telling You", "Medium"),
        ("A Field Guide to the Cloud Native Landscape", "Orchard Street Consulting blog"),
        ("Debugging DNS in Kubernetes, One Query at a Time", "Tidewheel Energy engineering blog"),
        ("Jaeger and the Case of the Missing Forty Milliseconds", "tracefolk.example"),
        ("From Printf to Pipeline: Log Lines That Somebody Reads", ""),  # lost with its link
    ],
)
def test_where_it_appeared_first(title, publication):
    assert drafts()[title].syndication.publication == publication


# Series, projects, links


def test_the_series():
    found: dict[str, int] = {}
    for draft in drafts().values():
        if draft.series:
            found[draft.series[0]] = found.get(draft.series[0], 0) + 1
    assert found == {
        "meet-the-ambassador": 2,
        "prometheus-user-profile": 2,
        "google-summer-of-code": 2,
        "diversity-scholarship": 2,
    }


@pytest.mark.parametrize(
    ("title", "slug", "level"),
    [
        ("CoreDNS Moves Up to Incubation", "coredns", "incubating"),
        ("CoreDNS Graduates: A Small Server Grows Up", "coredns", "graduated"),
        ("TOC Votes to Move TiKV into CNCF Incubator", "tikv", "incubating"),
        ("TOC Votes to Move Open Policy Agent into CNCF Incubator", "open-policy-agent", "incubating"),
        ("Envoy Graduates: Notes From a Happy Proxy Operator", "envoy", "graduated"),
        ("Prometheus Graduates! 🎉", "prometheus", "graduated"),
        ("Kubernetes Graduates, and We Baked a Cake", "kubernetes", "graduated"),
    ],
)
def test_a_step_up_is_read_as_one(title, slug, level):
    changes = [(link.slug, link.level) for link in drafts()[title].projects if link.is_change]
    assert changes == [(slug, level)]


def test_the_guide_states_every_projects_level():
    guide = drafts()["A Field Guide to the Cloud Native Landscape"]
    levels = {link.slug: link.level for link in guide.projects}
    assert levels == {
        "kubernetes": "graduated",
        "prometheus": "graduated",
        "helm": "incubating",
        "jaeger": "incubating",
        "fluentd": "incubating",
        "coredns": "incubating",
        "envoy": "incubating",
        "linkerd": "incubating",
        "telepresence": "sandbox",
        "spiffe": "sandbox",
        "rook": "sandbox",
        "harbor": "sandbox",
    }
    assert "HelmHelm" not in guide.text("en").body


def test_titles_of_other_posts_became_links():
    links = [(block.text, block.label) for block in blocks("What’s New in the Cloud Native Community", Kind.LINK)]
    titles = ["Storage, Secrets and Sleep: What 412 Platform Teams Told Us", "Helm Charts for People Who Fear Templates"]
    assert links == [(title, address(title)) for title in titles]


# Blocks


@pytest.mark.parametrize(
    ("title", "kind", "count"),
    [
        ("Cloud Native Days Tromsø: Three Days Under the Midnight Sun ☀️", Kind.CAPTION, 2),
        ("Jaeger and the Case of the Missing Forty Milliseconds", Kind.CAPTION, 2),
        ("Debugging DNS in Kubernetes, One Query at a Time", Kind.FOOTNOTE, 2),
        ("Meet the Ambassador: Noor Haddad", Kind.TURN, 10),
        ("Hello From the Blog", Kind.HEADING, 0),
    ],
)
def test_the_text_is_made_of_the_right_blocks(title, kind, count):
    assert len(blocks(title, kind)) == count


def test_a_quote_keeps_its_attribution():
    quotes = blocks("Kubernetes Upgrades Without Tears: A Checklist From Forty Clusters", Kind.QUOTE)
    assert [quote.label.lstrip("– ") for quote in quotes] == ["Oskar Brandvold, Head of Operations, Saltmarsh Ferries"]


# In the database


@pytest.fixture
def imported(db) -> None:
    call_command("import_archive", str(FOLDER), verbosity=0)


def test_it_comes_in_whole(imported):
    counts = ImportRun.objects.get().counts
    assert [counts[word] for word in ("created", "repeated", "translations")] == [POSTS, REPEATED, len(BILINGUAL)]
    assert not counts.get("failed")
    assert Post.objects.published().count() == POSTS
    chinese = Post.objects.get(title_zh_hans=CHINESE_ONLY)
    assert [row.language for row in chinese.translations.all()] == ["zh-hans"]


def test_the_walkthrough_prints_what_is_so(imported):
    walkthrough = (settings.BASE_DIR / "docs/importing.md").read_text(encoding="utf-8")
    printed = walkthrough.split("import_archive archive --by mei")[1].split("```")[0]
    counts = ImportRun.objects.get().counts
    table = {str(label): str(counts.get(word, 0)) for word, label in CLOSING.items()}
    rows = re.findall(r"^  ([a-z ]+?) +(\d+)$", printed, re.MULTILINE)
    assert rows == [(label, table[label]) for label, _number in rows]
    assert len(rows) > 3


def test_repeating_it_changes_nothing(imported):
    before = list(Post.objects.order_by("pk").values())
    call_command("import_archive", str(FOLDER), verbosity=0)
    assert list(Post.objects.order_by("pk").values()) == before


def test_an_editor_is_asked_to_look_only_where_something_was_lost(imported):
    """A signature that is no person's may be flagged too: the importer had to decide what it is."""
    flagged = [post.title_en for post in Post.objects.exclude(review=[]) if "signs the post" not in " ".join(post.review)]
    assert sorted(flagged) == [
        "From Printf to Pipeline: Log Lines That Somebody Reads",
        GLUED,
        "What’s New in the Cloud Native Community",
        "What’s New in the Cloud Native Community",
    ]


def test_copies_of_a_post_are_one(imported):
    upgrades = Post.objects.get(slug_en__startswith="kubernetes-upgrades")
    assert sorted(upgrades.provenance.values_list("file", "position")) == [("page-01.txt", 1), ("page-06.txt", 1)]
    assert sum(ENTRIES.values()) - REPEATED == POSTS


def test_the_whole_copy_is_kept_and_not_the_one_that_breaks_off(imported):
    backups = Post.objects.get(slug_en__startswith="backups-are-a-rumour")
    assert backups.provenance.count() == 2
    assert backups.body_en.rstrip().endswith("The 1964 edition was wrong about a single boat.")


def test_two_posts_may_share_a_title(imported):
    assert Post.objects.filter(title_en="What’s New in the Cloud Native Community").count() == 2


def test_stated_dates_are_kept_and_the_order_of_a_page_holds(imported):
    hello = Post.objects.get(slug_en="hello-from-the-blog")
    assert (hello.published_at.date().isoformat(), hello.date_basis) == ("2016-10-04", "stated")
    for name in ENTRIES:
        page = Post.objects.filter(provenance__file=name).order_by("provenance__position")
        moments = [post.published_at for post in page]
        assert moments == sorted(moments, reverse=True), name


def test_one_person_across_two_spellings(imported):
    henrike = Person.objects.get(slug="henrike-lovstad")
    assert henrike.credits.count() == 2


def test_similar_names_stay_two_people(imported):
    assert Person.objects.filter(name_en__startswith="Anselm Odu").count() == 2


def test_the_road_of_one_project(imported):
    steps = MaturityChange.objects.filter(project__slug="coredns").order_by("date").values_list("level", flat=True)
    assert list(dict.fromkeys(steps))[-2:] == ["incubating", "graduated"]
