"""People with their titles and employers, in the shapes bylines have."""

import pytest
from hypothesis import given, settings

from posts.importer.credits import parse_credits
from posts.importer.credits.cutting import cut
from posts.importer.credits.people import person_of
from posts.importer.credits.titles import is_title, title_and_organization
from tests.posts.importer.pages import any_text


def read(text: str) -> list[tuple[str, str, str]]:
    return [(credit.name, credit.title, credit.organization) for credit in parse_credits(text).credits]


ADA, BO, CY, DI = "Ada Example", "Bo Sample", "Cy Instance", "Di Specimen"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ada Example", [(ADA, "", "")], id="name"),
        pytest.param("Ada Example, CTO, Example Co", [(ADA, "CTO", "Example Co")], id="title-employer"),
        pytest.param("Ada Example, Example Co", [(ADA, "", "Example Co")], id="employer"),
        pytest.param("Ada Example (Example Co)", [(ADA, "", "Example Co")], id="employer-in-brackets"),
        pytest.param("Ada Example (CTO, Example Co)", [(ADA, "CTO", "Example Co")], id="both-in-brackets"),
        pytest.param("Ada Example of Example Co", [(ADA, "", "Example Co")], id="of"),
        pytest.param("Ada Example from the Example Project", [(ADA, "", "Example Project")], id="from-the"),
        pytest.param("Ada Example, CTO at Example Co", [(ADA, "CTO", "Example Co")], id="title-at-employer"),
        pytest.param("Ada Example, CTO @ Example Co", [(ADA, "CTO", "Example Co")], id="title-@-employer"),
        pytest.param("Ada Example, CEO of Example Co", [(ADA, "CEO", "Example Co")], id="chief-of-employer"),
        pytest.param(
            "Ada Example, Head of Research, Example Co", [(ADA, "Head of Research", "Example Co")], id="head-of-field"
        ),
        pytest.param(
            "Ada Example, Sr. Director of Engineering, Example Co",
            [(ADA, "Sr. Director of Engineering", "Example Co")],
            id="abbreviation-in-title",
        ),
        pytest.param(
            "Ada Example, VP, Product & Marketing, Example Co",
            [(ADA, "VP, Product & Marketing", "Example Co")],
            id="title-with-comma-and-ampersand",
        ),
        pytest.param("Ada Example, Founder and CEO, Example Co", [(ADA, "Founder and CEO", "Example Co")], id="title-with-and"),
        pytest.param("Ada Example, CTO/Co-founder, Example Co", [(ADA, "CTO/Co-founder", "Example Co")], id="title-with-slash"),
        pytest.param(
            "Ada Example, author of “Queues, Explained,” Example Co",
            [(ADA, "author of “Queues, Explained”", "Example Co")],
            id="quoted-book",
        ),
        pytest.param("Ada Example @ada_example, CTO, Example Co", [(ADA, "CTO", "Example Co")], id="handle"),
        pytest.param("Dr. Ada Example, Example University", [(ADA, "", "Example University")], id="honorific"),
        pytest.param("Ada Example – CTO, Example Co", [(ADA, "CTO", "Example Co")], id="dash"),
        pytest.param("Ada Example | Example Co", [(ADA, "", "Example Co")], id="bar"),
        pytest.param("Example Co CTO Ada Example", [(ADA, "Example Co CTO", "")], id="title-first"),
        pytest.param("Example Co's Ada Example", [(ADA, "", "Example Co")], id="possessive"),
        pytest.param("San Zhang (张三), 示例公司", [("San Zhang", "", "示例公司")], id="han-and-latin"),
        pytest.param("Ada Example, CTO, Example Co, Inc.", [(ADA, "CTO", "Example Co, Inc")], id="firm-with-its-legal-form"),
        pytest.param("Ada Example (Example Co, Inc.)", [(ADA, "", "Example Co, Inc.")], id="legal-form-in-brackets"),
        pytest.param("Ada Example PhD, Example University", [(ADA, "", "Example University")], id="degree"),
        pytest.param("Ada Example, a developer advocate", [(ADA, "developer advocate", "")], id="article"),
        pytest.param("Ada Example, A Sample Cloud", [(ADA, "", "A Sample Cloud")], id="article-of-a-name"),
        pytest.param(
            "Ada Example, engineering manager at Example Co",
            [(ADA, "engineering manager", "Example Co")],
            id="small-title-that-begins-like-a-participle",
        ),
        pytest.param("Ada Example, managing director, Example Co", [(ADA, "managing director", "Example Co")], id="managing"),
        pytest.param("Ada Example, highlighting the work of our engineers", [(ADA, "", "")], id="participle-of-a-clause"),
        pytest.param("Ada Example, eSample", [(ADA, "", "eSample")], id="employer-that-begins-small"),
        pytest.param("Ada Example of eSample", [(ADA, "", "eSample")], id="of-one-that-begins-small"),
        pytest.param("Ada Example (eSample)", [(ADA, "", "eSample")], id="in-brackets-one-that-begins-small"),
        pytest.param("Ada Example, CTO at eSample", [(ADA, "CTO", "eSample")], id="title-at-one-that-begins-small"),
        pytest.param("Ada Example (in the middle)", [(ADA, "", "")], id="aside-in-brackets"),
        pytest.param(
            "Ada Example, Ph.D. Candidate, Example University",
            [(ADA, "Ph.D. Candidate", "Example University")],
            id="candidate-is-no-person",
        ),
        pytest.param(
            "Ada Example, CTO at Example Co and member of the council",
            [(ADA, "CTO and member of the council", "Example Co")],
            id="a-second-title-behind-the-employer",
        ),
        pytest.param("Ada Example, CTO at Sample and Sons", [(ADA, "CTO", "Sample and Sons")], id="a-firm-with-and"),
        pytest.param(
            "Ada Example, Engineer at the Institute of Sample and Example Engineers",
            [(ADA, "Engineer", "Institute of Sample and Example Engineers")],
            id="a-society-of-many",
        ),
        pytest.param(
            "Ada Example, Executive Director of Example Co",
            [(ADA, "Executive Director", "Example Co")],
            id="executive-of-employer",
        ),
        pytest.param(
            "Ada Example, Institute of Queues, Example University",
            [(ADA, "", "Example University")],
            id="an-institute-of-a-university",
        ),
        pytest.param(
            "Ada Example, Institute of Queues, Oslo", [(ADA, "", "Institute of Queues")], id="an-institute-of-its-own"
        ),
        pytest.param(
            "Ada Example, Engineer at Example Co, and creator of Sample",
            [(ADA, "Engineer, and creator of Sample", "Example Co")],
            id="a-maker-is-employed-elsewhere",
        ),
        pytest.param(
            "Ada Example, Engineer at Example Co, Board Member at Sample Labs",
            [(ADA, "Engineer, Board Member at Sample Labs", "Example Co")],
            id="the-first-employer",
        ),
        pytest.param("Ada Example, Twitter: @ada_ex", [(ADA, "", "")], id="network-and-handle"),
        pytest.param("Ada Example of Council Member Sample", [(ADA, "", "Council Member Sample")], id="a-titled-employer"),
        pytest.param("Ada Example, IIIT Oslo", [(ADA, "", "IIIT Oslo")], id="a-university-by-its-letters"),
        pytest.param("@ada_ex (Ada Example), CTO", [(ADA, "CTO", "")], id="handle-before-the-name"),
        pytest.param("Ada Example, Example Programme Mentee", [(ADA, "Example Programme Mentee", "")], id="mentee"),
        pytest.param("Ada van ’t Example", [("Ada van ’t Example", "", "")], id="clipped-particle"),
        pytest.param("张 三", [("张三", "", "")], id="han-set-wide"),
        pytest.param("张三，示例公司", [("张三", "", "示例公司")], id="han"),
    ],
)
def test_one_person(text, expected):
    assert read(text) == expected


