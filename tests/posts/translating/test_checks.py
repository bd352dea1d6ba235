"""What may be wrong with a translation."""

import pytest

from posts.translating.alignment import align
from posts.translating.blocks import cut
from posts.translating.checks import Finding, Languages, Warning, check, row_of
from posts.translating.glossary import Entry, Glossary

GLOSSARY = Glossary(
    [Entry("service mesh", "服务网格"), Entry("Envoy", "Envoy", is_exact=True), Entry("Ada Example", "示例爱达", is_exact=True)]
)

INTO_CHINESE = Languages("en", "zh-hans")


def found(source: str, target: str, languages: Languages = INTO_CHINESE) -> list[Finding]:
    return check([row_of(pair) for pair in align(cut(source), cut(target))], languages, GLOSSARY)


@pytest.mark.parametrize(
    ("source", "target", "kind", "missing", "extra"),
    [
        pytest.param("See [it](https://a.example).", "请看它。", Warning.LINKS, ["https://a.example"], [], id="link-lost"),
        pytest.param(
            "See [it](/blog/a/).", "请看[它](/blog/b/)。", Warning.LINKS, ["/blog/a/"], ["/blog/b/"], id="link-changed"
        ),
        pytest.param("Run `ls`.", "运行 ls。", Warning.CODE, ["ls"], [], id="code-lost"),
        pytest.param("It takes 120 nodes.", "需要 210 个节点。", Warning.NUMBERS, ["120"], ["210"], id="number-changed"),
        pytest.param("10 million pods ran.", "运行了 10 万个 Pod。", Warning.NUMBERS, ["10000000"], ["100000"], id="million"),
        pytest.param("## Two", "### 二", Warning.HEADINGS, ["2"], ["3"], id="heading-level"),
        pytest.param("- a\n- b\n- c", "- 一\n- 二", Warning.LISTS, ["3"], ["2"], id="items"),
        pytest.param("One.\n\nTwo words here.", "一。", Warning.EMPTY, [], [], id="left-out"),
        pytest.param("It ran all night long.", "It ran all night long.", Warning.UNTRANSLATED, [], [], id="copied"),
        pytest.param("It ran all night.", "It was running for the night.", Warning.UNTRANSLATED, [], [], id="no-han"),
        pytest.param("Yes, we did.", "是的,我们做了。", Warning.PUNCTUATION, [], [","], id="half-width-comma"),
        pytest.param("We did (again).", "我们做了(又一次)。", Warning.PUNCTUATION, [], ["(又一次)"], id="half-width-brackets"),
        pytest.param("The network.", "這個网络。", Warning.SCRIPT, [], ["這", "個"], id="traditional"),
        pytest.param("A service mesh.", "一个服务网。", Warning.GLOSSARY, ["service mesh"], ["服务网格"], id="term"),
        pytest.param("With Envoy.", "用特使。", Warning.GLOSSARY, ["Envoy"], ["Envoy"], id="kept-name"),
        pytest.param("By Ada Example.", "作者 Ada Example。", Warning.GLOSSARY, ["Ada Example"], ["示例爱达"], id="person"),
        pytest.param("![A cat](/a.jpg)", "![ ](/a.jpg)", Warning.PICTURES, ["/a.jpg"], [], id="picture-says-nothing"),
        pytest.param("![A cat](/a.jpg)", "![A cat](/a.jpg)", Warning.PICTURES, [], ["A cat"], id="picture-in-english"),
        pytest.param("![Figure 1: a cat]()", "![Figure 1: a cat]()", Warning.PICTURES, [], ["Figure 1: a cat"], id="caption"),
        pytest.param(
            "A pod.\n\nTwo pods and a pod.", "一个Pod。\n\n两个 Pod 和 Pod 。", Warning.SPACING, ["3"], ["1"], id="spacing"
        ),
    ],
)
def test_what_is_warned_of(source, target, kind, missing, extra):
    [finding] = found(source, target)
    assert (finding.kind, list(finding.missing), list(finding.extra)) == (kind, missing, extra)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param("See [it](/blog/a/).", "请看[它](/zh-hans/blog/a/)。", id="link-to-the-translation"),
        pytest.param("10,000 nodes and 1.5 million pods.", "1 万个节点，150 万个 Pod。", id="ten-thousands"),
        pytest.param("On September 25, 2018.", "2018 年 9 月 25 日。", id="date"),
        pytest.param("Three ways, 2 of them old.", "三种方式，其中两种已旧。", id="small-numbers"),
        pytest.param("```\nls --all the files\n```", "```\nls --all the files\n```", id="code-stays"),
        pytest.param("Kubernetes 1.12", "Kubernetes 1.12", id="names-stay"),
        pytest.param("![A cat](cat.jpg)", "![一只猫](cat.jpg)", id="picture"),
        pytest.param("![Envoy](/a.jpg)", "![Envoy](/a.jpg)", id="picture-of-a-name"),
        pytest.param("![etcd](/a.jpg)", "![etcd](/a.jpg)", id="picture-of-a-name-in-small-letters"),
        pytest.param("![][cat]\n\n[cat]: /a.jpg", "![][cat]\n\n[cat]: /a.jpg", id="no-picture-here"),
        pytest.param("1. one\n2. two", "1. 一\n1. 二", id="numbers-of-items"),
        pytest.param("By half: 3.5, see (a).", "一半：3.5，见 (a)。", id="signs-of-latin"),
        pytest.param("Service meshes of Envoy.", "Envoy 的服务网格。", id="terms-said"),
        pytest.param("See `ls`.\n\nAnd then.", "见。\n\n然后用 `ls`。", id="code-in-another-place"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_is_not(source, target):
    assert found(source, target) == []


def test_a_translation_into_english_is_not_held_to_chinese_rules():
    assert found("我们做了。", "We did it, (again): yes.", Languages("zh-hans", "en")) == []
    [finding] = found("我们又做了一次。", "我们又做了一次。", Languages("zh-hans", "en"))
    assert finding.kind == Warning.UNTRANSLATED


def test_into_english_no_picture_keeps_its_chinese_words():
    [finding] = found("![猫](/a.jpg)", "![猫](/a.jpg)", Languages("zh-hans", "en"))
    assert (finding.kind, finding.extra) == (Warning.PICTURES, ("猫",))


def test_a_term_is_told_once_and_where_it_comes_first():
    findings = found("# A service mesh\n\nThe service mesh ran.", "# 网\n\n网在运行。")
    assert [(finding.kind, finding.place) for finding in findings] == [(Warning.GLOSSARY, 0)]


@pytest.mark.parametrize("sign", ["](", "[", "<", "` ", "云(", "[^", "![", "1,", "*a "])
def test_a_text_of_nothing_but_signs_is_looked_through_once(sign):
    text = sign * (100_000 // len(sign))
    assert isinstance(found(text, text[:-1] + "x"), list)
