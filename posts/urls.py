"""The addresses of everything that shows posts, in the namespaces the models name."""

from django.urls import path, register_converter

from posts.converters import MonthConverter, UnicodeSlugConverter, YearConverter
from posts.feeds.formats import FormatConverter
from posts.views import archive, people, posts, preview, projects, search, taxonomy
from posts.views.feeds import feed
from posts.views.opensearch import opensearch

register_converter(UnicodeSlugConverter, "uslug")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(FormatConverter, "format")

post_urls = [
    path("", posts.home, name="home"),
    path("blog/", posts.PostList.as_view(), name="list"),
    path("blog/<uslug:slug>/", posts.post, name="post"),
    path("preview/<str:signed>/", preview.preview, name="preview"),
    path("archive/", archive.archive, name="archive"),
    path("archive/<year:year>/", archive.PostsOfYear.as_view(), name="archive_year"),
    path("archive/<year:year>/<month:month>/", archive.PostsOfMonth.as_view(), name="archive_month"),
    path("search/", search.search, name="search"),
    path("opensearch.xml", opensearch, name="opensearch"),
    path("series/", taxonomy.SeriesList.as_view(), name="series_list"),
    path("series/<uslug:slug>/", taxonomy.SeriesPosts.as_view(), name="series"),
    path("tags/", taxonomy.TagList.as_view(), name="tags"),
    path("tags/<uslug:slug>/", taxonomy.TagPosts.as_view(), name="tag"),
    path("feed.<format:ending>", feed, {"kind": "site"}, name="feed"),
    path("all/feed.<format:ending>", feed, {"kind": "all"}, name="all_feed"),
    path("series/<uslug:slug>/feed.<format:ending>", feed, {"kind": "series"}, name="series_feed"),
    path("tags/<uslug:slug>/feed.<format:ending>", feed, {"kind": "tag"}, name="tag_feed"),
]
project_urls = [
    path("projects/", projects.ProjectList.as_view(), name="projects"),
    path("projects/<uslug:slug>/", projects.ProjectPosts.as_view(), name="project"),
    path("projects/<uslug:slug>/feed.<format:ending>", feed, {"kind": "project"}, name="project_feed"),
]
people_urls = [
    path("people/", people.PersonList.as_view(), name="people"),
    path("people/<uslug:slug>/", people.PersonPosts.as_view(), name="person"),
    path("people/<uslug:slug>/feed.<format:ending>", feed, {"kind": "person"}, name="person_feed"),
]
