"""Commands and configuration whose markup was lost."""

import re

from posts.importer.reading import Found, Reading
from posts.importer.records import Block, Kind
from posts.importer.words import any_of

PROGRAMS = any_of(
    """
    sudo kubectl helm docker git curl wget apt-get apt yum brew npm pip go make cd export echo cat ssh minikube kubeadm etcdctl
    istioctl linkerd gcloud aws az oc cargo mvn java python3? node vagrant terraform ansible-playbook
    """
)
COMMAND = re.compile(rf"\s*(?:[$%]\s+\S.*|{PROGRAMS}\s+(?:[\w./:=@{{}}$\"'<>|&*-]+(?:\s+|$))+)")
# A line of a Dockerfile or of SQL, which shout their keywords.
SHOUTED = re.compile(
    any_of(
        """
        FROM RUN USER COPY ADD CMD ENTRYPOINT ENV EXPOSE WORKDIR LABEL VOLUME SELECT INSERT_INTO UPDATE DELETE_FROM CREATE_TABLE
        SHOW DROP ALTER
        """
    )
    + r"\s+(?:[^\sA-Z].*|[A-Z_@\d]+\b.*)"
)
KEYWORDS = any_of(
    """
    apiVersion kind metadata spec name image import func package def class return var const let if for while type struct
    """
)
CONFIGURATION = re.compile(
    r"\s*(?:[\w.\"'/-]+\s*[:=]\s*(?:[\w.\"'/{}\[\]$<>-]+|[|>{\[])?[,;]?"  # key: value
    r"|- [\w.\"'/:-]+.*|[{}\[\]()]+[,;]?|(?:#|//|--)\s?\S.*"  # an entry, a bracket, a comment
    rf"|{KEYWORDS}\b.*[:;{{}}()]|.*[;{{}}]|</?\w[^>]*>.*)\s*"
)
SHARE = 0.75  # of a paragraph's lines must look like code
COMMAND_WORDS = 14


def read_code(reading: Reading) -> Found | None:
    lines = reading.here.lines
    first = lines[0]
    if len(lines) == 1 and SHOUTED.fullmatch(first) and not first.rstrip().endswith((".", "!", "?")):
        pass
    elif first[:1].isupper() and len(lines) == 1:
        return None
    elif len(lines) == 1:
        if not COMMAND.fullmatch(first) or len(first.split()) > COMMAND_WORDS or first.rstrip().endswith((".", ":", "?", "!")):
            return None
        if not re.search(r"[-/=.$|<>]|^\s*[$%]", first):
            return None
    elif sum(
        bool(len(line) < 200 and (COMMAND.fullmatch(line) or CONFIGURATION.fullmatch(line))) for line in lines
    ) < SHARE * len(lines):
        return None
    text = "\n".join(line.rstrip() for line in lines)
    return Found((Block(Kind.CODE, text, reading.here.start, reading.here.end, blank_before=reading.here.blank_before),))
