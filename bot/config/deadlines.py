"""How deadlines are written: "3d" is working days, "4h" and "90m" are service time, or any time in an emergency."""

from __future__ import annotations

from bot.config.table import UNITS, Table
from bot.domain.community import CaseKind
from bot.domain.deadline import Deadline, days, real, service


def read_deadline(table: Table, key: str, kind: CaseKind) -> Deadline:
    """The deadline under the key. An emergency has none in days: it does not wait for a working day."""
    span, unit = table.span(key)
    if kind is CaseKind.EMERGENCY:
        if unit == "d":
            table.problem("urgent_in_days", key, value=table.data[key])
        return real(span)
    return days(span // UNITS["d"]) if unit == "d" else service(span)
