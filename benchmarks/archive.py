"""Raw listing pages of any number of posts, for measuring an import. Made, not copied, and always the same."""

from itertools import accumulate
from pathlib import Path
from random import Random

POSTS_PER_PAGE = 10
BODY = 6_000  # characters of an English body
CHINESE_BODY = 1_800  # characters of a Chinese half; every third post has one

NOUNS = """cluster service container node team release operator pipeline network policy volume scheduler registry image
community contributor maintainer interface platform workload gateway mesh proxy certificate identity storage snapshot backup
region tenant developer customer engineer incident dashboard metric trace alert query label namespace controller resource
manifest template deployment rollout canary migration database cache queue stream event message schema index latency
throughput budget roadmap proposal specification conformance benchmark audit review meeting conference talk workshop
""".split()
VERBS = """runs scales deploys replaces observes protects simplifies extends connects schedules builds tests reviews measures
documents restarts upgrades secures automates describes manages stores exposes validates supports improves shares collects
""".split()
ADJECTIVES = """open reliable portable distributed declarative secure simple small large early careful shared public private
stable fast slow remote local modern new common typical automatic manual transparent consistent scalable efficient modular
""".split()
GLUE = "and while because although so when where which after before since until".split()
OPENINGS = "Today Later Meanwhile Instead Often Usually Eventually Here There Still".split()
PROJECTS = (
    "Kubernetes Prometheus Envoy Helm Fluentd Jaeger gRPC containerd Linkerd CoreDNS Vitess NATS Rook Harbor etcd".split()
)
FIRST = "Ada Boris Chiara Dmitri Elif Farah Goran Hana Ivo Jun Kofi Lena Marek Nadia Otto Priya Quentin Rosa Sami Tove".split()
LAST = (
    "Abel Brandt Castell Dorn Ekholm Fontaine Grabow Hallgren Ibsen Jansson Kubat Lindqvist Moreau Novak Okafor Petrov".split()
)
TITLES = ["Software Engineer", "CTO", "Site Reliability Engineer", "Principal Architect", "Product Manager"]
COMPANIES = "Larkspur Systems,Bluefin Data,Northgate Cloud,Halcyon Labs,Copperline,Tessellate,Quillworks,Verdant IO".split(",")
SYLLABLES = "ba ke lo mi nu ra se ti vo xa dor fen gal hir jun kov lam mer nis por".split()
HAN = (
    "云原生技术社区项目服务容器集群网络安全存储监控日志开发运维部署发布版本架构平台"
    "系统数据接口性能可用扩展自动管理用户公司团队工程师会议"
)
MONTHS = "January February March April May June July August September October November December".split()


class Writer:
    """Sentences whose words fall off in frequency as those of real texts do."""

    def __init__(self):
        self.random = Random(1)
        made = sorted({"".join(self.random.choices(SYLLABLES, k=3)) for _number in range(9_000)})
        self.random.shuffle(made)
        self.nouns = NOUNS + made
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.nouns))))

    def noun(self) -> str:
        return self.random.choices(self.nouns, cum_weights=self.weights)[0]

    def clause(self) -> str:
        choice = self.random.choice
        subject, target = f"the {choice(ADJECTIVES)} {self.noun()}", f"a {choice(ADJECTIVES)} {self.noun()}"
        return f"{subject} {choice(VERBS)} every {self.noun()} of {target}"

    def sentence(self) -> str:
        choice = self.random.choice
        subject = (
            choice(PROJECTS) if self.random.random() < 0.08 else f"{choice(OPENINGS)} {self.clause().removeprefix('the ')}"
        )
        return f"{subject} {choice(VERBS)} the {self.noun()}, {choice(GLUE)} {self.clause()}."

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence() for _number in range(sentences))

    def han(self, length: int) -> str:
        return "".join(self.random.choices(HAN, k=length))

    def title(self, number: int) -> str:
        choice = self.random.choice
        what = f"{choice(ADJECTIVES)} {self.noun()} {choice(NOUNS)}".title()
        return f"{choice(PROJECTS)} and the {what} No. {number}"

    def person(self) -> str:
        """One of some 3,000: an archive's authors come back."""
        return (
            f"{self.random.choice(FIRST)} {self.random.choice(LAST)}{self.random.choice(['', '', 'son', 'berg', 'ova', 'ini'])}"
        )

    def post(self, number: int) -> list[str]:
        random = self.random
        lines = [self.title(number), "", "By | Blog", ""]
        if random.random() < 0.7:
            lines += [f"By {self.person()}, {random.choice(TITLES)}, {random.choice(COMPANIES)}", ""]
        if random.random() < 0.3:
            lines += [f"Join us in {random.choice(MONTHS)} {2016 + number % 5}, when {self.clause()}.", ""]
        size = 0
        while size < BODY:
            kind = random.random()
            if kind < 0.15:
                block = [f"{random.choice(ADJECTIVES).title()} {self.noun()} for the {self.noun()}"]
            elif kind < 0.3:
                block = [f"  • {self.clause()}" for _number in range(4)]
            else:
                block = [self.paragraph(random.randint(2, 5))]
            lines += [*block, ""]
            size += sum(map(len, block))
        if number % 3 == 0:
            lines += [self.han(14), ""]
            size = 0
            while size < CHINESE_BODY:
                text = "，".join(self.han(random.randint(8, 20)) for _number in range(random.randint(4, 9))) + "。"
                lines += [text, ""]
                size += len(text)
        return lines


def write_pages(folder: Path, posts: int) -> None:
    """Pages of ten posts, newest first, each beginning with the last post of the page before it."""
    writer = Writer()
    folder.mkdir(parents=True, exist_ok=True)
    overlap: list[str] = []
    for page, first in enumerate(range(0, posts, POSTS_PER_PAGE)):
        entries = [writer.post(number) for number in range(first, min(first + POSTS_PER_PAGE, posts))]
        lines = ["All Posts By", "", *overlap, *(line for entry in entries for line in entry), "1 2 3 … 39"]
        overlap = entries[-1] if page % 5 == 0 else []
        (folder / f"page-{page:05}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