def test_a_title_in_the_plural_is_everyones():
    line = "Ada Example and Bo Sample, co-creators and maintainers at Example Co"
    title = "co-creator and maintainer"
    assert read(line) == [(ADA, title, "Example Co"), (BO, title, "Example Co")]


def test_a_comma_before_a_closing_bracket_ends_nothing():
    assert read("Ada Example (CTO,)") == [(ADA, "CTO", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ada Example and Bo Sample", [(ADA, "", ""), (BO, "", "")], id="and"),
        pytest.param("Ada Example & Bo Sample", [(ADA, "", ""), (BO, "", "")], id="ampersand"),
        pytest.param("Ada Example (@ada), Bo Sample (@bo)", [(ADA, "", ""), (BO, "", "")], id="handles"),
        pytest.param("Ada Example, Bo Sample, and Cy Instance", [(ADA, "", ""), (BO, "", ""), (CY, "", "")], id="list"),
        pytest.param(
            "Ada Example and Bo Sample of Example Co", [(ADA, "", "Example Co"), (BO, "", "Example Co")], id="shared-employer"
        ),
        pytest.param(
            "Ada Example and Bo Sample, engineers at Example Co",
            [(ADA, "engineer", "Example Co"), (BO, "engineer", "Example Co")],
            id="shared-title",
        ),
        pytest.param(
            "Ada Example from Example Co and Bo Sample from Sample Labs",
            [(ADA, "", "Example Co"), (BO, "", "Sample Labs")],
            id="each-from",
        ),
        pytest.param(
            "Ada Example, Example Co and Bo Sample, Sample Labs", [(ADA, "", "Example Co"), (BO, "", "Sample Labs")], id="pairs"
        ),
        pytest.param(
            "Ada Example, CTO, Example Co and Bo Sample, Engineer, Sample Labs",
            [(ADA, "CTO", "Example Co"), (BO, "Engineer", "Sample Labs")],
            id="triples",
        ),
        pytest.param(
            "Ada Example (Example Co), Bo Sample and Cy Instance (Sample Labs), Di Specimen (Third Co)",
            [(ADA, "", "Example Co"), (BO, "", "Sample Labs"), (CY, "", "Sample Labs"), (DI, "", "Third Co")],
            id="brackets",
        ),
        pytest.param(
            "Ada Example, Example Co; Bo Sample, Sample Labs",
            [(ADA, "", "Example Co"), (BO, "", "Sample Labs")],
            id="semicolons",
        ),
        pytest.param(
            "Ada Example, VP of Engineering, and Bo Sample, Staff Engineer, Sample Labs",
            [(ADA, "VP of Engineering", "Sample Labs"), (BO, "Staff Engineer", "Sample Labs")],
            id="two-employed-by-one",
        ),
        pytest.param(
            "Ada Example, Director of Conformance, and Bo Sample, Program Manager, Sample Labs",
            [(ADA, "Director of Conformance", "Sample Labs"), (BO, "Program Manager", "Sample Labs")],
            id="two-employed-by-one-of-whatever",
        ),
        pytest.param(
            "Ada Example, Sample maintainer, and Bo Sample, Staff Engineer, Sample Labs",
            [(ADA, "Sample maintainer", ""), (BO, "Staff Engineer", "Sample Labs")],
            id="a-title-that-is-no-post-in-a-firm",
        ),
        pytest.param(
            "Sample maintainers Ada Example and Bo Sample",
            [(ADA, "Sample maintainer", ""), (BO, "Sample maintainer", "")],
            id="everyones-title-first",
        ),
        pytest.param("张三和李四", [("张三", "", ""), ("李四", "", "")], id="han-and"),
        pytest.param("李和平", [("李和平", "", "")], id="a-name-with-han-and"),
        pytest.param(
            "Ada Example和Bo Sample，示例公司", [(ADA, "", "示例公司"), (BO, "", "示例公司")], id="han-and-between-latin-names"
        ),
        pytest.param("张三 李四", [("张三", "", ""), ("李四", "", "")], id="han-names-and-a-space"),
        pytest.param("张三 示例云", [("张三", "", "示例云")], id="a-han-name-a-space-and-an-employer"),
        pytest.param("阿达 示例", [("阿达示例", "", "")], id="a-space-inside-a-han-name"),
        pytest.param("Ada Example, CTO, with Bo Sample, Engineer", [(ADA, "CTO", ""), (BO, "Engineer", "")], id="comma-with"),
        pytest.param("Ada Example, Red Hat and Bo Sample, Google", [(ADA, "", "Red Hat"), (BO, "", "Google")], id="name-like"),
        pytest.param(
            "Ada Example, Backend Engineer, and Bo Sample, General Manager, Example Co",
            [(ADA, "Backend Engineer", "Example Co"), (BO, "General Manager", "Example Co")],
            id="posts-in-one-firm",
        ),
        pytest.param(
            "Ada Example, Sample maintainer, and Bo Sample, General Manager, Example Co",
            [(ADA, "Sample maintainer", ""), (BO, "General Manager", "Example Co")],
            id="one-of-them-in-no-firm",
        ),
    ],
)
def test_several_people(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("the Sample maintainers", "Sample maintainers"),
        ("Sample Project maintainers", "Sample Project maintainers"),
        ("the Example Co Engineering team", "Example Co Engineering team"),
        ("SIG Example community", "SIG Example community"),
    ],
)
def test_a_group_is_no_person(text, group):
    (credit,) = parse_credits(text).credits
    assert (credit.name, credit.organization) == ("", group)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " , ",
        "default, every pod may talk to every other",
        "the time we had moved everything",
        "Example University",
        "Director of Engineering",
        "42",
        "A word " * 200,
    ],
)
def test_nobody(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ada Example and the Sample team", [(ADA, ""), ("", "Sample team")], id="team"),
        pytest.param(
            "Ada Example, Bo Sample, and the SIG-Sample team", [(ADA, ""), (BO, ""), ("", "SIG-Sample team")], id="two"
        ),
        pytest.param("Ada Example & the team at Sample Labs", [(ADA, ""), ("", "team at Sample Labs")], id="team-at"),
        pytest.param("Ada Example on behalf of SIG Sample", [(ADA, ""), ("", "SIG Sample")], id="on-behalf"),
        pytest.param("Ada Example and her team", [(ADA, "")], id="no-name"),
        pytest.param("Ada Example and team", [(ADA, "")], id="no-article"),
        pytest.param("Ada Example and many others", [(ADA, "")], id="others"),
        pytest.param("Ada Example, lead of the Sample team", [(ADA, "")], id="a-title"),
    ],
)
def test_people_and_a_group(text, expected):
    assert [(credit.name, credit.organization) for credit in parse_credits(text).credits] == expected


