"""The landscape's categories: fixed names in English, shown in the reader's language."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# Named here for the catalogue; landscape.toml and the database hold them as they stand.
CATEGORIES = (
    _("AI Inference"),
    _("API Gateway"),
    _("Application Definition & Image Build"),
    _("Automation & Configuration"),
    _("Chaos Engineering"),
    _("Cloud Native Network"),
    _("Cloud Native Storage"),
    _("Container Registry"),
    _("Container Runtime"),
    _("Continuous Integration & Delivery"),
    _("Continuous Optimization"),
    _("Coordination & Service Discovery"),
    _("Database"),
    _("Feature Flagging"),
    _("Key Management"),
    _("Kubernetes Distribution"),
    _("Observability"),
    _("Operating System"),
    _("Remote Procedure Call"),
    _("Scheduling & Orchestration"),
    _("Security & Compliance"),
    _("Serverless"),
    _("Service Mesh"),
    _("Service Proxy"),
    _("Streaming & Messaging"),
    _("WebAssembly"),
)


def shown(category: str) -> str:
    """The category in the active language; one that is not listed above stays as it is."""
    return gettext(category) if category else ""
