"""The admin: one file per model, and no business code; what an editor does is in :mod:`posts.services`.

``parts`` is what all forms and pages are built of; ``posts``, ``named`` and ``imports`` hold the models; ``editing``,
``reviewing``, ``translating`` and ``board`` are the desk's own screens.

People and projects are edited here too, as their pages are made in :mod:`posts.views`: how often somebody is credited and
which post states a level is known to posts alone. Not registered: SearchDocument, which is derived and holds nothing to read;
PostProject and OtherName, which are edited with what they belong to.
"""

# ruff: noqa: F401 (imported to be registered)
from posts.admin import glossary, user
from posts.admin.imports import conflict, quarantine, record, run
from posts.admin.named import maturity_change, organization, person, project, taxonomy
from posts.admin.posts import bin, credit, image, legacy_path, post, translation
