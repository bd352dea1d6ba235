"""Maturity levels: what a post says of a project's level, the steps it announces, and the entries of a guide to the projects.

Two kinds of text state a level. A guide has an entry for each project, "Example (Incubating) – Example is …". Anywhere else a
sentence states it, and only if it is neither a wish, a condition nor a negation: "X could graduate" says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from posts.importer.records import Block, Context, Draft, Kind, Note, ProjectLink, Text
from posts.importer.stages.projects import plain
from projects import aliases

SANDBOX, INCUBATING, GRADUATED, ARCHIVED = "sandbox", "incubating", "graduated", "archived"
CLIMB = ("", SANDBOX, INCUBATING, GRADUATED, ARCHIVED)  # in the order a project goes through them

# A text without any of these states no level: the one cheap test that spares most posts all others.
LEVEL_WORDS = ("sandbox", "incubat", "graduat", "archiv", "沙箱", "沙盒", "孵化", "毕业")


def names_level(passage: str) -> bool:
    folded = passage.lower()
    return any(word in folded for word in LEVEL_WORDS)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place of a post says of one project's level."""

    slug: str
    level: str
    is_change: bool
    line: int = 0
    in_title: bool = False
    description: str = ""


def find_levels(draft: Draft, context: Context) -> Draft:
    """Read the levels a post states into its project links, and mend the guide entries they stand in."""
    claims: list[Claim] = []
    notes: list[Note] = []
    texts = []
    for text in draft.texts:
        claims += _from_title(text, draft)
        if any(names_level(plain(block)) for block in text.blocks):
            text = _mend_entries(text, notes)
            claims += _from_entries(text)
            claims += _from_sentences(text)
        texts.append(text)
    if not claims and not notes:
        return draft
    links = _merge(draft.projects, claims)
    notes += [_note(claim) for claim in claims]
    return replace(draft, texts=tuple(texts), projects=links, notes=(*draft.notes, *notes))


def _note(claim: Claim) -> Note:
    name = aliases.LANDSCAPE[claim.slug].name
    said = "moves" if claim.is_change else "stands"
    return Note("maturity", f"{name} {said} at {claim.level}, says the text.", claim.line)


def _merge(links: Sequence[ProjectLink], claims: Sequence[Claim]) -> tuple[ProjectLink, ...]:
    """One level for each project: what the title says, else the highest the text speaks of, as levels are climbed."""
    by_slug = {link.slug: link for link in links}
    for claim in sorted(claims, key=lambda c: (c.in_title, CLIMB.index(c.level), c.is_change)):  # the last one wins
        link = by_slug.get(claim.slug) or ProjectLink(claim.slug)
        by_slug[claim.slug] = replace(
            link, level=claim.level, is_change=claim.is_change, description=claim.description or link.description
        )
    return tuple(by_slug.values())


# --- guide entries

ENTRY = re.compile(
    r"(?P<name>[^()\n]{2,80}?)\s*\((?:CNCF\s+)?(?P<level>sandbox|incubat(?:ing|ion|or|ed)|graduated?|graduation|archived)"
    r"(?:\s+project)?\)(?P<dash>\s*(?:[–—:-]\s*|\Z))",
    re.IGNORECASE,
)
MIN_DESCRIPTION, MAX_DESCRIPTION = 90, 400  # characters: a short sentence takes the next along, a long one ends the search


def level_of(word: str) -> str:
    """The level a word of the text names: "Incubator" → incubating."""
    word = word.casefold()
    if word.startswith(("sandbox", "沙")):
        return SANDBOX
    if word.startswith(("incub", "孵")):
        return INCUBATING
    return GRADUATED if word.startswith(("graduat", "毕")) else ARCHIVED


