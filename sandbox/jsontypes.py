"""Names for JSON values, as the Bot API and the user-side API exchange them."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""A JSON object. Message and update objects are never changed in place: an edit makes a new one."""
