"""Commands and configuration whose markup was lost."""

import pytest

from posts.importer.records import Kind
from tests.posts.importer.blocks.reading import PROSE, blocks, kinds


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("kubectl get pods --all-namespaces", id="command"),
        pytest.param("$ make install", id="prompt"),
        pytest.param("curl -s https://example.org/a | sh", id="pipe"),
        pytest.param("apiVersion: v1\nkind: Pod\nmetadata:\n  name: sample", id="yaml"),
        pytest.param("func main() {\n    return;\n}", id="program"),
        pytest.param("git clone https://example.org/a.git\ncd a\nmake -j4", id="commands"),
    ],
)
def test_code(text):
    block = blocks(f"{PROSE}\n\n{text}\n\n{PROSE}")[1]
    assert (block.kind, block.text) == (Kind.CODE, text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("make sure that you rest.", id="make-sure"),
        pytest.param("go to the next room", id="go-to"),
        pytest.param("Kubectl gets pods", id="capital"),
        pytest.param("helm is a package manager for clusters.", id="a-sentence"),
        pytest.param("Date: May 1\nPlace: Oslo, in the town hall\nCost: nothing at all", id="records"),
        pytest.param("We rest.\nWe move on.", id="prose"),
    ],
)
def test_no_code(text):
    assert "code" not in kinds(f"{PROSE}\n\n{text}\n\n{PROSE}")
