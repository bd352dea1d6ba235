"""How posts speak of themselves: "This guest post was written by". Pieces of verbose patterns that ignore case. Pure."""

from posts.importer.words import any_of

OPENING = r"[*\[(_\s]* (?: editor[’']?s?\s+note\s*[:–—-]?\s* | note\s*:\s* )?"
WHOSE = any_of("this_week[’']?s today[’']?s this the_following the our an?")
KIND = any_of(
    "ambassador cncf community contributed end_user guest member original partner project sig sponsor(?:ed)? staff toc wg"
)
POST = (
    r"(?: (?:blog|news|web) \s+ )?"
    + any_of(
        """
        announcement article blog case_study column content contribution entry essay interview piece post q&a recap report story
        tutorial
        """
    )
    + r"(?: \s+ (?:below|above|series) )?"
)
THE_POST = rf"(?: {WHOSE} \s+ )? (?: is \s+ an? \s+ )? (?: {KIND} \s+ )* (?: {POST} | guest )"
WROTE = r"(?:co-?)?" + any_of(
    "authored compiled contributed created penned posted prepared provided published reported shared submitted written"
)
DAY = r"(?: [A-Z][a-z]+ \s \d{1,2}(?:st|nd|rd|th)?,? \s \d{4} | \d{4}-\d\d-\d\d )"

# What stands before a name and a colon, or a slash, in Chinese → role.
CHINESE_ROLES = {
    "作者": "author",
    "本文作者": "author",
    "原文作者": "author",
    "撰文": "author",
    "撰稿": "author",
    "供稿": "author",
    "文": "author",
    "译者": "translator",
    "翻译": "translator",
    "编译": "translator",
    "审校": "reviewer",
    "审核": "reviewer",
    "校对": "reviewer",
    "编辑": "editor",
    "整理": "editor",
    "责编": "editor",
}
CHINESE_LABEL = (
    rf"(?: 客座|文章|责任 )* (?P<role> {'|'.join(CHINESE_ROLES)} ) \s* (?: [:：/／|｜] | by | (?<=本文作者) [为是] (?!了) )"
)

# What a post was "由", by somebody → role.
CHINESE_VERBS = {
    "撰写": "author",
    "编写": "author",
    "创作": "author",
    "供稿": "author",
    "翻译": "translator",
    "编译": "translator",
    "整理": "editor",
}

# What people beside the author did: "…, translated by Bo Sample".
ROLES_OF_VERBS = {
    "translated": "translator",
    "translation": "translator",
    "reviewed": "reviewer",
    "edited": "editor",
    "interviewed": "interviewer",
    "interview": "interviewer",
}
