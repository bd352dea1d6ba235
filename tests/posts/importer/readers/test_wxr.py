"""WordPress exports: every record is a draft, a failure that says what to do, or left out with its count."""

import random
import re
import zipfile
from datetime import date, datetime

import pytest

from posts.importer.readers import find, items, wxr
from posts.importer.records import Draft, Failure, LeftOut, When
from tests.posts.importer.readers.exports import HEAD, HEAD_LINES, TAIL, export, item, meta, save, term


def read(path):
    return list(wxr.read([path], [path.name]))


def drafts(path) -> list[Draft]:
    return [found for found in read(path) if isinstance(found, Draft)]


def failures(path) -> list[Failure]:
    return [found for found in read(path) if isinstance(found, Failure)]


def left_out(path) -> list[str]:
    return [found.message for found in read(path) if isinstance(found, LeftOut)]


def test_a_post_with_all_it_says(tmp_path):
    extra = (
        term("category", "news", "News &amp; more")
        + term("category", "uncategorized", "Uncategorized")
        + term("post_tag", "storage", "storage")
        + meta("_yoast_wpseo_metadesc", "What the lamp does.")
        + meta("_yoast_wpseo_canonical", "https://www.elsewhere.example/lamp")
        + meta("_wp_old_slug", "old-lamp")
    )
    path = save(tmp_path, item(7, title="Lamps & lights", slug="lamp", body="One.\n\nTwo.", extra=extra))
    (draft,) = drafts(path)
    (text,) = draft.texts
    assert (text.language, text.title, text.slug, text.summary) == ("en", "Lamps & lights", "lamp", "What the lamp does.")
    assert text.body == "One.\n\nTwo.\n"
    assert draft.status == "published"
    assert (draft.when.day, draft.when.time, draft.when.basis) == (date(2020, 3, 4), "05:06:07+00:00", "given")
    assert [credit.name for credit in draft.credits] == ["Ada Example"]
    assert (draft.categories, draft.tags) == (("News & more",), ("storage",))
    assert draft.syndication.url == "https://www.elsewhere.example/lamp"
    assert draft.legacy_paths == ("/notes/lamp/", "/notes/old-lamp/")
    (place,) = draft.places
    assert (place.file, place.position, place.line_start) == ("harbour.xml", 7, HEAD_LINES + 1)
    assert draft.ref.startswith("wxr:")


def test_identity_is_the_guid_whatever_else_changes(tmp_path):
    (one,) = drafts(save(tmp_path, item(1, title="A", slug="a", guid="urn:1")))
    (other,) = drafts(save(tmp_path, item(2, title="B", slug="b", guid="urn:1")))
    assert one.ref == other.ref
    first, second = drafts(save(tmp_path, item(1, title="Same"), item(2, title="Same")))
    assert first.ref != second.ref


def test_two_posts_with_one_guid(tmp_path):
    path = save(tmp_path, item(1, guid="urn:1"), item(2, title="Another", guid="urn:1"))
    assert failures(path) == []
    first, second = drafts(path)
    assert first.ref == drafts(save(tmp_path, item(1, guid="urn:1"), name="alone.xml"))[0].ref
    assert second.texts[0].title == "Another"
    assert second.ref not in (first.ref, "")
    assert any("GUID" in note.message for note in second.notes if note.review)
    (told,) = [message for message in left_out(path) if "GUID" in message]
    assert "Record 2" in told
    assert "https://harbour.example/notes/2/" in told
    assert wxr.from_kept(second.places).ref == second.ref


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"number": 1, "link": "https://harbour.example/renamed/"}, id="number-is-the-same"),
        pytest.param({"number": 2, "link": "https://harbour.example/notes/1/"}, id="link-is-the-same"),
        pytest.param({"number": 2, "link": ""}, id="no-link"),
    ],
)
def test_one_post_twice(tmp_path, fields):
    path = save(tmp_path, item(1, guid="urn:1"), item(title="Another", guid="urn:1", **fields))
    (failure,) = failures(path)
    assert [draft.texts[0].title for draft in drafts(path)] == ["A lighthouse on the cluster"]
    assert "Record 2" in failure.message
    assert "GUID is that of record 1" in failure.message
    assert "Another" in failure.raw_text


