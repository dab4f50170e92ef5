"""Keys of the aiohttp application."""

from aiohttp import web

from sandbox.world import World

WORLD = web.AppKey("world", World)
