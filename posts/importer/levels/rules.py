"""Sentences that state a project's level, and those that only seem to: "X could graduate" says nothing."""

import re

from posts.importer.levels.claims import ARCHIVED, CLIMB, GRADUATED, STATEMENT, STEP, Claim, level_of
from projects import aliases

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
MAX_SENTENCE = 1500  # characters; what is longer was never a sentence
MARK = re.compile(r"⟨(\d+)⟩")


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
    pieces: list[str] = []
    slugs: list[str] = []
    reached = 0
    for mention in aliases.find(sentence):
        pieces += [sentence[reached : mention.start], f"⟨{len(slugs)}⟩"]
        slugs.append(mention.slug)
        reached = mention.end
    return "".join([*pieces, sentence[reached:]]), slugs