def test_posts_of_sites_without_an_address_are_told_apart_by_the_sites_title(tmp_path):
    refs = []
    for title in ("Harbour", "<![CDATA[Lamps & more]]>", "Harbour"):
        head = re.sub(r"<title>.*?</title>", f"<title>{title}</title>", HEAD)
        head = re.sub(r"<(link|wp:base_blog_url|wp:base_site_url)>.*?</\1>", "", head)
        path = tmp_path / "site.xml"
        path.write_text(head + item(1, guid="", link="") + TAIL, encoding="utf-8")
        (draft,) = drafts(path)
        assert wxr.from_kept(draft.places).ref == draft.ref
        refs.append(draft.ref)
    assert refs[0] == refs[2] != refs[1]


def test_two_posts_with_one_number(tmp_path):
    first, second = drafts(save(tmp_path, item(1, guid="urn:1"), item(1, title="Another", guid="urn:2")))
    assert first.places[0].position == 1
    assert second.places[0].position > 2**30


@pytest.mark.parametrize(
    ("fields", "status", "day", "reviewed"),
    [
        pytest.param({}, "published", date(2020, 3, 4), False, id="published"),
        pytest.param({"status": "future", "date": "2099-01-01 00:00:00"}, "published", date(2099, 1, 1), False, id="scheduled"),
        pytest.param({"status": "draft", "date": "0000-00-00 00:00:00"}, "draft", None, False, id="draft-without-date"),
        pytest.param({"date": "0000-00-00 00:00:00"}, "draft", None, True, id="published-without-date"),
        pytest.param({"date": "2020-99-99 00:00:00"}, "draft", None, True, id="impossible-date"),
        pytest.param({"status": "private"}, "draft", date(2020, 3, 4), True, id="private"),
        pytest.param({"status": "pending"}, "draft", date(2020, 3, 4), True, id="pending"),
        pytest.param({"status": "of-a-plugin"}, "draft", date(2020, 3, 4), True, id="unknown"),
        pytest.param({"extra": "<wp:post_password>x</wp:post_password>"}, "draft", date(2020, 3, 4), True, id="protected"),
        pytest.param(
            {"date": "", "extra": "<pubDate>Wed, 04 Mar 2020 23:30:00 -0800</pubDate>"},
            "published",
            date(2020, 3, 5),
            False,
            id="pubdate-in-utc",
        ),
        pytest.param(
            {"date": "0000-00-00 00:00:00", "extra": "<pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate>"},
            "draft",
            None,
            True,
            id="pubdate-of-no-date",
        ),
        pytest.param(
            {
                "date": "0000-00-00 00:00:00",
                "extra": "<pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate><wp:post_date>2012-02-16 15:52:55</wp:post_date>",
            },
            "published",
            date(2012, 2, 16),
            False,
            id="pubdate-made-of-nothing",
        ),
        pytest.param(
            {
                "status": "draft",
                "date": "0000-00-00 00:00:00",
                "extra": "<pubDate>Tue, 30 Nov 1999 00:00:00 +0000</pubDate>",
            },
            "draft",
            None,
            False,
            id="pubdate-made-of-nothing-in-a-draft",
        ),
    ],
)
def test_status_and_date(tmp_path, fields, status, day, reviewed):
    (draft,) = drafts(save(tmp_path, item(**fields)))
    assert (draft.status, draft.when and draft.when.day) == (status, day)
    assert any(note.review for note in draft.notes) is reviewed


LOCAL = "<wp:post_date>{}</wp:post_date>"
UNSAID = "0000-00-00 00:00:00"


def both(number: int, gmt: str, local: str) -> str:
    """A post that tells how the site's clock is set."""
    return item(number, date=gmt, extra=LOCAL.format(local))