def test_a_group_within_an_institution():
    assert read("Ada Example of the Sample Group, Example University") == [(ADA, "", "Sample Group, Example University")]


def test_a_university_by_its_letters_is_nobody():
    assert read("Ada Example, TU Example") == [(ADA, "", "TU Example")]
    assert [name for name, *_ in read("Ada Example, Example Institute, TU Example")] == [ADA]
    assert [name for name, *_ in read("Tu Example and Ada Example")] == ["Tu Example", ADA]


def test_one_word_before_a_clause_is_nobody():
    assert read("Sample, its founder explains what a queue is") == []
    assert read("Ada, founder, Sample Labs") == [("Ada", "founder", "Sample Labs")]


def test_what_is_said_besides_is_told():
    parsed = parse_credits("Ada Example, CTO, Example Co, who has moved many queues")
    assert [credit.name for credit in parsed.credits] == [ADA]
    assert parsed.rest == "who has moved many queues"


@pytest.mark.parametrize("role", ["author", "mentor", "translator"])
def test_the_role_is_everybodys(role):
    assert {credit.role for credit in parse_credits("Ada Example and Bo Sample", role).credits} == {role}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("示例公司工程师 张三", [("张三", "工程师", "示例公司")], id="title-first"),
        pytest.param("张三，示例公司高级工程师", [("张三", "高级工程师", "示例公司")], id="employer-and-title-in-one"),
        pytest.param(
            "Ada Example, Engineer, Example Cloud (张三，示例公司高级工程师)",
            [(ADA, "Engineer", "Example Cloud")],
            id="once-more-in-brackets",
        ),
        pytest.param("张三，示例公司CTO", [("张三", "CTO", "示例公司")], id="latin-letters"),
        pytest.param("张三，示例公司首席技术官", [("张三", "首席技术官", "示例公司")], id="chief-officer"),
        pytest.param("张三，示例公司联合创始人兼CTO", [("张三", "联合创始人兼CTO", "示例公司")], id="two-titles"),
        pytest.param("张三（示例公司，开发者）", [("张三", "开发者", "示例公司")], id="a-wide-comma-in-brackets"),
        pytest.param("张三，示例大学硕士研究生", [("张三", "硕士研究生", "示例大学")], id="student"),
        pytest.param("张三（示例公司 容器平台负责人）", [("张三", "容器平台负责人", "示例公司")], id="a-space-between-them"),
        pytest.param("张三（示例网络）", [("张三", "", "示例网络")], id="employer-in-brackets"),
        pytest.param("San Zhang（示例网络）", [("San Zhang", "", "示例网络")], id="employer-behind-a-latin-name"),
        pytest.param("张三，示例项目维护者", [("张三", "示例项目维护者", "")], id="a-title-that-is-no-post-in-a-firm"),
        pytest.param("示例公司工程师 张三、李四", [("张三", "工程师", "示例公司"), ("李四", "", "")], id="two"),
    ],
)
def test_chinese_titles_and_employers(text, expected):
    assert read(text) == expected


