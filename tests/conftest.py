"""What every test stands on."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """Every test begins in the default language, whatever the one before it activated."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
