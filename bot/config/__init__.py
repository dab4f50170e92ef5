"""What the operator decides: settings from the environment, the community from its ``community.toml``."""

from bot.config.community import SLUG, load_community, read_community
from bot.config.demo import demo_path
from bot.config.problem import ConfigError, Problem
from bot.config.residents import Resident, load_residents
from bot.config.settings import Settings, load_settings
from bot.config.table import LONGEST_NAME

__all__ = [
    "LONGEST_NAME",
    "SLUG",
    "ConfigError",
    "Problem",
    "Resident",
    "Settings",
    "demo_path",
    "load_community",
    "load_residents",
    "load_settings",
    "read_community",
]
