"""One file per noun."""

from posts.models.assignment import Assignment
from posts.models.conflict import ImportConflict
from posts.models.credit import Credit
from posts.models.desk import DeskLanguage, DeskPerson
from posts.models.glossary import Term
from posts.models.image import Image
from posts.models.importing import ArchiveFile, ImportRecord, ImportRun, PromisedAddresses, Provenance, RowChange
from posts.models.media import MediaFile
from posts.models.memory import MemoryUnit
from posts.models.post import LegacyPath, Post, PostProject
from posts.models.preview import PreviewLink
from posts.models.quarantine import QuarantinedEntry
from posts.models.reads import CountedLog, PostReads, RecentReads
from posts.models.revision import BinnedPost, Revision
from posts.models.search import SearchDocument
from posts.models.taxonomy import Category, Series, Tag, TaggedPost
from posts.models.translation import Translation
from posts.models.unsaved import UnsavedText
from posts.models.version import ContentVersion
from posts.models.workflow import WorkflowStep

__all__ = [
    "ArchiveFile",
    "Assignment",
    "BinnedPost",
    "Category",
    "ContentVersion",
    "CountedLog",
    "Credit",
    "DeskLanguage",
    "DeskPerson",
    "Image",
    "ImportConflict",
    "ImportRecord",
    "ImportRun",
    "LegacyPath",
    "MediaFile",
    "MemoryUnit",
    "Post",
    "PostProject",
    "PostReads",
    "PreviewLink",
    "PromisedAddresses",
    "Provenance",
    "QuarantinedEntry",
    "RecentReads",
    "Revision",
    "RowChange",
    "SearchDocument",
    "Series",
    "Tag",
    "TaggedPost",
    "Term",
    "Translation",
    "UnsavedText",
    "WorkflowStep",
]