@pytest.mark.parametrize(
    ("others", "local", "moment", "earliest", "latest", "reason"),
    [
        pytest.param(
            [], "2012-02-16 15:52:55", "2012-02-16T15:52:55+00:00", (2012, 2, 16), (2012, 2, 17), "off by one", id="alone"
        ),
        pytest.param(
            [], "2012-02-16 03:00:00", "2012-02-16T03:00:00+00:00", (2012, 2, 15), (2012, 2, 16), "off by one", id="early"
        ),
        pytest.param(
            [both(2, "2012-02-10 22:30:00", "2012-02-11 06:30:00")],
            "2012-02-16 03:00:00",
            "2012-02-15T19:00:00+00:00",
            (2012, 2, 15),
            (2012, 2, 15),
            "on 2012-02-11 was GMT+08:00",
            id="another-tells",
        ),
        pytest.param(
            [both(2, "2012-01-10 11:00:00", "2012-01-10 12:00:00"), both(3, "2012-07-10 10:00:00", "2012-07-10 12:00:00")],
            "2012-06-30 00:30:00",
            "2012-06-29T22:30:00+00:00",
            (2012, 6, 29),
            (2012, 6, 29),
            "on 2012-07-10 was GMT+02:00",
            id="the-nearest-in-summer",
        ),
        pytest.param(
            [both(2, "2012-01-10 11:00:00", "2012-01-13 12:00:00"), both(3, "2012-01-10 11:00:00", "2012-01-10 12:07:00")],
            "2012-02-16 15:52:55",
            "2012-02-16T15:52:55+00:00",
            (2012, 2, 16),
            (2012, 2, 17),
            "off by one",
            id="no-clock-is-so",
        ),
    ],
)
def test_a_date_by_the_sites_clock_is_a_guess(tmp_path, others, local, moment, earliest, latest, reason):
    (draft, *_rest) = drafts(save(tmp_path, item(1, date=UNSAID, extra=LOCAL.format(local)), *others))
    assert draft.when == When(
        datetime.fromisoformat(moment).date(), "inferred", date(*earliest), date(*latest), moment.partition("T")[2]
    )
    assert [reason in note.message for note in draft.notes] == [True]
    kept = wxr.from_kept(draft.places)
    assert (kept.when, kept.notes) == (draft.when, draft.notes)


def test_references_to_no_character(tmp_path):
    path = save(
        tmp_path, item(1, title="The &#1;lamp &#xFFFF;&#0;turns", body='<img src="https://x.example/a.png" alt="&#2;A">')
    )
    (draft,) = drafts(path)
    assert (draft.texts[0].title, draft.texts[0].body) == ("The lamp turns", "![A](https://x.example/a.png)\n")


def test_what_is_no_post_is_left_out_and_counted(tmp_path):
    comment = "<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"
    path = save(
        tmp_path,
        item(1, extra=comment * 3 + meta("_edit_last", "1") + meta("layout", "wide")),
        item(2, kind="page"),
        item(3, kind="page"),
        item(4, kind="nav_menu_item"),
        item(5, kind="revision", status="inherit"),
        item(6, status="trash"),
        item(7, kind="product"),
    )
    assert len(drafts(path)) == 1
    told = " ".join(left_out(path))
    for words in (
        "pages (2)",
        "menu items (1)",
        "revisions (1)",
        "posts in the trash (1)",
        "“product” (1)",
        "comments (3)",
        "_edit_last (1)",
    ):
        assert words in told


def test_attachments_fill_galleries(tmp_path):
    address = "<wp:attachment_url>https://harbour.example/lamp.png</wp:attachment_url><wp:post_parent>1</wp:post_parent>"
    path = save(tmp_path, item(1, body="[gallery]"), item(8, kind="attachment", status="inherit", extra=address))
    assert drafts(path)[0].texts[0].body == "![](https://harbour.example/lamp.png)\n"


def test_a_han_slug_and_title(tmp_path):
    (draft,) = drafts(save(tmp_path, item(1, title="灯塔与集群", slug="%e7%81%af%e5%a1%94", body="灯塔在集群上转动。")))
    assert (draft.texts[0].language, draft.texts[0].slug) == ("zh-hans", "灯塔")
    assert draft.legacy_paths == ("/notes/灯塔/",)


POLYLANG = [
    term("language", "en") + term("post_translations", "pll_1"),
    term("language", "zh") + term("post_translations", "pll_1"),
]
WPML = [meta("_wpml_import_language_code", code) + meta("_wpml_import_translation_group", "44") for code in ("en", "zh-hans")]
DUPLICATES = [term("language", "en"), term("language", "zh-cn") + meta("_icl_lang_duplicate_of", "1")]
BOGO = [meta("_locale", code) + meta("_original_post", "https://harbour.example/?p=1") for code in ("en_US", "zh_CN")]


