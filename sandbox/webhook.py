"""The webhook's settings and what became of its deliveries."""

from dataclasses import dataclass

from sandbox.jsontypes import Json


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to; an empty url means that they are polled for."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error: str = ""

    def as_json(self, pending: int, allowed: frozenset[str] | None) -> Json:
        """Return the WebhookInfo object."""
        json: Json = {"url": self.url, "has_custom_certificate": False, "pending_update_count": pending}
        if self.url:
            json["max_connections"] = self.max_connections
        if self.last_error:
            json |= {"last_error_date": self.last_error_date, "last_error_message": self.last_error}
        if allowed is not None:
            json["allowed_updates"] = sorted(allowed)
        return json
