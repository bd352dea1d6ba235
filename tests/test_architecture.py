"""Imports run one way, and what should be pure is. Read from the source with ``ast``: nothing is imported to find out."""

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# An app may import itself and what stands to its right.
ORDER = ("cncfblog", "posts", "projects", "people")

# Who may import the importer: itself, the commands that start it, and the one door for the admin.
IMPORTER = "posts.importer"
STARTS_IMPORTS = ("posts.importer", "posts.management.commands", "posts.desk.imports")

# Functions of their arguments: no Django, no I/O. A new file of the importer is pure unless it is named among its hands.
PURE = (
    "people.names",
    "people.similar",
    "projects.aliases",
    "posts.markdown",
    "posts.metadata.card",
    "posts.highlighting",
    "posts.contents",
    "posts.pages.voices",
    "posts.charts",
    "posts.changes",
    "posts.admin.editing.judging",
    "posts.management.differences",
    "posts.narrowing",
    "posts.management.printable",
    "posts.batches",
    "posts.digests",
    "posts.texts",
    "posts.words",
    "posts.parked",
    "posts.audit.checks",
    "posts.audit.numbers",
    "posts.audit.records",
    "posts.audit.texts",
    "posts.feeds.atom",
    "posts.feeds.jsonfeed",
    "posts.feeds.markup",
    "posts.feeds.records",
    "posts.feeds.rss",
    "posts.reads",
    "posts.search.analyze",
    "posts.translating",
    "posts.importer",
)
HANDS = (
    "posts.importer.drafting",
    "posts.importer.store.bulk",
    "posts.importer.store.compare",
    "posts.importer.store.conflicts",
    "posts.importer.store.differences",
    "posts.importer.foreign",
    "posts.importer.store.known",
    "posts.importer.loader",
    "posts.importer.media.fetching",
    "posts.importer.media.library",
    "posts.importer.store.files",
    "posts.importer.store.lock",
    "posts.importer.store.promises",
    "posts.importer.store.maturity",
    "posts.importer.prepare",
    "posts.importer.readers",
    "posts.importer.store.quarantine",
    "posts.importer.store.people",
    "posts.importer.store.registry",
    "posts.importer.store.remembering",
    "posts.importer.report",
    "posts.importer.store.revise",
    "posts.importer.store.book_undo",
    "posts.importer.store.row_log",
    "posts.importer.store.shared",
    "posts.importer.store.row_undo",
    "posts.importer.store.undo",
    "posts.importer.store.rows",
    "posts.importer.rules",
    "posts.importer.run",
    "posts.importer.suggestions",
    "posts.importer.planning",
    "posts.importer.survey.sighting",
    "posts.importer.tally",
    "posts.importer.workers",
    "posts.importer.store.writer",
    "posts.reads.logs",
)
# What makes a function depend on more than its arguments …
IMPURE = ("django", "environ", "io", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile")
# … and what does not: it needs no settings. The landscape is read once, when its module is imported.
TOLERATED = {"*": ("django.utils.text",), "projects.aliases": ("pathlib",)}


def within(module: str, package: str) -> bool:
    """Whether ``module`` is ``package`` or inside it: "posts.importer" is not inside "posts.import"."""
    return module == package or module.startswith(f"{package}.")


def name_of(path: Path, root: Path) -> str:
    """The dotted name of a source file: "posts/models/__init__.py" → "posts.models"."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(root: Path) -> dict[str, Path]:
    return {name_of(path, root): path for app in ORDER for path in sorted((root / app).rglob("*.py"))}


def imports(module: str, path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file imports, at its top or inside a function, with the line; relative ones made absolute."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            # `from posts import importer` imports posts.importer: name what is taken from the package too.
            yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)


def arrows_back(module: str, imported: str) -> bool:
    """An app imports one that stands above it."""
    app, other = module.split(".")[0], imported.split(".")[0]
    return other in ORDER and ORDER.index(other) < ORDER.index(app)


def reaches_into_the_importer(module: str, imported: str) -> bool:
    return within(imported, IMPORTER) and not any(within(module, package) for package in STARTS_IMPORTS)


def is_pure(module: str) -> bool:
    return any(within(module, package) for package in PURE) and not any(within(module, package) for package in HANDS)


def soils_a_pure_module(module: str, imported: str) -> bool:
    """A pure module imports Django, I/O, or a module of ours that is not pure itself."""
    if not is_pure(module):
        return False
    if imported.split(".")[0] in ORDER:
        return not is_pure(imported)
    tolerated = (*TOLERATED["*"], *TOLERATED.get(module, ()))
    return any(within(imported, name) for name in IMPURE) and not any(within(imported, name) for name in tolerated)


RULES = {
    "imports against the order cncfblog → posts → projects → people": arrows_back,
    "imports the importer, which only its commands and posts.desk.imports may": reaches_into_the_importer,
    "is pure and imports what is not": soils_a_pure_module,
}


def violations(root: Path) -> list[str]:
    """One line for each import that breaks a rule: "posts/models/post.py:9 … (posts.importer.run)"."""
    return [
        f"{path.relative_to(root)}:{line} {rule} ({imported})"
        for module, path in sources(root).items()
        for imported, line in imports(module, path)
        for rule, breaks in RULES.items()
        if breaks(module, imported)
    ]


def circle(root: Path, package: str) -> list[str]:
    """Parts of ``package``, each a folder or a file, that import each other in a circle; [] where there is none."""

    def part(module: str) -> str:
        return ".".join(module.split(".")[: package.count(".") + 2])

    needs: dict[str, set[str]] = defaultdict(set)
    for module, path in sources(root).items():
        if module.startswith(f"{package}."):
            others = {part(imported) for imported, _line in imports(module, path) if imported.startswith(f"{package}.")}
            needs[part(module)] |= others - {part(module)}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_the_project_keeps_its_rules():
    assert violations(ROOT) == []


@pytest.mark.parametrize("package", [name for name, path in sources(ROOT).items() if path.name == "__init__.py"])
def test_no_two_parts_of_a_package_need_each_other(package):
    assert circle(ROOT, package) == []


def test_a_circle_is_found(tmp_path):
    write(tmp_path, "posts/services/imports.py", "from posts.importer.run import run")
    assert circle(tmp_path, "posts") == []
    write(tmp_path, "posts/importer/loader.py", "from posts.services import history")
    assert set(circle(tmp_path, "posts")) == {"posts.importer", "posts.services"}


def test_what_is_pure_is_typed_strictly():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]["overrides"]
    strict = {name.removesuffix(".*") for one in settings if one.get("disallow_untyped_defs") for name in one["module"]}
    assert [module for module in PURE if module != IMPORTER and module not in strict] == []  # of the importer most is


@pytest.mark.parametrize("module", [*PURE, *HANDS])
def test_what_the_lists_name_exists(module):
    assert module in sources(ROOT), "renamed? name it here as well"


@pytest.mark.parametrize(
    ("file", "source", "rule"),
    [
        pytest.param("people/views.py", "from posts.models import Post", "against the order", id="people-posts"),
        pytest.param("people/views.py", "import projects", "against the order", id="people-projects"),
        pytest.param("projects/models.py", "import posts.models as p", "against the order", id="projects-posts"),
        pytest.param("posts/views.py", "from cncfblog import urls", "against the order", id="posts-root"),
        pytest.param(
            "posts/views.py", "def f():\n    from cncfblog.health import healthz", "against the order", id="in-a-function"
        ),
        pytest.param("posts/models/post.py", "from posts.importer.run import run", "only its commands", id="model-importer"),
        pytest.param("posts/views.py", "from posts import importer", "only its commands", id="view-importer"),
        pytest.param("posts/services/merge.py", "from posts import importer", "only its commands", id="service-importer"),
        pytest.param("posts/admin/post.py", "from ..importer import run", "only its commands", id="relative"),
        pytest.param("posts/admin/__init__.py", "from ..importer import run", "only its commands", id="relative-in-package"),
        pytest.param("people/names.py", "from django.db import models", "is pure", id="names-orm"),
        pytest.param("posts/importer/stages/bylines.py", "from pathlib import Path", "is pure", id="stage-disk"),
        pytest.param("posts/importer/stages/people.py", "from people.models import Person", "is pure", id="stage-our-models"),
        pytest.param("posts/importer/timeline.py", "from django.utils import timezone", "is pure", id="timeline-settings"),
        pytest.param("posts/importer/anything_new.py", "import posts.importer.loader", "is pure", id="new-file"),
        pytest.param("posts/importer/blocks/lists.py", "from posts import reading", "is pure", id="block-pages"),
    ],
)
def test_an_arrow_that_runs_back_is_found(tmp_path, file, source, rule):
    write(tmp_path, file, source)
    [violation] = violations(tmp_path)
    assert violation.startswith(f"{file}:{len(source.splitlines())} ")
    assert rule in violation


@pytest.mark.parametrize(
    ("file", "source"),
    [
        pytest.param("cncfblog/urls.py", "from posts.urls import post_urls", id="root-may-all"),
        pytest.param("posts/models/credit.py", "from people.models import Person", id="downwards"),
        pytest.param("posts/importer/loader.py", "from posts.models import Post\nimport os", id="the-importer-writes"),
        pytest.param("posts/management/commands/import_archive.py", "from posts.importer.run import run", id="its-command"),
        pytest.param(
            "posts/importer/stages/people.py", "from people import names\nfrom people.names import key", id="pure-pure"
        ),
        pytest.param(
            "posts/importer/stages/__init__.py", "from . import split\nfrom ..records import Draft", id="pure-relative"
        ),
        pytest.param("posts/desk/imports.py", "from posts.importer.run import run", id="the-door"),
        pytest.param("people/names.py", "from django.utils.text import slugify\nimport re", id="slugify"),
        pytest.param("projects/aliases.py", "from pathlib import Path", id="the-landscape"),
        pytest.param("posts/views.py", "import projects_report\nfrom posts.importers import x", id="merely-alike"),
    ],
)
def test_one_that_runs_down_is_not(tmp_path, file, source):
    write(tmp_path, file, source)
    assert violations(tmp_path) == []


def write(root: Path, file: str, source: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