@pytest.mark.parametrize("plugin", [POLYLANG, WPML, DUPLICATES, BOGO], ids=["polylang", "wpml", "wpml-duplicates", "bogo"])
def test_translations_are_one_post(tmp_path, plugin):
    english, chinese = plugin
    path = save(
        tmp_path,
        item(1, title="Lamp", slug="lamp", extra=english),
        item(2, title="Another one"),
        item(3, title="灯", slug="deng", date="2020-04-01 00:00:00", extra=chinese),
    )
    another, draft = drafts(path)
    assert another.texts[0].title == "Another one"
    assert [(text.language, text.title, text.slug) for text in draft.texts] == [
        ("en", "Lamp", "lamp"),
        ("zh-hans", "灯", "deng"),
    ]
    assert draft.when.day == date(2020, 3, 4)
    assert [place.primary for place in draft.places] == [True, False]
    assert draft.texts[1].published_at.startswith("2020-04-01")


def test_a_language_in_one_record(tmp_path):
    (draft,) = drafts(save(tmp_path, item(title="[:en]Lamp[:zh]灯[:]", body="[:en]Turns.[:zh]转动。[:]")))
    assert [(text.language, text.title, text.body) for text in draft.texts] == [
        ("en", "Lamp", "Turns.\n"),
        ("zh-hans", "灯", "转动。\n"),
    ]


def test_other_languages_are_told(tmp_path):
    path = save(tmp_path, item(1, extra=term("language", "fr")), item(2))
    assert len(drafts(path)) == 1
    assert left_out(path) == ["Left out: posts in “fr” (1)."]


@pytest.mark.parametrize(
    ("fields", "credits", "nameless"),
    [
        pytest.param({"author": "ada"}, ["Ada Example"], [], id="account"),
        pytest.param({"author": "ghost"}, ["ghost"], ["“ghost”"], id="account-without-name"),
        pytest.param({"author": ""}, [], [], id="nobody"),
        pytest.param(
            {"extra": term("author", "cap-ada") + term("author", "cap-bo")}, ["Ada Example", "bo"], ["“bo”"], id="guests"
        ),
    ],
)
def test_authors(tmp_path, fields, credits, nameless):
    path = save(tmp_path, item(**fields))
    assert [credit.name for credit in drafts(path)[0].credits] == credits
    told = left_out(path)
    assert len(told) == len(nameless)
    assert all(name in message for name, message in zip(nameless, told, strict=True))


# Bad input


def test_a_cut_file_keeps_its_complete_records(tmp_path):
    path = tmp_path / "cut.xml"
    path.write_text((HEAD + item(1) + item(2, title="Two"))[:-60], encoding="utf-8")
    (failure,) = failures(path)
    assert len(drafts(path)) == 1
    assert failure.message.startswith("Record 2: The file ends inside this record")
    assert failure.line_start == HEAD_LINES + item(1).count("\n") + 1


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(item(1).replace("</item>", ""), id="no-end"),
        pytest.param(item(1).replace("]]></content:encoded>", "</content:encoded>").replace("]]>", ""), id="cdata-without-end"),
    ],
)
def test_a_record_without_an_end_costs_no_other(tmp_path, broken):
    path = save(tmp_path, broken, item(2, title="Two"), item(3, title="Three"))
    assert {"Two", "Three"} & {draft.texts[0].title for draft in drafts(path)}
    assert failures(path)[0].line_start == HEAD_LINES + 1


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Lamp & light", id="bare-ampersand"),
        pytest.param("Lamp&nbsp;and&hellip;light", id="html-entity"),
        pytest.param("Lamp&#0; and &#x1F; light", id="forbidden-reference"),
        pytest.param("Lamp \x0b and \x01 light", id="forbidden-character"),
    ],
)
def test_what_is_almost_xml_is_read_and_flagged(tmp_path, title):
    path = save(tmp_path, item(1).replace("A lighthouse on the cluster", title))
    (draft,) = drafts(path)
    assert draft.texts[0].title.startswith("Lamp")
    assert any("mended" in note.message and note.review for note in draft.notes)


BOMB = '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
EXTERNAL = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'