def test_the_han_form_is_kept_beside_the_latin_one():
    assert [credit.native_name for credit in parse_credits("San Zhang (张三) and Ada Example").credits] == ["张三", ""]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Ada Example, CTO, Example Co", [(ADA, ""), ("CTO", ","), ("Example Co", ",")]),
        ("Ada Example and Bo Sample", [(ADA, ""), (BO, "and")]),
        ("Ada Example, Bo Sample, and Cy Instance", [(ADA, ""), (BO, ","), (CY, ", and")]),
        ("Ada Example, Research and Development", [(ADA, ""), ("Research and Development", ",")]),
        ("Ada Example (CTO, Example Co)", [("Ada Example (CTO, Example Co)", "")]),
        ("Ada Example; Bo Sample", [(ADA, ""), (BO, ";")]),
    ],
)
def test_a_byline_is_cut_where_somebody_starts(text, pieces):
    assert [(piece.text, piece.before) for piece in cut(text)] == pieces


@pytest.mark.parametrize("text", ["CTO", "Software Engineer", "VP of Sales", "Systems Librarian", "co-founder", "高级工程师"])
def test_titles(text):
    assert is_title(text)


@pytest.mark.parametrize("text", ["Example Co", "Ada Example", "示例公司", "Oslo", ""])
def test_no_titles(text):
    assert not is_title(text)


