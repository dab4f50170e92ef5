"""Lists of message identifiers (telegram-errors row 19)."""

from sandbox.bot_api import errors
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.params import NotJson, Params

MAX_IDS = 100


def message_ids(params: Params) -> list[int]:
    """Read and check `message_ids`: 1 to 100 positive numbers."""
    try:
        values = params.json("message_ids")
    except NotJson as error:
        raise BotApiError(errors.IDS_MISSING) from error
    if not isinstance(values, list) or not values:
        raise BotApiError(errors.IDS_MISSING)
    if len(values) > MAX_IDS:
        raise BotApiError(errors.IDS_TOO_MANY)
    numbers = [int(value) if str(value).lstrip("-").isdigit() else 0 for value in values]
    if min(numbers) <= 0:
        raise BotApiError(errors.IDS_INVALID)
    return numbers