@pytest.mark.parametrize("declaration", [BOMB, EXTERNAL], ids=["bomb", "external"])
def test_declared_entities_are_refused(tmp_path, declaration):
    path = tmp_path / "bomb.xml"
    path.write_text(export(item(title="&b; &x;")).replace("<rss", f"{declaration}<rss", 1), encoding="utf-8")
    (failure,) = read(path)
    assert "declares entities" in failure.message


def test_an_entity_in_a_record_is_never_expanded(tmp_path):
    (draft,) = drafts(save(tmp_path, item(1).replace("A lighthouse on the cluster", "Lamp &passwd; on")))
    assert draft.texts[0].title == "Lamp &passwd; on"


def test_encodings_that_lie(tmp_path):
    path = tmp_path / "gbk.xml"
    path.write_bytes(export(item(1, title="灯塔与集群的故事", body="灯塔在集群上转动，讲述集群的故事。" * 5)).encode("gb18030"))
    assert drafts(path)[0].texts[0].title == "灯塔与集群的故事"
    path.write_bytes(export(item(1, title="灯塔")).replace('"UTF-8"', '"ISO-8859-1"').encode())
    assert drafts(path)[0].texts[0].title == "灯塔"
    path.write_bytes(export(item(1, title="Café Zürich")).replace('"UTF-8"', '"ISO-8859-1"').encode("latin-1"))
    assert drafts(path)[0].texts[0].title == "Café Zürich"
    path.write_bytes(export(item(1, title="灯塔")).encode("utf-16"))
    assert drafts(path)[0].texts[0].title == "灯塔"


def test_a_zip_in_place_of_the_file(tmp_path):
    path = tmp_path / "harbour.xml"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.xml", export(item()))
    (failure,) = read(path)
    assert "ZIP" in failure.message
    assert "unpack" in failure.message


@pytest.mark.parametrize(
    "content", ["", "   \n", "<?xml version='1.0'?><urlset></urlset>"], ids=["empty", "blank", "other-xml"]
)
def test_what_is_no_export_is_said(tmp_path, content):
    path = tmp_path / "x.xml"
    path.write_text(content)
    (failure,) = read(path)
    assert "xport" in failure.message


def test_a_record_too_long_is_named_and_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(items, "LARGEST", 5000)
    monkeypatch.setattr(items, "CHUNK", 300)
    path = save(tmp_path, item(1), item(2, body="x" * 20_000), item(3, title="After"))
    assert [draft.texts[0].title for draft in drafts(path)] == ["A lighthouse on the cluster", "After"]
    assert "Record 2: The record is longer" in failures(path)[0].message


@pytest.mark.parametrize("chunk", [1, 7, 64, 1000])
def test_records_are_found_wherever_a_chunk_ends(tmp_path, monkeypatch, chunk):
    path = save(tmp_path, item(1, body="quotes </item> and <item> and <!-- in its text"), item(2, title="Two"))
    whole = read(path)
    monkeypatch.setattr(items, "CHUNK", chunk)
    assert read(path) == whole
    assert len(whole) == 2


def test_an_outline_says_all_but_the_bodies(tmp_path):
    path = save(
        tmp_path, item(1, slug="lamp"), item(2, extra=POLYLANG[0]), item(3, extra=POLYLANG[1]), item(4, guid="", link="")
    )
    whole = [found for found in read(path) if isinstance(found, Draft)]
    outline = [found for found in wxr.read([path], [path.name], outline=True) if isinstance(found, Draft)]
    assert [(d.ref, [t.slug for t in d.texts]) for d in outline] == [(d.ref, [t.slug for t in d.texts]) for d in whole]
    assert not any(text.body for draft in outline for text in draft.texts)


WHOLE = export(
    item(1, slug="lamp", extra=POLYLANG[0] + meta("_edit_last", "1")),
    item(2, body='<!-- wp:image {"id":5} --><figure><img src="a.png"/></figure><!-- /wp:image -->\n<p>b</p>', kind="page"),
    item(3, title="灯塔", body="[gallery]\n\n灯塔 <b>x", extra=POLYLANG[1]),
    item(4, date="0000-00-00 00:00:00", body="<ul><li>a<li>b<pre>c</ul>"),
).encode()


