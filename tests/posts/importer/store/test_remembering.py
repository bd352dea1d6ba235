"""What an import brings in two languages is offered to translators; one that is undone leaves nothing of it."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.importer.run import import_archive
from posts.importer.store.undo import undo_run
from posts.models import ImportRun, MemoryUnit, Translation
from posts.services.memory import offers, remember
from tests.posts.importer.listing import entry, write
from tests.posts.services.whole import dump

pytestmark = pytest.mark.django_db

EVENING = (
    "The keeper climbed the stairs of the tower every evening and lit the lantern with a long match he had carved himself."
)
EVENING_ZH = "守塔人每天傍晚爬上塔楼的楼梯，用自己削的一根长火柴点亮了那盏灯，然后坐下来看海。"
WINTER = "In the winter months the oil froze in its barrels, so a stove was kept burning beside them all through the night."
WINTER_ZH = "冬天里油会在桶里结冰，所以旁边的炉子整夜都要烧着，守塔人也因此暖和一些。"
WINTER_SAID_BETTER = "冬天里油会在桶里冻住，所以旁边的炉子整夜都要生着火，守塔人也因此暖和一些。"


def archive(folder: Path, english: list[str], chinese: list[str]) -> str:
    write(folder, one=[entry("Lanterns", "\n\n".join([*english, *chinese]))])
    return str(folder)


@pytest.fixture
def path(tmp_path) -> str:
    return archive(tmp_path, [EVENING, WINTER], [EVENING_ZH, WINTER_ZH])


def offered(text: str) -> list[str]:
    return [offer.text for offer in offers({0: text}, "en", "zh-hans").get(0, [])]


def memory() -> list[str]:
    return dump()["MemoryUnit"]


def test_its_blocks_are_offered_without_anyone_doing_anything(path):
    import_archive([path])
    assert Translation.objects.count() == 2
    assert (offered(EVENING), offered(WINTER)) == ([EVENING_ZH], [WINTER_ZH])


def test_a_dry_run_and_a_second_run_write_nothing(path):
    import_archive([path], dry_run=True)
    assert not MemoryUnit.objects.exists()
    import_archive([path])
    with CaptureQueriesContext(connection) as queries:
        import_archive([path])
    assert not [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE", "COPY"))]


def test_what_a_killed_run_had_no_time_for_the_next_one_does(path):
    import_archive([path])
    MemoryUnit.objects.all().delete()
    import_archive([path])
    assert offered(EVENING) == [EVENING_ZH]


def test_what_it_brings_anew_is_offered_and_undone_to_the_last_row(path, tmp_path):
    import_archive([path])
    before = memory()
    import_archive([archive(tmp_path, [EVENING, WINTER], [EVENING_ZH, WINTER_SAID_BETTER])])
    after = memory()
    assert offered(WINTER) == [WINTER_SAID_BETTER]
    doing = undo_run(ImportRun.objects.latest("pk"))
    assert memory() == before
    undo_run(doing)
    assert memory() == after


def test_what_it_made_is_gone_with_its_undo_and_comes_back(path):
    import_archive([path])
    full = memory()
    doing = undo_run(ImportRun.objects.latest("pk"))
    assert memory() == []
    undo_run(doing)
    assert memory() == full


def test_what_a_translator_saved_stays(path, tmp_path):
    import_archive([path])
    post = Translation.objects.filter(language="zh-hans").get().post
    remember(post, "zh-hans", [(WINTER, "人说的。")])
    import_archive([archive(tmp_path, [EVENING, WINTER], [EVENING_ZH, WINTER_SAID_BETTER])])
    assert offered(WINTER) == ["人说的。"]
    undo_run(ImportRun.objects.latest("pk"))
    assert offered(WINTER) == ["人说的。"]
