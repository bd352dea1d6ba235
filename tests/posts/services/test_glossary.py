"""Names and terms in another language."""

import pytest
from django.core.exceptions import ValidationError

from posts.models import Term
from posts.services.glossary import glossary
from tests.factories import make_organization, make_person, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def names() -> None:
    make_person("Ada Example", name_zh_hans="示例爱达")
    make_person("Bob Example")
    make_organization("Example Co", name_zh_hans="示例公司")
    make_project("Kubernetes")
    make_project("Harbor", slug="harbor")
    Term.objects.create(source_language="en", term="service mesh", language="zh-hans", form="服务网格", note="不译“服务网”")
    Term.objects.create(source_language="en", term="sidecar", language="zh-hans", is_kept=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Ada Example of Example Co", ["示例爱达", "示例公司"], id="names"),
        pytest.param("Bob Example", [], id="a-name-in-one-language"),
        pytest.param("Kubernetes and a harbor, Harbor", ["Kubernetes"], id="projects-but-common-words"),
        pytest.param("Service meshes with sidecars", ["服务网格", "sidecar"], id="terms"),
        pytest.param("kubernetes, ada example", [], id="names-are-written-as-they-are"),
    ],
)
def test_what_is_found(text, said):
    assert [entry.form for entry in glossary("en", "zh-hans").find(text)] == said


def test_names_are_known_the_other_way_round():
    assert [entry.form for entry in glossary("zh-hans", "en").find("示例爱达在示例公司工作")] == ["Ada Example", "Example Co"]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"language": "en", "form": "lamp"}, id="into-its-own-language"),
        pytest.param({"language": "zh-hans"}, id="says-nothing"),
    ],
)
def test_a_term_must_say_something(fields):
    with pytest.raises(ValidationError):
        Term(source_language="en", term="lantern", **fields).full_clean()
