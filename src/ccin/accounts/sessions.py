"""Where sign-ins are kept: a table of ours that knows the account, so that its sign-ins are found
without reading everybody's. Named in `SESSION_ENGINE`."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

DEVICE, BEGAN, SEEN = "device", "began", "seen"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from ccin.accounts.models import Session  # noqa: PLC0415 - read before the models are

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        kept: Any = super().create_model_instance(data)
        account = data.get("_auth_user_id")
        kept.account_id = int(account) if account else None
        kept.device = data.get(DEVICE, "")
        kept.began_at = datetime.fromtimestamp(data[BEGAN], UTC) if BEGAN in data else None
        kept.seen_on = date.fromisoformat(data[SEEN]) if SEEN in data else None
        return kept
