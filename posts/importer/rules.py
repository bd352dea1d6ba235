"""Which version of the rules reads an archive: a post read under other rules is read again, whatever its lines.

A digest of the rules' own source, so that nobody has to remember to raise a number.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path

import posts.markdown
import posts.search.analyze
import projects.aliases
from people import names

HERE = Path(__file__).parent
SOURCES = ("blocks/*.py", "credits/*.py", "dating/*.py", "levels/*.py", "roles/*.py", "stages/*.py", "*.py")
# Said twice over: what writes is not what reads, and a change there does not change what a page says.
NOT_RULES = frozenset("garbage loader planning report rules run suggestions tally workers".split())
ELSEWHERE = (posts.markdown, posts.search.analyze, projects.aliases, names)


@cache
def version() -> str:
    """Sixteen hexadecimal digits; read from disk once."""
    files = [path for pattern in SOURCES for path in sorted(HERE.glob(pattern)) if path.stem not in NOT_RULES]
    files += [Path(module.__file__) for module in ELSEWHERE]
    files.append(projects.aliases.LANDSCAPE_FILE)
    return blake2b(b"\0".join(path.read_bytes() for path in files), digest_size=8).hexdigest()
