"""``{% kept %}``: parts of pages that are the same until readers could see something new."""

from collections.abc import Iterable

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from posts.models import Post
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


@register.simple_tag(takes_context=True)
def cards(context: Context, posts: Iterable[Post], heading: str = "h2") -> SafeString:
    """Posts as ``includes/card.html`` shows them, one after another: each kept, and all looked for at once."""
    rows = {post.pk: post for post in posts}
    card = context.template.engine.get_template("includes/card.html")

    def make(missing: list[int]) -> dict[int, str]:
        return {key: card.render(context.new({"post": rows[key], "heading": heading})) for key in missing}

    return mark_safe("".join(content_version.keep_each(("card", get_language(), heading), rows, make).values()))
