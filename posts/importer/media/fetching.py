"""One file from the network to the disk, without trusting the address, its server or what that says it sends.

Only HTTP and HTTPS, only public addresses: the one that was looked at is the one connected to, and each redirect is looked at
anew. What arrives is bounded in size and time and told by its first bytes.
"""

import hashlib
import http.client
import ipaddress
import os
import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from django.utils.translation import gettext as _
from PIL import Image as Pillow

LARGEST = 32 * 2**20  # bytes
PATIENCE = 10.0  # seconds without a byte
LONGEST = 60.0  # seconds for all of a file
REDIRECTS = 5
CHUNK = 2**16
PATH_SAFE, QUERY_SAFE = "/%:@!$&'()*+,;=~", "/%:@!$&'()*+,;=~?"
AGENT = "cncfblog-import"
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # holds an address of version 4, which may be anybody's

MAGIC = (  # what a file of each kind begins with, and at which byte
    (0, b"\xff\xd8\xff", "jpg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (8, b"WEBP", "webp"),
    (4, b"ftypavif", "avif"),
    (4, b"ftypavis", "avif"),
    (4, b"ftypM4A", "m4a"),
    (4, b"ftyp", "mp4"),
    (0, b"\x1a\x45\xdf\xa3", "webm"),
    (0, b"OggS", "ogg"),
    (0, b"ID3", "mp3"),
    (0, b"\xff\xfb", "mp3"),
    (0, b"%PDF-", "pdf"),
)


# What Pillow raises for what is no picture, or a broken one.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, Pillow.DecompressionBombError)
ORIENTATION, FIRST_ON_ITS_SIDE = 0x0112, 5  # of Exif


class NotFetched(Exception):
    """The file is not here; the message says why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    name: str  # "ab/abcdef…-1200x800.png", below the folder; without a size if it is no picture
    size: int


class Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked, whatever the name leads to by now."""

    def __init__(self, host: str, port: int, ip: str, *, secure: bool):
        super().__init__(host, port, timeout=PATIENCE)
        self.ip, self.secure, self.default_port = ip, secure, 443 if secure else 80

    def connect(self) -> None:
        self.sock = socket.create_connection((self.ip, self.port), self.timeout)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def fetch(address: str, folder: Path, *, allow_private: bool = False) -> Fetched:
    """Bring the file at ``address`` into ``folder``. Raises :class:`NotFetched`."""
    started = time.monotonic()
    try:
        for _redirect in range(REDIRECTS + 1):
            with _answer(address, started, allow_private=allow_private) as answer:
                if answer.status in (301, 302, 303, 307, 308) and (further := answer.getheader("Location")):
                    address = urljoin(address, further)
                    continue
                if answer.status != 200:
                    raise NotFetched(_("the server answers %(status)d") % {"status": answer.status})
                return _keep(answer, folder, started)
        raise NotFetched(_("it leads from address to address without end"))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetched(_("no answer (%(reason)s)") % {"reason": error or type(error).__name__}) from error


@contextmanager
def _answer(address: str, started: float, *, allow_private: bool) -> Iterator[http.client.HTTPResponse]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise NotFetched(_("only addresses of the web are fetched, and none with a password"))
    secure = parts.scheme == "https"
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    port = parts.port or (443 if secure else 80)
    connection = Pinned(host, port, _checked(host, port, allow_private=allow_private), secure=secure)
    end = threading.Timer(max(LONGEST - (time.monotonic() - started), 0.1), _hang_up, [connection])
    end.start()
    try:
        query = f"?{quote(parts.query, safe=QUERY_SAFE)}" if parts.query else ""
        path = quote(parts.path or "/", safe=PATH_SAFE)
        connection.request(
            "GET", path + query, headers={"User-Agent": AGENT, "Accept-Encoding": "identity", "Connection": "close"}
        )
        yield connection.getresponse()
    finally:
        end.cancel()
        connection.close()


def _hang_up(connection: Pinned) -> None:
    """A server that sends a byte now and then must not keep anybody waiting."""
    if connection.sock is not None:
        with suppress(OSError):  # it has hung up itself
            connection.sock.shutdown(socket.SHUT_RDWR)


def _checked(host: str, port: int, *, allow_private: bool) -> str:
    """An address of ``host`` that may be connected to: all it has must be public."""
    found = list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    if not allow_private and not all(is_public(ip) for ip in found):
        raise NotFetched(_("the address leads into a private network"))
    return found[0]


def is_public(ip: str) -> bool:
    """Whether an address is on the open internet, and no other is hidden in it.

    >>> is_public("8.8.8.8"), is_public("127.0.0.1"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False, False)
    """
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if address.sixtofour or address.teredo or address in NAT64:
            return False
    return address.is_global and not address.is_multicast


def kind_of(head: bytes) -> str:
    """The suffix for a file that begins like this; "" for one of no kind that is shown.

    >>> kind_of(b"GIF89a..."), kind_of(b"<!doctype html>")
    ('gif', '')
    """
    return next((kind for at, magic, kind in MAGIC if head[at : at + len(magic)] == magic), "")


def _keep(answer: http.client.HTTPResponse, folder: Path, started: float) -> Fetched:
    """Stream the file to the disk, and give it the name of its digest once it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    digest, size, kind = hashlib.sha256(), 0, ""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as file:
        try:
            while chunk := answer.read(CHUNK):
                kind = kind or kind_of(chunk)
                size += len(chunk)
                if not kind:
                    raise NotFetched(_("it is no picture, recording or PDF"))
                if size > LARGEST:
                    raise NotFetched(_("it is larger than %(size)d MB") % {"size": LARGEST // 2**20})
                if time.monotonic() - started > LONGEST:
                    raise NotFetched(_("it takes longer than %(seconds)d seconds") % {"seconds": LONGEST})
                digest.update(chunk)
                file.write(chunk)
            if not size or (answer.length or 0) > 0:
                raise NotFetched(_("it ends before it is whole"))
            file.close()
            name = f"{digest.hexdigest()[:2]}/{digest.hexdigest()}{_size_of(Path(file.name))}.{kind}"
            (folder / name).parent.mkdir(exist_ok=True)
            os.chmod(file.name, 0o644)
            os.replace(file.name, folder / name)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return Fetched(name, size)


def _size_of(path: Path) -> str:
    """``-1200x800`` of a picture as it is shown, by which pages know its size; nothing where it cannot be told."""
    try:
        with Pillow.open(path) as picture:
            width, height = picture.size
            is_on_its_side = picture.getexif().get(ORIENTATION, 1) >= FIRST_ON_ITS_SIDE
    except UNREADABLE:
        return ""
    return f"-{height}x{width}" if is_on_its_side else f"-{width}x{height}"
