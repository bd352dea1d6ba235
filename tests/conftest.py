"""What every test stands on."""

from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

# How long an example takes says more about who shares the processor than about the code.
hypothesis.settings.register_profile("cncfblog", deadline=None)
hypothesis.settings.load_profile("cncfblog")


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """Every test begins in the default language, whatever the one before it activated."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
