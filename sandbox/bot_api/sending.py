"""How every new message of the bot is sent, and the methods without files."""

from sandbox.bot_api import errors
from sandbox.bot_api.access import Place, check_sending, find_place
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.markup import Markup, check_data, check_for_chat, reply_markup
from sandbox.bot_api.params import Params
from sandbox.bot_api.texts import message_text
from sandbox.jsontypes import Json
from sandbox.messages import Message, content_kind
from sandbox.posting import Circumstances, post
from sandbox.world import World


def place_for(world: World, params: Params, markup: Markup, kind: str) -> Place:
    """Find where the message goes and check that this kind of it with this markup may go there."""
    place = find_place(world, params)
    check_for_chat(markup, place.chat)
    check_sending(world, place.chat, kind)
    check_data(markup)
    return place


def put(world: World, params: Params, place: Place, content: Json, markup: Markup) -> Message:
    """Put one checked message of the bot into its place."""
    protected = params.flag("protect_content") or place.chat.protected
    silent = params.flag("disable_notification")
    how = Circumstances(place.reply_to, place.thread, markup.inline, markup.keyboard, protected, silent=silent)
    return post(world, place.chat, world.bot, content, how)


def send(world: World, params: Params, content: Json, markup: Markup) -> Json:
    """Check the rest and send; return the Message object."""
    place = place_for(world, params, markup, content_kind(content))
    return put(world, params, place, content, markup).json


def send_message(world: World, params: Params) -> Json:
    """Serve sendMessage."""
    text = message_text(world, params)
    markup = reply_markup(params)
    return send(world, params, text.as_json() | link_preview(params), markup)


def link_preview(params: Params) -> Json:
    """Return link_preview_options as a message shows them, the old parameter included."""
    options = params.mapping("link_preview_options")
    if not options and params.flag("disable_web_page_preview"):
        options = {"is_disabled": True}
    return {"link_preview_options": options} if options else {}


def send_location(world: World, params: Params) -> Json:
    """Serve sendLocation."""
    for name in ("latitude", "longitude"):
        if not params.text(name):
            raise BotApiError(errors.PARAMETER_EMPTY, name=name)
    location: Json = {name: params.decimal(name) for name in ("latitude", "longitude")}
    if accuracy := params.decimal("horizontal_accuracy"):
        location["horizontal_accuracy"] = accuracy
    return send(world, params, {"location": location}, reply_markup(params))


def send_contact(world: World, params: Params) -> Json:
    """Serve sendContact."""
    contact: Json = {}
    for name in ("phone_number", "first_name"):
        if not params.text(name):
            raise BotApiError(errors.PARAMETER_EMPTY, name=name)
        contact[name] = params.text(name)
    contact |= {name: params.text(name) for name in ("last_name", "vcard") if params.text(name)}
    return send(world, params, {"contact": contact}, reply_markup(params))
