"""An import brings what posts show, once, and shows it from here; what it cannot bring costs nothing else."""

from pathlib import Path

import pytest

from posts.importer.media.fetching import Fetched, NotFetched
from posts.importer.readers import stored
from posts.importer.run import import_archive
from posts.models import ImportRun, MediaFile, Post
from tests.posts.importer.readers.exports import item, save

pytestmark = pytest.mark.django_db

BODY = '<img src="https://x.example/a.png" alt="A"> <img src="https://x.example/gone.png"> <a href="/uploads/f.pdf">F</a>'
HERE = "/media/imported/ab/ab.png"


class Web:
    """What stands at one address; all others are gone."""

    def __init__(self):
        self.asked: list[str] = []

    def __call__(self, address: str, folder: Path) -> Fetched:
        self.asked.append(address)
        if not address.endswith("/a.png"):
            raise NotFetched("it is gone")
        (folder / "ab").mkdir(parents=True, exist_ok=True)
        (folder / "ab" / "ab.png").write_bytes(b"lamp")
        return Fetched("ab/ab.png", 4)


@pytest.fixture
def web(settings, tmp_path) -> Web:
    settings.MEDIA_ROOT = tmp_path / "media"
    return Web()


@pytest.fixture
def site(tmp_path) -> str:
    return str(save(tmp_path, item(1, body=BODY), item(2, title="Two", body=BODY)))


def bodies() -> set[str]:
    return set(Post.objects.values_list("body_en", flat=True))


def test_nothing_is_fetched_unless_asked(web, site):
    report = import_archive([site])
    assert any("--media" in warning["message"] for warning in report.warnings)
    assert "https://x.example/a.png" in bodies().pop()


def test_what_is_shown_is_brought_once_and_failures_are_told(web, site):
    report = import_archive([site], media=web)
    assert web.asked == ["https://x.example/a.png", "https://x.example/gone.png"]
    (body,) = bodies()
    assert HERE in body
    assert "https://x.example/gone.png" in body
    assert (report.counts["media"], report.counts["media missing"], report.counts["failed"]) == (1, 1, 0)
    told = [warning["message"] for warning in report.warnings]
    assert len([message for message in told if "gone.png could not be fetched: it is gone" in message]) == 2
    assert not any("--media" in message for message in told)
    run = ImportRun.objects.get()
    assert (report.exit_status, run.exit_status, run.status) == (1, 1, "failed")


def test_what_could_not_be_fetched_is_tried_again_though_its_file_is_unchanged(web, site):
    import_archive([site], media=web)
    web.asked.clear()
    report = import_archive([site], media=web, since_last=True)
    assert (web.asked, report.skipped) == (["https://x.example/gone.png"], [])
    assert report.exit_status == 1


def test_all_fetched_is_all_done(web, tmp_path):
    path = save(tmp_path, item(1, body=BODY.replace("gone.png", "a.png")))
    assert import_archive([str(path)], media=web).exit_status == 0
    assert import_archive([str(path)], media=web, since_last=True).skipped == ["harbour.xml"]


def test_later_imports_keep_what_is_here_and_fetch_only_the_rest(web, site):
    import_archive([site], media=web)
    before, runs = bodies(), ImportRun.objects.count()
    for again in (lambda: import_archive([site]), lambda: import_archive(["--stored"], kept=stored.find())):
        assert again().counts["unchanged"] == 2
    assert (bodies(), ImportRun.objects.count()) == (before, runs)
    web.asked.clear()
    import_archive([site], media=web)
    assert web.asked == ["https://x.example/gone.png"]


def test_a_file_that_is_gone_from_the_disk_is_fetched_again(web, site, settings):
    import_archive([site], media=web)
    Path(settings.MEDIA_ROOT, "imported", "ab", "ab.png").unlink()
    import_archive([site], media=web)
    assert web.asked.count("https://x.example/a.png") == 2
    assert MediaFile.objects.count() == 1


def test_a_dry_run_fetches_nothing(web, site):
    import_archive([site], media=web, dry_run=True)
    assert web.asked == []


def test_what_is_here_is_served_for_good(web, site, client):
    import_archive([site], media=web)
    response = client.get(HERE)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert "immutable" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    for path in ("/media/", "/media/imported/", "/media/../manage.py", "/media/%2e%2e/manage.py"):
        assert client.get(path).status_code in (400, 404)
    assert client.post(HERE).status_code == 405
