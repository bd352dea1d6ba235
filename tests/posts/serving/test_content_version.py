"""What is kept holds for one edition: until a change, a scheduled post's time, or the end of nothing else."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.template import Context, Template
from django.utils import timezone, translation

from posts.models import Post
from posts.serving import content_triggers, content_version
from posts.serving.content_version import keep_each, keeping_nothing, one_edition, while_unchanged
from tests.factories import make_post


@pytest.fixture
def titles():
    """A function that is kept, and how often it was called."""

    @while_unchanged
    def titles(prefix: str = "") -> list[str]:
        titles.calls += 1
        return [prefix + title for title in Post.objects.published().values_list("title_en", flat=True)]

    titles.calls = 0
    return titles


@pytest.mark.django_db(transaction=True)
class TestKeeping:
    def test_once_for_the_same_arguments(self, titles):
        make_post("One")
        assert [titles(), titles(), titles("a "), titles(prefix="a ")] == [["One"], ["One"], ["a One"], ["a One"]]
        assert titles.calls == 3, "once a way of calling it"

    def test_anew_after_a_change(self, titles):
        post = make_post("One")
        titles()
        Post.objects.filter(pk=post.pk).update(title_en="Two")
        assert titles() == ["Two"]

    def test_anew_when_a_scheduled_post_appears(self, titles):
        at = timezone.now() + timedelta(seconds=0.3)
        make_post("Future", published_at=at)
        assert titles() == []
        while timezone.now() < at:
            pass
        assert titles() == ["Future"]

    def test_anew_when_a_scheduled_translation_appears(self, titles):
        at = timezone.now() + timedelta(hours=1)
        text = make_post("One", zh="一").translations.filter(language="zh-hans")
        text.update(published_at=at)
        titles()
        assert content_version.edition().until == at

    def test_not_inside_a_transaction(self, titles):
        post = make_post("One")
        titles()
        with transaction.atomic():
            Post.objects.filter(pk=post.pk).update(title_en="Never")
            assert titles() == ["Never"]
            transaction.set_rollback(True)
        assert titles() == ["One"]

    def test_a_request_is_answered_from_one_edition(self, titles):
        post = make_post("One")
        with one_edition():
            titles()
            Post.objects.filter(pk=post.pk).update(title_en="Two")
            assert titles() == ["One"]
        assert titles() == ["Two"]

    def test_not_for_who_may_see_more(self, titles):
        with keeping_nothing():
            for calls in (1, 2):
                titles()
                assert titles.calls == calls
        titles()
        assert titles.calls == 3

    def test_not_without_a_token(self, titles):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM posts_contentversion")
        make_post("One")
        assert titles() == ["One"]
        make_post("Two", day=timezone.now().date() - timedelta(days=1))
        assert len(titles()) == 2

    def test_results_are_bounded(self, titles, monkeypatch):
        monkeypatch.setattr(content_version, "MOST", 3)
        for number in range(10):
            titles(str(number))
        assert len(content_version.edition().results) <= 3

    def test_each_of_several(self):
        asked = []

        def squares(numbers: list[int]) -> dict[int, int]:
            asked.append(numbers)
            return {number: number**2 for number in numbers if number != 13}

        assert keep_each("squares", [2, 3], squares) == {2: 4, 3: 9}
        assert keep_each("squares", [3, 4, 13], squares) == {3: 9, 4: 16}
        assert keep_each("squares", [2, 3, 4], squares) == {2: 4, 3: 9, 4: 16}
        assert asked == [[2, 3], [4, 13]]

    def test_a_part_of_a_template(self):
        template = Template("{% load keeping %}{% kept part number %}{{ number }}{{ text }}{% endkept %}")
        with one_edition():
            shown = [
                template.render(Context({"number": number, "text": text})) for number, text in [(1, "<a>"), (1, "b"), (2, "c")]
            ]
            with translation.override("zh-hans"):
                shown.append(template.render(Context({"number": 1, "text": "d"})))
        assert shown == ["1&lt;a&gt;", "1&lt;a&gt;", "2c", "1d"]


@pytest.mark.django_db
def test_every_table_of_ours_has_its_triggers():
    names = set(content_triggers.tables())
    assert {"posts_post", "posts_post_categories", "people_person", "projects_project", "posts_searchdocument"} <= names
    assert not names & {"posts_contentversion", "posts_importrun", "posts_importrecord"}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT DISTINCT event_object_table FROM information_schema.triggers WHERE trigger_name ~ '^content_'"
            )
        else:
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'content@_%' ESCAPE '@'")
        assert {name for (name,) in cursor.fetchall()} == names


@pytest.mark.django_db
def test_triggers_that_are_there_already_stay():
    content_triggers.install()
    token = content_version.read_token()
    content_triggers.install()
    assert content_version.read_token() == token
