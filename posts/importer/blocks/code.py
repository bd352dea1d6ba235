"""Commands and configuration whose markup was lost."""

import re

from posts.importer.reading import Found, Reading
from posts.importer.records import Block, Kind
from posts.importer.words import any_of

PROGRAMS = any_of(
    """
    ansible-playbook apt apt-get aws az brew cargo cat cd curl docker echo etcdctl export gcloud git go helm istioctl java
    kubeadm kubectl linkerd make minikube mvn node npm oc pip python3? ssh sudo terraform vagrant wget yum
    """
)
COMMAND = re.compile(
    rf"""
    \s* (?: [$%] \s+ \S.*                                                  # a prompt
          | {PROGRAMS} \s+ (?: [\w./:=@{{}}$"'<>|&*-]+ (?: \s+ | $ ) )+ )   # a program and its arguments
    """,
    re.VERBOSE,
)
ARGUMENT = re.compile(r"[-/=.$|<>]|^\s*[$%]")  # of a command, rather than "make sense" or "go home"
# A line of a Dockerfile or of SQL, which shout their keywords.
SHOUTED = re.compile(
    any_of(
        """
        ADD ALTER CMD COPY CREATE_TABLE DELETE_FROM DROP ENTRYPOINT ENV EXPOSE FROM INSERT_INTO LABEL RUN SELECT SHOW UPDATE
        USER VOLUME WORKDIR
        """
    )
    + r"\s+(?:[^\sA-Z].*|[A-Z_@\d]+\b.*)"
)
KEYWORDS = any_of(
    """
    apiVersion class const def for func if image import kind let metadata name package return spec struct type var while
    """
)
CONFIGURATION = re.compile(
    rf"""
    \s* (?:
        [\w."'/-]+ \s* [:=] \s* (?: [\w."'/{{}}\[\]$<>-]+ | [|>{{\[] )? [,;]?   # key: value
      | -\ [\w."'/:-]+ .*                                                       # - entry
      | [{{}}\[\]()]+ [,;]?                                                     # a bracket
      | (?: \# | // | -- ) \s? \S.*                                             # a comment
      | {KEYWORDS} \b .* [:;{{}}()]
      | .* [;{{}}]
      | </?\w [^>]* > .*                                                        # a tag
    )
    \s*
    """,
    re.VERBOSE,
)
SHARE = 0.75  # of a paragraph's lines must look like code
LINE_LENGTH = 200  # characters; a longer line is prose
COMMAND_WORDS = 14
STOPS = (".", "!", "?")


def read_code(reading: Reading) -> Found | None:
    """The next paragraph as code: one line that is a command, or several that mostly look like code."""
    here = reading.here
    if not (is_command(here.lines[0]) if len(here.lines) == 1 else _are_code(here.lines)):
        return None
    text = "\n".join(line.rstrip() for line in here.lines)
    return Found((Block(Kind.CODE, text, here.start, here.end, blank_before=here.blank_before),))


def is_command(line: str) -> bool:
    """Whether a line alone is code: a capital starts a sentence, unless the whole word is shouted."""
    if line.rstrip().endswith(STOPS):
        return False
    if line[:1].isupper():
        return bool(SHOUTED.fullmatch(line))
    is_short = len(line.split()) <= COMMAND_WORDS and not line.rstrip().endswith(":")
    return is_short and bool(COMMAND.fullmatch(line) and ARGUMENT.search(line))


def _are_code(lines: tuple[str, ...]) -> bool:
    return sum(map(_is_code, lines)) >= SHARE * len(lines)


def _is_code(line: str) -> bool:
    return len(line) < LINE_LENGTH and bool(COMMAND.fullmatch(line) or CONFIGURATION.fullmatch(line))
