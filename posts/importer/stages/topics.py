"""A few tags for each post, from a small table of the field's topics."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from posts.importer.records import Context, Draft, Kind, Note, Text

# tag | its Chinese label | what texts call it besides: whole words in any case, with or without a plural "s"
TABLE = """
service mesh     | 服务网格       | service meshes, 服务网
observability    | 可观测性       | monitoring, tracing, metrics, logging, 监控, 链路追踪, 日志
security         | 安全           | vulnerability, vulnerabilities, cve, zero trust, supply chain, 漏洞
storage          | 存储           | persistent volume
databases        | 数据库         | database, key-value store, mysql
networking       | 网络           | network plugin, network interface, load balancing, dns
messaging        | 消息           | event streaming, message queue, 消息队列
serverless       | 无服务器       | faas, functions as a service
CI/CD            | 持续集成与交付 | continuous integration, continuous delivery, gitops, 持续集成, 持续交付
microservices    | 微服务         | microservice, micro-service
edge computing   | 边缘计算       | iot, internet of things, 物联网
machine learning | 机器学习       | artificial intelligence, llm, 人工智能
containers       | 容器           | container runtime, container image, container registry
events           | 活动           | kubecon, cloudnativecon, summit, conference, meetup, webinar, keynote, cfp, 大会, 峰会
community        | 社区           | contributor, maintainer, ambassador, 贡献者, 维护者
diversity        | 多元化         | inclusion, scholarship, underrepresented, 奖学金
mentoring        | 导师计划       | gsoc, summer of code, mentorship, outreachy
training         | 培训与认证     | certification, certified, cka, ckad, exam, 培训, 认证
survey           | 调查           |
end users        | 最终用户       | end user, user profile, case study, case studies, 终端用户, 案例
governance       | 治理           | toc, technical oversight committee, governing board, 技术监督委员会
China            | 中国           | chinese, shanghai, beijing, 上海, 北京
"""


@dataclass(frozen=True, slots=True)
class Topic:
    """A tag, its Chinese label, and the words that stand for it, in lower case."""

    tag: str
    label_zh: str
    words: frozenset[str]


def _read(line: str) -> Topic:
    tag, label_zh, others = (cell.strip() for cell in line.split("|"))
    words = {tag.lower(), label_zh, *(word.strip() for word in others.split(","))}
    return Topic(tag, label_zh, frozenset(words - {""}))


TOPICS = tuple(_read(line) for line in TABLE.strip().splitlines())
LABELS_ZH = {topic.tag: topic.label_zh for topic in TOPICS}

MAX_TAGS = 4
# Only prominent places count: a topic needs the title, or headings and the opening together.
IN_TITLE, IN_HEADING, IN_OPENING = 3, 1, 1  # for each mention
AT_MOST = 2  # mentions counted in each place
ENOUGH = 3
OPENING_BLOCKS = 3
LENGTH = 1500  # characters of each place looked at


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """All words at once, longest first; Latin ones stand between letters of another script or none.

    Latin ones are grouped by their first letter: at most places of a text a glance at it tells that there is none.
    """
    ordered = sorted(words, key=len, reverse=True)
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in ordered:
        if word.isascii():
            by_letter[word[0]].append(re.escape(word[1:]))
    latin = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    han = "|".join(word for word in ordered if not word.isascii())
    return re.compile(rf"(?<![a-z0-9])({latin})s?(?![a-z0-9])|({han})")


ANY_WORD = _pattern(word for topic in TOPICS for word in topic.words)
TAG_OF = {word: topic.tag for topic in TOPICS for word in topic.words}


def find_topics(draft: Draft, context: Context) -> Draft:
    """Tag the post with the few topics its title, headings and opening speak of."""
    scores: Counter[str] = Counter()
    for text in draft.texts:
        scores |= _scores(text)  # a translation says the same again: the higher score counts
    tags = [tag for tag, score in scores.most_common() if score >= ENOUGH and tag not in draft.tags]
    tags = tags[: max(0, MAX_TAGS - len(draft.tags))]
    if not tags:
        return draft
    note = Note("topics", f"Tagged by what the title, headings and opening speak of: {', '.join(tags)}.")
    return replace(draft, tags=(*draft.tags, *tags), notes=(*draft.notes, note))


def _scores(text: Text) -> Counter[str]:
    opening = [block.text for block in text.blocks if block.kind is Kind.PARAGRAPH][:OPENING_BLOCKS]
    headings = [block.text for block in text.blocks if block.kind is Kind.HEADING]
    scores: Counter[str] = Counter()
    for place, weight in ((text.title, IN_TITLE), ("\n".join(headings), IN_HEADING), ("\n".join(opening), IN_OPENING)):
        named = Counter(TAG_OF[latin or han] for latin, han in ANY_WORD.findall(place[:LENGTH].lower()))
        for tag, count in named.items():
            scores[tag] += weight * min(count, AT_MOST)
    return scores