@pytest.mark.parametrize(
    ("text", "title", "organization"),
    [
        ("Ada Example, Example Works CTO", "CTO", "Example Works"),
        ("Ada Example, Example Works Senior Platform Engineer", "Senior Platform Engineer", "Example Works"),
        ("Ada Example, Example Ltd. Platform Lead", "Platform Lead", "Example Ltd."),
        ("Ada Example, EXC Product Manager", "Product Manager", "EXC"),
        ("Ada Example, Example Foundation Community Manager", "Community Manager", "Example Foundation"),
    ],
)
def test_a_firm_that_no_comma_parts_from_the_title_is_for_an_editor_to_check(text, title, organization):
    (credit,) = parse_credits(text).credits
    assert (credit.title, credit.organization) == (title, organization)
    assert organization in credit.doubt


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Sr. Director of Engineering", id="an-abbreviation"),
        pytest.param("Example Maintainer", id="a-project"),
        pytest.param("Storage Senior Engineer", id="a-field"),
        pytest.param("EMEA Director", id="a-region"),
        pytest.param("QA Product Manager", id="a-field-by-its-letters"),
        pytest.param("EXC Engineer", id="one-word-behind-letters"),
        pytest.param("SIG Docs Senior Engineer", id="a-group"),
        pytest.param("Java Engineer", id="a-technology"),
        pytest.param("Senior Engineer", id="a-title-alone"),
    ],
)
def test_what_else_stands_before_a_title_is_no_firm(title):
    (credit,) = parse_credits(f"Ada Example, {title}").credits
    assert (credit.title, credit.organization, credit.doubt) == (title, "", "")


