"""Every address of the site: one place to look."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from cncfblog.health import healthz
from cncfblog.media import media
from cncfblog.robots import robots
from posts.admin.board import exchange
from posts.admin.board import views as board
from posts.sitemaps import SITEMAPS
from posts.urls import people_urls, post_urls, project_urls
from posts.views.methods import read_only

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("media/<path:path>", read_only(media), name="media"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", read_only(sitemaps.index), {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", read_only(sitemaps.sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    # English at /…, every other language at /<its code>/…
    *i18n_patterns(
        path("admin/posts/board/", admin.site.admin_view(board.board), name="board"),
        path("admin/posts/board/feed.atom", board.feed, name="board_feed"),
        path("admin/posts/board/export/", admin.site.admin_view(exchange.export_chosen), name="board_export"),
        path("admin/posts/board/import/", admin.site.admin_view(exchange.import_file), name="board_import"),
        path("admin/", admin.site.urls),
        path("", include((post_urls, "posts"))),  # first what is asked for most
        path("", include((project_urls, "projects"))),
        path("", include((people_urls, "people"))),
        prefix_default_language=False,
    ),
]