def undouble(name: str) -> str:
    """A name without the copy of it, or of a longer form, that an image's caption left glued to its front.

    >>> undouble("HelmHelm"), undouble("Sysdig FalcoFalco"), undouble("Open Policy Agent")
    ('Helm', 'Falco', 'Open Policy Agent')
    """
    folded = name.casefold()
    for size in range(len(name) // 2, 1, -1):
        if len(folded) == len(name) and folded[-size:] == folded[-2 * size : -size]:
            return name[-size:]
    return name


def _mend_entries(text: Text, notes: list[Note]) -> Text:
    """Cut the glued copy off the blocks and items that open as entries of a guide."""
    blocks = []
    for block in text.blocks:
        mended = _mend(block.text)
        items = tuple(replace(item, text=_mend(item.text)) for item in block.items)
        if mended != block.text or items != block.items:
            notes.append(Note("maturity", "Cut an image's caption off the name behind it.", block.start))
            block = replace(block, text=mended, items=items)
        blocks.append(block)
    return replace(text, blocks=tuple(blocks))


def _mend(line: str) -> str:
    entry = ENTRY.match(line)
    if entry is None:
        return line
    single = undouble(entry["name"])
    return line if single == entry["name"] else single + line[entry.end("name") :]


def _from_entries(text: Text) -> Iterator[Claim]:
    for index, block in enumerate(text.blocks):
        for line in (block.text, *(item.text for item in block.items)):
            entry = ENTRY.match(line)
            slug = aliases.slug_of(entry["name"]) if entry else ""
            if entry and slug:
                below = [] if block.items else _below(text.blocks[index + 1 :])
                description = describe(slug, line[entry.end() :], below)
                yield Claim(slug, level_of(entry["level"]), STATEMENT, block.start, description=description)


def _below(blocks: Sequence[Block]) -> list[str]:
    """The paragraphs that go on about an entry: up to the next entry or heading."""
    found = []
    for block in blocks:
        if block.kind is Kind.HEADING or ENTRY.match(block.text):
            break
        if block.kind is Kind.PARAGRAPH:
            found.append(block.text)
    return found


def describe(slug: str, opening: str, below: Sequence[str] = ()) -> str:
    """What an entry says the project is, fit to stand alone: the sentence that makes the project its subject, if any.

    An entry may open with the problem before it names the answer, so the first sentence is only the last resort.
    """
    passages = [_sentences(passage) for passage in (opening, *below)]
    named = [[_names(slug, sentence) for sentence in passage] for passage in passages]
    choices = [(0, 0), (0, 1), *((later, wanted) for wanted in (0, 1) for later in range(1, len(passages)))]
    for passage, wanted in choices:
        for index, (as_subject, at_all) in enumerate(named[passage]):
            if (as_subject, at_all)[wanted]:
                return _from(passages[passage], index)
    return _from(passages[0], 0)


def _from(sentences: Sequence[str], index: int) -> str:
    """The sentence at ``index``, and the following while they are needed and speak of the same ("It …")."""
    chosen = list(sentences[index : index + 1])
    for sentence in sentences[index + 1 :]:
        length = len(" ".join(chosen))
        if length >= MIN_DESCRIPTION or length + len(sentence) > MAX_DESCRIPTION:
            break
        chosen.append(sentence)
    return " ".join(chosen)


def _names(slug: str, sentence: str) -> tuple[bool, bool]:
    """Does the sentence open with the project as its subject; does it name it at all?"""
    mentions = [mention for mention in aliases.find(sentence) if mention.slug == slug]
    return any(m.start == 0 and SUBJECT.match(sentence, m.end) for m in mentions), bool(mentions)


SUBJECT = re.compile(r"(?: \([^)]*\))?,? [a-z]")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|(?<=[。！？])|\n")
ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|vs|Inc|Corp|Ltd|Co|Sr|Jr|Dr|Mr|Ms|St|No|v\d+)\.\Z")


def _sentences(passage: str) -> list[str]:
    """The sentences of a passage, their spaces evened out."""
    pieces, start = [], 0
    for end in SENTENCE_END.finditer(passage):
        if not ABBREVIATED.search(passage, max(start, end.start() - len("Corp.") - 1), end.start()):
            pieces.append(passage[start : end.end()])
            start = end.end()
    evened = (" ".join(piece.split()) for piece in [*pieces, passage[start:]])
    return [sentence for sentence in evened if sentence]


# --- sentences

# A sentence is read with its projects replaced by ⟨number⟩, so that the patterns need to know no names.
ONE = r"⟨\d+⟩(?:\s*\((?:⟨\d+⟩|[^()⟨⟩]{1,40})\))?(?:['’]s)?(?: project)?"
MANY = rf"{ONE}(?:(?:,| and|, and| &|,? as well as) {ONE})*"
WHO = rf"(?P<who>{MANY})"
EARLIER = rf"(?:following|after|joining|behind|alongside) (?:the likes of )?(?P<earlier>{MANY})"
LEVEL = r"(?P<level>sandbox|incubat(?:ion|ing|or|ed)|graduat(?:ion|ed))"
CNCF = r"(?:(?:CNCF|Cloud Native Computing Foundation|Cloud Native|foundation)(?:['’]s)? )?"
NTH = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|latest|newest)"
STAGE = rf"(?:(?:the|an?|its) )?(?:{NTH} )?{CNCF}(?:official |hosted |full )?{LEVEL}\b"  # "the CNCF Incubator"
PROJECT = r"(?:[- ](?:level|stage|phase))?(?: hosted| open source)? projects?"
GAP = r"[^⟨⟩.;]{0,80}?"  # within a clause, over no other project
TO = r"(?:(?:in|on)?to|at|as|for)"
VOTE = r"\bvot(?:es|ed) (?:\w+ )?to (?:\w+ly )?"
LATELY = r"(?:(?:has|have|had|is|are|was|were|been|just|now|officially|formally|recently|successfully|proudly|also|both|all) )*"
MOVED = r"(?:moved?|moves|moving|promoted|advanced|advances|progressed|elevated|transitioned|graduated|graduates|stepped)"
FROM = rf"(?: (?:from|out of) (?:the )?{CNCF}(?:sandbox|incubat\w+)(?: \w+)?)?"
JOINED = (
    r"(?:joins?|joined|accepted|entered|enters|becomes?|became|admitted|voted|welcomed|added|approved)(?: by [^⟨⟩.;]{2,60}?)?"
)
TAKEN = r"\b(?:(?:accept|add|approv|welcom|promot)(?:e?s|e?d|ing)|acceptance of|addition of)"
# After a project's "graduated": it did so elsewhere ("to beta", "from university"), so the foundation has no part in it.
NOT_HERE = (
    r"(?! (?:(?:in)?to (?!(?:a |the )?(?:CNCF|graduat|full|top))"
    r"|from (?!(?:the )?(?:CNCF|Cloud Native|incubat|sandbox|foundation|its))"
    r"|(?:projects?|students?|degree|school|level|with|at (?!KubeCon|the CNCF))\b))"
)
ZH_BECAME = r"(?:成为|进入|升级为|加入|晋级|晋升|接受为|纳入|移入|移至|转入)"
ZH_LEVEL = r"(?P<level>沙箱|沙盒|孵化|毕业)"