@pytest.mark.parametrize(
    ("text", "is_doubtful"),
    [("Example, a council member", True), ("Example, Software Engineer, Sample Labs", False), ("张三，示例维护者", False)],
)
def test_one_word_with_a_title_may_be_a_firm(text, is_doubtful):
    (credit,) = parse_credits(text).credits
    assert bool(credit.doubt) == is_doubtful


def test_a_firm_with_its_letters_in_brackets_is_no_doubt():
    (credit,) = parse_credits("Ada Example, Example Computing Foundation (ECF) Marketing Communications Manager").credits
    assert (credit.title, credit.organization, credit.doubt) == (
        "Marketing Communications Manager",
        "Example Computing Foundation",
        "",
    )


@pytest.mark.parametrize("name", ["ADA EXAMPLE", "Ada EXAMPLE", "EXAMPLE Ada", "ADA O’EXAMPLE"])
def test_names_in_capitals(name):
    (signed,) = parse_credits(f"{name}, CTO, Example Co").credits
    assert (signed.name, signed.organization, signed.doubt) == (name, "Example Co", "")
    (alone,) = parse_credits(name).credits
    assert name in alone.doubt


def test_letters_of_a_latin_title_are_no_chinese_one():
    assert read("Ada Example, Principal SRE, Example Co") == [(ADA, "Principal SRE", "Example Co")]


@pytest.mark.parametrize("text", ["CNCF TOC", "OPEN SOURCE TEAM", "EXAMPLE LABS", "NASA"])
def test_other_words_in_capitals_are_no_names(text):
    assert not parse_credits(text).people


@pytest.mark.parametrize("text", ["Director of Research", "Example University", "Head of Engineering, Europe", "the end", ""])
def test_no_person(text):
    assert person_of(text) is None


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["CTO", "Example Co"], ("CTO", "Example Co")),
        (["Example Co"], ("", "Example Co")),
        (["CTO"], ("CTO", "")),
        (["Engineer at Example Co"], ("Engineer", "Example Co")),
        (["President of Example Co"], ("President", "Example Co")),
        (["Head of Storage"], ("Head of Storage", "")),
        (["PhD", "Example University"], ("", "Example University")),
        ([], ("", "")),
    ],
)
def test_title_and_employer(pieces, expected):
    assert title_and_organization(pieces) == expected


@settings(max_examples=300, deadline=None)
@given(any_text)
def test_any_text_names_somebody_or_nobody(text):
    for credit in parse_credits(text).credits:
        assert credit.name or credit.organization
