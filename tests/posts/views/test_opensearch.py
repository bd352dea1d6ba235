"""The description a browser reads to offer this site's search."""

import pytest
from lxml import etree

NAMES = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.mark.parametrize(
    ("prefix", "name", "language"),
    [pytest.param("", "Cloud Native", "en", id="english"), pytest.param("/zh-hans", "云原生博客", "zh-hans", id="chinese")],
)
def test_description(client, prefix, name, language):
    response = client.get(f"{prefix}/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    description = etree.fromstring(response.content)
    assert description.findtext("o:ShortName", namespaces=NAMES) == name
    assert len(name) <= 16  # the format's limit
    assert description.findtext("o:Language", namespaces=NAMES) == language
    template = description.find("o:Url", NAMES).get("template")
    assert template == f"http://testserver{prefix}/search/?q={{searchTerms}}"
