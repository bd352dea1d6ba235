"""Named in INSTALLED_APPS in place of Django's admin."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "posts.desk.site.Desk"