STEP, STATEMENT = True, False
# (what it looks like, the level unless the text says which, whether it tells of a step); ``who`` are the projects, ``earlier``
# those that had graduated before.
RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), level, kind)
    for pattern, level, kind in (
        # "voted to accept X as an incubation-level hosted project", "Votes to Move X into CNCF Incubator"
        (
            rf"{VOTE}(?:move|promote|accept|advance|admit|welcome|bring|elevate|add) {WHO}{GAP} {TO} "
            rf"(?:[^⟨⟩.;]{{0,40}}? )??{STAGE}",
            "",
            STEP,
        ),
        (rf"{VOTE}graduate {WHO}", GRADUATED, STEP),
        (rf"{VOTE}archive {WHO}", ARCHIVED, STEP),
        # "X moved from sandbox to incubation", "X, the first of its kind, graduates from incubation to graduated"
        (rf"{WHO}(?:,{GAP},|{GAP}) ?\b{LATELY}{MOVED}(?: up| on)*{FROM}(?: and)?(?: up)? (?:in)?to {STAGE}", "", STEP),
        # "X joins the CNCF sandbox", "X was accepted into …", "X becomes a CNCF incubating project"
        (rf"{WHO}(?:,{GAP},|{GAP}) ?\b{LATELY}{JOINED} (?:(?:in)?to |as |at |for )?{STAGE}", "", STEP),
        # "accepts X as a sandbox project", "the addition of X to the CNCF sandbox", "to host X in the sandbox"
        (rf"{TAKEN} {WHO} {TO} {STAGE}", "", STEP),
        (rf"\bhost(?:s|ed|ing)? {WHO} (?:in|at|as) {STAGE}", "", STEP),
        # "X is the third project to graduate, following A and B", "X first to graduate"
        (
            rf"{WHO}[^⟨⟩.;]{{0,120}}?\b{NTH} (?:[^⟨⟩.;]{{0,40}}?\bprojects? )?to (?:have )?graduated?\b"
            rf"(?:[^⟨⟩.;]{{0,60}}?\b{EARLIER})?",
            GRADUATED,
            STEP,
        ),
        # "X graduates", "only A and B have graduated", "X has graduated, joining A"
        (
            rf"{WHO}(?:, [^⟨⟩.;,]{{3,80}},)? {LATELY}graduate[sd]\b{NOT_HERE}(?:[^⟨⟩.;]{{0,60}}?\b{EARLIER})?",
            GRADUATED,
            STEP,
        ),
        (rf"\bannounc(?:es|ed|ing) {WHO} graduation", GRADUATED, STEP),
        (rf"\bgraduation of {WHO}", GRADUATED, STEP),
        # "X has been archived by the CNCF"
        (
            rf"{WHO} (?:(?:has|have|been|is|are|was|were|now) )+archived\b[^⟨⟩.;]{{0,40}}?\b(?:CNCF|TOC|foundation)",
            ARCHIVED,
            STEP,
        ),
        # "X, a CNCF incubating project", "X is now a graduated project", "A and B are both currently in the sandbox"
        (
            rf"{WHO}(?:,|,? (?:which |that )?(?:is|are)\b| in(?= the CNCF))"
            rf"(?: (?:both|now|currently|still|already|in))* {STAGE}"
            rf"(?:{PROJECT}| (?:level|stage|phase)\b|(?=\s*[.,;!)]|\s*\Z))",
            "",
            STATEMENT,
        ),
        # "CNCF incubating projects such as A and B", "the CNCF sandbox project X"
        (rf"\b{CNCF}{LEVEL}{PROJECT},? (?:such as|like|including|are|is|namely)[:,]? {WHO}", "", STATEMENT),
        (rf"\bCNCF(?:['’]s)? {LEVEL}{PROJECT}:? {WHO}", "", STATEMENT),
        # 「X 于 2018 年被 CNCF 接受为沙箱项目」
        (rf"{WHO}\s*[^⟨⟩。；，,]{{0,24}}?{ZH_BECAME}[^⟨⟩。；，,]{{0,16}}?{ZH_LEVEL}", "", STEP),
        (rf"{WHO}\s*(?:正式|已经|已|项目|从\s*CNCF\s*)*毕业", GRADUATED, STEP),
    )
)

