"""``{% kept %}``: parts of pages that are the same until readers could see something new."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.translation import get_language

from posts.serving import content_version

register = template.Library()


class KeptNode(template.Node):
    def __init__(self, nodelist: NodeList, name: str, on: list[FilterExpression]):
        self.nodelist, self.name, self.on = nodelist, name, on

    def render(self, context: Context) -> str:
        key = ("kept", self.name, get_language(), *(value.resolve(context) for value in self.on))
        return content_version.keep(key, lambda: self.nodelist.render(context))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """``{% kept card post.pk heading %}…{% endkept %}``: what is inside depends on nothing but the language, content that
    readers can see, and the values named.
    """
    _tag, name, *on = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, name, [parser.compile_filter(value) for value in on])
