"""Short fingerprints of texts and values. Pure."""

import json
from hashlib import blake2b
from typing import Any


def digest(text: str, size: int = 16) -> str:
    """A fingerprint of ``text`` of ``size`` bytes, in hexadecimal."""
    return digest_of_bytes(text.encode("utf-8", "surrogatepass"), size)


def digest_of_bytes(content: bytes, size: int = 16) -> str:
    return blake2b(content, digest_size=size).hexdigest()


def field_digest(value: Any) -> str:
    """What is kept of a field's value to compare it later; "" of an empty one."""
    if not value:
        return ""
    return digest(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), 8)
