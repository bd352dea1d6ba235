"""The admin: one file per model, and no business code; what an editor does is in :mod:`posts.services`.

People and projects are edited here too, as their pages are made in :mod:`posts.views`: how often somebody is credited and
which post states a level is known to posts alone. Not registered: SearchDocument, which is derived and holds nothing to read;
PostProject and OtherName, which are edited with what they belong to.
"""

from posts.admin import (
    bin,
    credit,
    glossary,
    import_conflict,
    import_record,
    importing,
    legacy_path,
    maturity_change,
    organization,
    person,
    post,
    project,
    quarantine,
    taxonomy,
    translation,
    user,
)

__all__ = [
    "bin",
    "credit",
    "glossary",
    "import_conflict",
    "import_record",
    "importing",
    "legacy_path",
    "maturity_change",
    "organization",
    "person",
    "post",
    "project",
    "quarantine",
    "taxonomy",
    "translation",
    "user",
]
