"""The addresses of everything that shows posts, in the namespaces the models name."""

from django.urls import path, register_converter

from posts.converters import UnicodeSlugConverter
from posts.views import people, posts, projects, taxonomy

register_converter(UnicodeSlugConverter, "uslug")

post_urls = [
    path("", posts.home, name="home"),
    path("blog/", posts.PostList.as_view(), name="list"),
    path("blog/<uslug:slug>/", posts.post, name="post"),
    path("series/", taxonomy.SeriesList.as_view(), name="series_list"),
    path("series/<uslug:slug>/", taxonomy.SeriesPosts.as_view(), name="series"),
    path("tags/", taxonomy.TagList.as_view(), name="tags"),
    path("tags/<uslug:slug>/", taxonomy.TagPosts.as_view(), name="tag"),
]
project_urls = [
    path("projects/", projects.ProjectList.as_view(), name="projects"),
    path("projects/<uslug:slug>/", projects.ProjectPosts.as_view(), name="project"),
]
people_urls = [
    path("people/", people.PersonList.as_view(), name="people"),
    path("people/<uslug:slug>/", people.PersonPosts.as_view(), name="person"),
]