# Said before the end of a claim, these make it a wish, a plan, a condition, a question or its contrary.
UNCERTAIN = re.compile(
    r"""
      \b (?: could | would | (?-i:may) | might | should | will | shall | if | whether | unless | until | once
        | hop(?:e|es|ed|ing|eful) | wish | want(?:s|ed)? | aim(?:s|ed|ing)? | plan(?:s|ned|ning)?[ ]to | goals? | expect\w*
        | propos\w+ | appl(?:y|ied|ies|ying|ication) | request\w* | seek(?:s|ing)? | sought | recommend\w*
        | consider\w* | candidates? | potential\w* | eligib\w+ | likely | possibl[ey] | due[ ]diligence | vote[ ]on
        | next[ ]project | before | prior[ ]to | in[ ]order[ ]to | looking[ ](?:to|forward)
        | yet[ ]to | towards? | (?:path|road|way|journey|steps?)[ ]to | ready[ ](?:to|for)
        | not(?![ ](?:only|just)) | never | cannot | neither | nor | no[ ]longer
      ) \b
    | n['’]t\b
    | 可以|能够|应该|将会|希望|计划|申请|提议|如果|建议|候选|尚未|没有|未能|认为|为了获得
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Said of a step, these make it the post's own news rather than history.
ANNOUNCED = re.compile(
    r"\b(?:today|announc\w+|excited|thrilled|pleased|proud|delighted|vot(?:es|ed)|this (?:week|month)|news)\b|今天|宣布|投票",
    re.IGNORECASE,
)
MAX_SENTENCE = 1500  # characters; what is longer was never a sentence
MARK = re.compile(r"⟨(\d+)⟩")


def _from_title(text: Text, draft: Draft) -> Iterator[Claim]:
    if names_level(text.title):
        line = draft.entry.title_line if draft.entry else 0
        for claim in read_sentence(text.title):
            yield replace(claim, in_title=True, line=line)


def _from_sentences(text: Text) -> Iterator[Claim]:
    for block in text.blocks:
        if block.kind is Kind.CODE:
            continue
        for passage in [item.text for item in block.items] or [block.text]:
            if not names_level(passage):
                continue
            for sentence in _sentences(passage):
                if names_level(sentence):
                    announced = ANNOUNCED.search(sentence) is not None
                    for claim in read_sentence(sentence):
                        yield replace(claim, is_change=claim.is_change and announced, line=block.start)


def read_sentence(sentence: str) -> list[Claim]:
    """What a sentence says of the levels of the projects it names; nothing if it only wishes, asks or denies."""
    if sentence.endswith(("?", "？")) or len(sentence) > MAX_SENTENCE:
        return []
    marked, slugs = _mark(sentence)
    claims: dict[str, Claim] = {}
    for pattern, fixed, is_step in RULES if slugs else ():
        for found in pattern.finditer(marked):
            if UNCERTAIN.search(marked, 0, found.end()):
                continue
            groups = found.groupdict()
            level = fixed or level_of(groups["level"])
            named = [(number, is_step) for number in MARK.findall(groups["who"])]
            named += [(number, STATEMENT) for number in MARK.findall(groups.get("earlier") or "")]
            for number, is_change in named:
                claim = Claim(slugs[int(number)], level, is_change)
                known = claims.get(claim.slug)
                if known is None or CLIMB.index(known.level) < CLIMB.index(level):
                    claims[claim.slug] = claim
    return list(claims.values())


def _mark(sentence: str) -> tuple[str, list[str]]:
    """The sentence with its projects replaced by ⟨0⟩, ⟨1⟩ …, and their slugs."""
    sentence = " ".join(sentence.replace("⟨", "(").replace("⟩", ")").split())
    pieces, slugs, reached = [], [], 0
    for mention in aliases.find(sentence):
        pieces += [sentence[reached : mention.start], f"⟨{len(slugs)}⟩"]
        slugs.append(mention.slug)
        reached = mention.end
    return "".join([*pieces, sentence[reached:]]), slugs
