from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from django.utils.translation import gettext_lazy as _

from posts.serving.content_triggers import install_after_migrate as install_triggers


class PostsConfig(AppConfig):
    name = "posts"
    verbose_name = _("Posts")

    def ready(self):
        from posts.services.roles import install_after_migrate as install_roles  # models, which are loaded by now
        from posts.services.steps import forget_step

        post_migrate.connect(install_triggers, sender=self)
        post_migrate.connect(install_roles, sender=self)
        post_delete.connect(forget_step, sender="posts.PostProject")
