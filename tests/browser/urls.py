"""The site's addresses, and one that fails: what readers see then is looked at, too."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path
from django.views.defaults import server_error

from cncfblog.urls import urlpatterns as addresses_of_the_site

urlpatterns = [*addresses_of_the_site, *i18n_patterns(path("fails/", server_error), prefix_default_language=False)]
