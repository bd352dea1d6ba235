"""Job titles in Chinese, which stand behind the employer without a comma: "示例公司高级工程师". Pure."""

import re

from people.names import HAN_CHARACTER

POSTS = (
    "工程师|经理|总监|架构师|创始人|教授|负责人|总裁|顾问|专家|科学家|研究员|布道师|开发者|主管|主任|讲师|学生|研究生"
    "|首席.{2,3}官|C[A-Z]O|VP|SRE"
)
FIELDS = (
    "高级|资深|硕士|博士|首席|联合|技术|软件|产品|研发|开发|运维|后端|前端|架构|解决方案|云原生|开源|社区|项目|系统|平台"
    "|测试|数据|算法|安全|容器|存储|中间件"
)
TITLE = re.compile(f"{POSTS}|首席|维护者|贡献者|博士|主席|大使")
POST = rf"(?: {FIELDS} )* (?: {POSTS} )"
EMPLOYED = re.compile(
    rf"""
    (?P<org> .*? [^\s的] )
    (?: \s+ (?P<apart> \S* (?: {POSTS} ) )                  # 示例公司 容器平台负责人
      | \s* 的? \s* (?P<title> (?: {POST} [兼及] )? {POST} )  # 示例公司联合创始人兼CTO
    )
    """,
    re.VERBOSE,
)


def is_chinese_title(piece: str) -> bool:
    return not piece.isascii() and bool(HAN_CHARACTER.search(piece) and TITLE.search(piece))


def chinese_title_and_employer(piece: str) -> tuple[str, str] | None:
    """(title, employer) of "示例公司高级工程师"; None where a piece names none of the two.

    >>> chinese_title_and_employer("示例公司高级工程师")
    ('高级工程师', '示例公司')
    """
    match = EMPLOYED.fullmatch(piece) if is_chinese_title(piece) else None
    return (match["apart"] or match["title"], match["org"]) if match else None
