"""Names compared, recognised and made addresses of, in Latin and Han letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import names


def test_an_index_holds_latin_by_letters_and_then_han_by_sound():
    mixed = ["张三", "Zoë", "最终用户", "ada", "Åsa", "安全", "Bo", "2018", "活动"]
    assert sorted(mixed, key=names.order) == ["2018", "ada", "Åsa", "Bo", "Zoë", "安全", "活动", "张三", "最终用户"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ada Example", "ada  example", id="case-and-spaces"),
        pytest.param("Ádá Exämple", "Ada Example", id="accents"),
        pytest.param("Søren Łuk", "Soren Luk", id="letters-without-accents"),
        pytest.param("Ada J. Example", "Ada J Example", id="dots"),
        pytest.param("Ada-Bo Example", "Ada Bo Example", id="hyphens"),
        pytest.param("Ａｄａ Example", "Ada Example", id="wide-letters"),
        pytest.param("Groß", "Gross", id="sharp-s"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ada Example", "Ada Sample", id="another-name"),
        pytest.param("Ada Example", "Ada J. Example", id="a-middle-initial"),
        pytest.param("张三", "张四", id="han"),
    ],
)
def test_other_names_do_not(one, other):
    assert names.key(one) != names.key(other)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ada Example", "ada-example"),
        ("Ádá O’Example-Łuk", "ada-o-example-luk"),
        ("张三", "张三"),
        ("张三 (San Zhang)", "张三-san-zhang"),
        ("", ""),
        ("…", ""),
    ],
)
def test_slug(name, slug):
    assert names.slug(name) == slug


@given(st.text("AaÉøŁß张三·.-_ '\t0Ａﬁ", max_size=40))
def test_a_key_is_its_own_key(name):
    assert names.key(names.key(name)) == names.key(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ada Example",
        "Ada J. Example",
        "Ada Bo Cy Example",
        "Jean de Sample",
        "Willem van der Sample",
        "Ada O'Example",
        "Ada d’Example",
        "Dr. Ada Example",
        "Ada Example, PhD",
        "Ada Example Jr.",
        "Ada “Bee” Example",
        "Ada (Bee) Example",
        "ada-Example Sample".title(),
        "Ada McExample",
        "Ada DeSample",
        "Élodie Exemple",
        "Ada van ’t Example",
        "Prof. Dr. Ing. Ada Example",
        "Ada Example, M.Sc.",
        "李 四",
        "张三",
        "欧阳示例",
        "亚当·示例",
        "B. C. Example",
        "Bo Le",
        "AJ Example",
    ],
)
def test_names_of_people(name):
    assert names.is_person(name)


@pytest.mark.parametrize("name", ["Nasir Example", "Ling Sample", "Hui-ling Example", "Amr Sample"])
def test_a_name_that_ends_like_an_honorific_is_whole(name):
    assert names.clean(name) == name
    assert names.is_person(name)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Ada", id="one-word"),
        pytest.param("ada example", id="lower-case"),
        pytest.param("Ada Example 2", id="a-digit"),
        pytest.param("Example Foundation", id="foundation"),
        pytest.param("Sample University", id="university"),
        pytest.param("Cloud Native Days", id="cloud"),
        pytest.param("The Example", id="article"),
        pytest.param("San Sample, Monday", id="weekday"),
        pytest.param("JFrog ExampleHub", id="camel-case"),
        pytest.param("Ada SAMPLE EXAMPLES", id="acronym-like"),
        pytest.param("One Two Three Four Five Six", id="six-words"),
        pytest.param("Ada’s Example", id="possessive"),
        pytest.param("Sample Labs’ Example", id="possessive-of-several"),
        pytest.param("Ada Example of", id="ends-in-lower-case"),
        pytest.param("示例技术有限公司", id="long-han"),
        pytest.param("示例科技", id="han-as-short-as-a-name"),
        pytest.param("https://example.org Ada", id="address"),
    ],
)
def test_other_words_are_nobody(text):
    assert not names.is_person(text)


@pytest.mark.parametrize(("text", "expected"), [("Ada", True), ("Kubernetes", False), ("ada", False), ("IBMX", False)])
def test_one_word_may_be_a_person_where_asked(text, expected):
    assert names.is_person(text, one_word=True) is expected
    assert not names.is_person(text)


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        (" Ada  Example, ", "Ada Example"),
        ("Prof. Dr. Ada Example", "Ada Example"),
        ("*Ada Example*", "Ada Example"),
        ("张三", "张三"),
    ],
)
def test_clean(name, cleaned):
    assert names.clean(name) == cleaned


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("San Zhang (张三)", ("San Zhang", "张三")),
        ("San Zhang（张三）", ("San Zhang", "张三")),
        ("张三 San Zhang", ("San Zhang", "张三")),
        ("张三", ("", "张三")),
        ("Ada Example", ("Ada Example", "")),
    ],
)
def test_both_forms_of_a_name_are_told_apart(name, forms):
    assert names.split_native(name) == forms


@given(st.text("AaBbøÉ张三·.,'’“”()-0 \t\n—Jrdevan", max_size=40))
def test_any_text_is_somebody_or_not(text):
    assert names.is_person(text) in (True, False)
    names.clean(text)
    names.split_native(text)


@pytest.mark.parametrize(
    ("name", "letter"), [("ada-example", "A"), ("z", "Z"), ("张晓明", ""), ("3scale", ""), ("éva", ""), ("", "")]
)
def test_initial(name, letter):
    assert names.initial(name) == letter