def mutated(chance: random.Random) -> bytes:
    """The export with one to six faults: bytes flipped, lines dropped, doubled, swapped, the end cut off."""
    data = WHOLE
    for _fault in range(chance.randint(1, 6)):
        lines = data.splitlines(keepends=True) or [b""]
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                at = chance.randrange(len(data) or 1)
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
                continue
            case 1:
                del lines[one]
            case 2:
                lines.insert(other, lines[one])
            case 3:
                lines[one], lines[other] = lines[other], lines[one]
            case 4:
                data = data[: chance.randrange(len(data) or 1)]
                continue
        data = b"".join(lines)
    return data


@pytest.mark.parametrize("seed", range(20))
def test_no_fault_is_a_traceback(tmp_path, seed):
    chance = random.Random(seed)
    path = tmp_path / "faulty.xml"
    for _case in range(10):
        path.write_bytes(data := mutated(chance))
        found = read(path)
        assert found, data
        for failure in found:
            if isinstance(failure, Failure):
                assert 1 <= failure.line_start <= failure.line_end <= data.count(b"\n") + 1
                assert failure.message.rstrip().endswith(".")


def test_a_record_that_is_no_xml_is_named_with_its_text(tmp_path):
    path = save(tmp_path, item(1, title="One").replace("<title>One", "<title>Lamp <b> light"), item(2, title="Two"))
    (failure,) = failures(path)
    assert [draft.texts[0].title for draft in drafts(path)] == ["Two"]
    assert failure.message.startswith("Record 1: The record is not XML (Opening and ending tag mismatch")
    assert "Lamp <b> light" in failure.raw_text


@pytest.mark.parametrize("lost", [1, 2, 3], ids=["first", "between", "last"])
def test_a_record_without_its_first_line_is_named_and_the_others_are_read(tmp_path, lost):
    records = [item(number, title=f"Lamp {number}") for number in (1, 2, 3)]
    records[lost - 1] = records[lost - 1].replace("<item>", "<iten>")
    path = save(tmp_path, *records)
    (failure,) = failures(path)
    assert [draft.texts[0].title for draft in drafts(path)] == [f"Lamp {number}" for number in (1, 2, 3) if number != lost]
    assert "belong to no record" in failure.message
    assert f"Lamp {lost}" in failure.raw_text
    lines = path.read_text().splitlines()
    assert any(f"Lamp {lost}" in line for line in lines[failure.line_start - 1 : failure.line_end])


def test_what_stands_behind_the_last_record_is_named(tmp_path):
    path = tmp_path / "harbour.xml"
    path.write_text(export(item(1)) + "\n<b>Fatal error</b>: Allowed memory size exhausted\n")
    (failure,) = failures(path)
    assert "Allowed memory" in failure.raw_text
    path.write_text(export(item(1)) + "\n<!-- made by a plugin -->\n")
    assert failures(path) == []


def test_records_of_several_encodings_in_one_file(tmp_path):
    path = tmp_path / "harbour.xml"
    path.write_bytes(
        export(item(1, title="灯塔"), "SECOND", item(3, title="Zürich"))
        .encode()
        .replace(b"SECOND", item(2, title="Café’s").encode("cp1252"))
    )
    found = drafts(path)
    assert [draft.texts[0].title for draft in found] == ["灯塔", "Café’s", "Zürich"]
    assert [any("no UTF-8" in note.message and note.review for note in draft.notes) for draft in found] == [False, True, False]


def test_text_decoded_twice_is_repaired_and_said(tmp_path):
    (draft,) = drafts(save(tmp_path, item(1, title="Itâ€™s lit", body="Windows\x92 own\x85")))
    assert (draft.texts[0].title, draft.texts[0].body) == ("It’s lit", "Windows’ own…\n")
    assert any("decoded twice" in note.message for note in draft.notes)


def test_a_picture_above_the_post_is_named(tmp_path):
    address = "<wp:attachment_url>https://harbour.example/lamp.png</wp:attachment_url>"
    path = save(
        tmp_path,
        item(1, body="<img src='a.png'> <IMG src='b.png'>", extra=meta("_thumbnail_id", "8")),
        item(8, kind="attachment", status="inherit", extra=address),
    )
    assert "https://harbour.example/lamp.png" in drafts(path)[0].notes[0].message
    assert not drafts(path)[0].notes[0].review
    told = " ".join(left_out(path))
    assert "pictures above posts (1)" in told
    assert "Pictures stay where they are (2)" in told


