"""Bad days of Telegram, ordered in advance: which call goes wrong, how, and how often."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from sandbox.jsontypes import Json

Kind = Literal["429", "500", "403", "timeout_after_delivery", "drop", "migrate"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(slots=True)
class Fault:
    """A fault that will hit the next `left` calls of a method ("*": any but getUpdates)."""

    method: str
    kind: Kind
    left: int
    chat_id: str = ""
    retry_after: int = 1

    def hits(self, method: str, chat_id: str) -> bool:
        """Tell whether it meets this call."""
        if self.method == "*":
            return method != "getupdates" and self.chat_id in ("", chat_id)
        return self.method.lower() == method and self.chat_id in ("", chat_id)

    def as_json(self) -> Json:
        """Return the fault as the user-side API shows it."""
        json: Json = {"method": self.method, "kind": self.kind, "times": self.left}
        json |= {"retry_after": self.retry_after} if self.kind == "429" else {}
        return json | ({"chat_id": int(self.chat_id)} if self.chat_id else {})


@dataclass(slots=True)
class FaultDesk:
    """Faults that were ordered and are not used up."""

    faults: list[Fault] = field(default_factory=list)

    def take(self, method: str, chat_id: str) -> Fault | None:
        """Use up one time of the first fault that meets this call (method in lower case)."""
        if not self.faults:
            return None
        fault = next((one for one in self.faults if one.hits(method, chat_id)), None)
        if fault is not None:
            fault.left -= 1
            if fault.left <= 0:
                self.faults.remove(fault)
        return fault
