"""One person in two scripts: whichever form an import meets first, the other finds them."""

import pytest

from people.models import OtherName, Person
from posts.importer.run import import_archive

CHINESE = "我们花了一个半星期迁移队列，最后没有人注意到它已经迁移完成。这是我们学到的经验。"
IN_HAN = f"How We Moved\n\nBy | Blog\n\nEnglish text of a post.\n\n我们如何迁移\n\n译者：苏念一\n\n{CHINESE}\n"
IN_BOTH = (
    f"How We Moved Again\n\nBy | Blog\n\nThe second part.\n\n我们又一次迁移\n\n译者：Su Nianyi 苏念一\n\n{CHINESE}再见。\n"
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("order", "slug"),
    [
        pytest.param(["han.txt", "both.txt"], "苏念一", id="han-first"),
        pytest.param(["both.txt", "han.txt"], "su-nianyi", id="both-first"),
    ],
)
def test_two_imports_find_one_person(tmp_path, order, slug):
    (tmp_path / "han.txt").write_text(IN_HAN)
    (tmp_path / "both.txt").write_text(IN_BOTH)
    for name in order:
        import_archive([str(tmp_path / name)])
    person = Person.objects.get()
    assert (person.name_en, person.name_zh_hans, person.slug) == ("Su Nianyi", "苏念一", slug)
    assert person.credits.filter(role="translator").count() == 2
    assert OtherName.objects.get().person == person


@pytest.mark.django_db
def test_one_import_finds_one_person(tmp_path):
    (tmp_path / "page.txt").write_text(f"{IN_HAN}\n{IN_BOTH}")
    import_archive([str(tmp_path)])
    assert Person.objects.get().name_en == "Su Nianyi"


@pytest.mark.django_db
def test_two_han_names_stay_two_people(tmp_path):
    (tmp_path / "page.txt").write_text(IN_HAN)
    (tmp_path / "other.txt").write_text(IN_BOTH.replace("Su Nianyi 苏念一", "陈知行"))
    import_archive([str(tmp_path)])
    assert set(Person.objects.values_list("name_zh_hans", flat=True)) == {"苏念一", "陈知行"}
