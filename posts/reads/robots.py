"""Who asks for pages and is no reader, told by the name a program gives itself. Pure."""

import re
from functools import lru_cache

# How every browser begins, whatever it is; programs and libraries give their own names: "curl/8.5.0", "Go-http-client/2.0".
BROWSERS = ("Mozilla/", "Opera/", "UCWEB/")
# What programs that begin like one say of themselves further on.
WORDS = (
    r"(?<!cu)bot",  # Googlebot, bingbot, GPTBot …; but Cubot makes telephones
    "crawl",
    "spider",
    "slurp",  # Yahoo
    "archive",
    "https?://",  # where to complain: browsers have no address
    "@",
    "externalhit",  # previews of links in a network
    "preview",
    "inspect",
    "monitor",
    "uptime",
    "pingdom",
    "scan",
    "validat",
    "lighthouse",
    "pagespeed",
    "headless",
    "phantomjs",
    "selenium",
    "python",
    "mediapartners",
)
ROBOT = re.compile("|".join(WORDS), re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_robot(agent: str) -> bool:
    """Whether ``agent`` is known to be one. Who sends no name is one, too.

    >>> is_robot("Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example.org)"), is_robot("curl/8.5.0")
    (True, True)
    >>> is_robot("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    False
    """
    return not agent.startswith(BROWSERS) or ROBOT.search(agent) is not None
