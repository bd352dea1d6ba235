from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from posts.serving.content_triggers import install_after_migrate


class PostsConfig(AppConfig):
    name = "posts"
    verbose_name = _("Posts")

    def ready(self):
        post_migrate.connect(install_after_migrate, sender=self)
