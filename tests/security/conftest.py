"""The site behind its cache, as the cache's own tests start it."""

from tests.cncfblog.page_cache.conftest import site, start  # noqa: F401  # fixtures
