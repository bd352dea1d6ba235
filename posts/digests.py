"""Short fingerprints of texts and values, and how a date is compared. Pure."""

import json
from datetime import date, datetime
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


def date_value(published_at: datetime | None, basis: str, earliest: date | None, latest: date | None) -> list[str]:
    """The field "date" of a post as imports compare it."""
    moment = published_at.strftime("%Y-%m-%dT%H:%M:%S") if published_at else ""
    return [moment, basis, str(earliest or ""), str(latest or "")]
