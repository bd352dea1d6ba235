"""A file is fetched from a server that may be anybody's."""

import threading
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from PIL import Image as Pillow

from posts.importer.media import fetching
from posts.importer.media.fetching import NotFetched, fetch, is_public, kind_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100


def picture(kind: str = "PNG", orientation: int = 1) -> bytes:
    exif, output = Pillow.Exif(), BytesIO()
    exif[0x0112] = orientation
    Pillow.new("RGB", (30, 20)).save(output, kind, exif=exif)
    return output.getvalue()


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.partition("?")[0]
        self.server.asked.append(self.path)
        if name in ("/around", "/away", "/file"):
            self.send_response(302)
            self.send_header("Location", {"/around": "/around", "/away": "ftp://x.example/", "/file": "/a%20b.png"}[name])
            self.end_headers()
            return
        body = {
            "/whole.png": picture(),
            "/side.jpg": picture("JPEG", 6),
            "/a%20b.png": PNG,
            "/page.png": b"<!doctype html>",
            "/large.png": PNG * 2000,
            "/short.png": PNG,
        }.get(name)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"") + (name == "/short.png")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_arguments) -> None: ...


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def files(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", ["/a b.png", "/a%20b.png?w=1", "/file"], ids=["space", "query", "redirect"])
def test_a_file_is_kept_under_its_digest(tmp_path, site, path):
    found = fetch(site + path, tmp_path, allow_private=True)
    assert (found.size, (tmp_path / found.name).read_bytes()) == (len(PNG), PNG)
    folder, name = found.name.split("/")
    digest = sha256(PNG).hexdigest()
    assert (folder, name[: len(digest)]) == (digest[:2], digest)
    assert files(tmp_path) == [name]


@pytest.mark.parametrize(
    ("path", "ending"),
    [("/whole.png", "-30x20.png"), ("/side.jpg", "-20x30.jpg"), ("/a%20b.png", ".png")],
    ids=["picture", "on-its-side", "broken"],
)
def test_the_name_of_a_picture_tells_its_size_as_it_is_shown(tmp_path, site, path, ending):
    found = fetch(site + path, tmp_path, allow_private=True)
    assert found.name[len("ab/") + 64 :] == ending


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("/none.png", "404", id="missing"),
        pytest.param("/page.png", "no picture", id="a-page-that-says-it-is-one"),
        pytest.param("/large.png", "larger", id="too-large"),
        pytest.param("/short.png", "no answer|before it is whole", id="cut-off"),
        pytest.param("/around", "without end", id="round-and-round"),
        pytest.param("/away", "of the web", id="to-another-scheme"),
    ],
)
def test_what_cannot_be_kept_is_said_and_leaves_nothing(tmp_path, site, monkeypatch, path, reason):
    monkeypatch.setattr(fetching, "LARGEST", 50_000)
    with pytest.raises(NotFetched, match=reason):
        fetch(site + path, tmp_path, allow_private=True)
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a.png",
        "http://[::1]/a.png",
        "http://localhost/a.png",
        "http://0x7f000001/a.png",
        "http://user:pass@x.example/a.png",
        "file:///etc/passwd",
        "http:///a.png",
        "http://x.example:99999/a.png",
        "http://[::1/a.png",
        "http://nowhere.invalid/a.png",
    ],
)
def test_what_is_not_on_the_open_web_is_never_asked(tmp_path, address):
    with pytest.raises(NotFetched):
        fetch(address, tmp_path)


def test_a_redirect_into_a_private_network_is_not_followed(tmp_path, site, monkeypatch):
    looks = iter([True, False])
    monkeypatch.setattr(fetching, "is_public", lambda ip: next(looks))
    with pytest.raises(NotFetched, match="private"):
        fetch(f"{site}/file", tmp_path)


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        *(
            (ip, False)
            for ip in ("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1")
        ),
        *((ip, False) for ip in ("::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")),
    ],
)
def test_public_addresses(ip, public):
    assert is_public(ip) is public


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\0\x20ftypavif", "avif"),
        (b"<svg xmlns=", ""),
        (b"<html>", ""),
        (b"MZ", ""),
        (b"", ""),
    ],
)
def test_kinds(head, kind):
    assert kind_of(head) == kind
