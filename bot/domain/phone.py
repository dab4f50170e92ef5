"""Mobile numbers of the mainland: how they are written, and how they are shown to those who need not know them."""

from __future__ import annotations

import re
import unicodedata

#: What people put around the digits and between them. Dashes of all kinds count by their category.
_BETWEEN = re.compile(r"[\s()'\u2018\u2019]")
_MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1[3-9][0-9]{9})")
_HEAD, _TAIL = 3, 4


def normal_phone(text: str) -> str | None:
    """The eleven digits of a mobile number, however it is written; None if it is none."""
    wide = unicodedata.normalize("NFKC", text)
    plain = "".join(sign for sign in wide if unicodedata.category(sign) not in ("Pd", "Cf") and sign != "\u2212")
    match = _MOBILE.fullmatch(_BETWEEN.sub("", plain))
    return match[1] if match else None


def any_phone(text: str) -> str | None:
    """A number by which somebody can be rung, a landline too: 7 to 15 digits; None if it is none."""
    if (mobile := normal_phone(text)) is not None:
        return mobile
    wide = unicodedata.normalize("NFKC", text).strip()
    plain = "".join(sign for sign in wide if sign not in " -+()")
    return plain if re.fullmatch(r"[0-9]{7,15}", plain) else None


def masked(phone: str) -> str:
    """The number with its middle hidden; of a short one only its ends are seen, of a very short one nothing."""
    hidden = len(phone) - _HEAD - _TAIL
    if hidden >= _TAIL:
        return phone[:_HEAD] + "*" * hidden + phone[-_TAIL:]
    if len(phone) > _TAIL:
        return phone[0] + "*" * (len(phone) - 2) + phone[-1]
    return "*" * len(phone)