def test_what_has_no_place_here_is_counted_by_name(tmp_path):
    extra = term("post_format", "post-format-chat", "Chat") + term("mood", "glad") + "<wp:is_sticky>1</wp:is_sticky>"
    path = save(tmp_path, item(1, extra=extra), item(2, extra=term("post_format", "post-format-link")))
    nested = (
        "<wp:category><wp:category_nicename>a</wp:category_nicename><wp:category_parent>b</wp:category_parent></wp:category>"
    )
    path.write_text(path.read_text().replace("<item>", f"{nested}\n<item>", 1))
    told = " ".join(left_out(path))
    for words in ("post_format (2), mood (1)", "marks that keep a post on top (1)", "parents of categories (1)"):
        assert words in told


def test_a_reusable_block_stands_where_posts_refer_to_it(tmp_path):
    path = save(
        tmp_path,
        item(1, body='<!-- wp:block {"ref":9} /-->'),
        item(9, kind="wp_block", body="<!-- wp:paragraph -->\n<p>The keeper's word.</p>\n<!-- /wp:paragraph -->"),
    )
    (draft,) = drafts(path)
    assert draft.texts[0].body == "The keeper's word.\n"
    assert draft.notes == ()


# An export in several files


def test_parts_of_one_export_know_each_other(tmp_path):
    address = "<wp:attachment_url>https://harbour.example/lamp.png</wp:attachment_url><wp:post_parent>1</wp:post_parent>"
    first = save(tmp_path, item(1, title="Lamp", body="[gallery]", extra=POLYLANG[0]), name="harbour.000.xml")
    second = save(
        tmp_path,
        item(8, kind="attachment", status="inherit", extra=address),
        item(2, title="灯", extra=POLYLANG[1]),
        item(1, title="Lamp", guid="https://harbour.example/?p=1"),
        name="harbour.001.xml",
    )
    (source,) = find([str(tmp_path)])
    assert (source.name, source.path, source.others) == ("harbour.000.xml", first, (second,))
    found = list(source.drafts())
    (draft,) = (one for one in found if isinstance(one, Draft))
    assert [(text.title, text.body) for text in draft.texts] == [
        ("Lamp", "![](https://harbour.example/lamp.png)\n"),
        ("灯", "The lamp turns.\n"),
    ]
    assert [(place.file, place.position) for place in draft.places] == [("harbour.000.xml", 1), ("harbour.001.xml", 2)]
    (failure,) = (one for one in found if isinstance(one, Failure))
    assert failure.file == "harbour.001.xml"
    assert f"harbour.000.xml:{HEAD_LINES + 1}" in failure.message


def test_exports_of_two_sites_stay_two(tmp_path):
    save(tmp_path, item(1), name="a.xml")
    other = save(tmp_path, item(1), name="b.xml")
    other.write_text(other.read_text().replace("https://harbour.example<", "https://pier.example<"))
    assert [source.name for source in find([str(tmp_path)])] == ["a.xml", "b.xml"]


def test_a_part_that_cannot_be_read_costs_no_other(tmp_path):
    save(tmp_path, item(1), name="a.xml")
    other = save(tmp_path, item(2), name="b.xml")
    other.write_text(other.read_text().replace("<rss", f"{BOMB}<rss", 1))
    (source,) = find([str(tmp_path)])
    assert [(type(found), getattr(found, "file", "")) for found in source.drafts()] == [(Draft, ""), (Failure, "b.xml")]


def test_bytes_that_are_no_utf8_in_the_head(tmp_path):
    path = tmp_path / "harbour.xml"
    data = export(item(1, title="灯塔"), item(2, author="bo")).encode().replace(b"Ada Example", b"Ada \xc9xample")
    path.write_bytes(data.replace(b"https://harbour.example<", b"https://harbour\x9e.example<"))
    assert drafts(path)[0].credits[0].name == "Ada Éxample"
    assert all(place.raw.ground["site"].isprintable() for draft in drafts(path) for place in draft.places)
