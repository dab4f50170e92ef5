"""What can be wrong with ``[weather]``; in the form of ``WRONG`` in test_config_problems.py."""

HERE = '[weather]\nlat = 35.49\nlon = 112.8\ncounties = ["140502"]\n'
FEED = '[[weather.source]]\nkey = "cma"\nkind = "cap_feed"\nurl = "https://w.test/rss.xml"\n'
BLUE = '[[weather.threshold]]\ncolour = "blue"\nmm = 50\nhours = 12\n'
END = "[policy]"

WEATHER = {
    "a source, and nobody knows where": (END, "[weather]\nlat = 1\nlon = 2\n" + FEED + END, 36, "weather_nowhere"),
    "half a place": (END, "[weather]\nlat = 35.49\n" + END, 36, "half_coordinates"),
    "a county in words": (END, HERE.replace("140502", "城区") + END, 39, "bad_county"),
    "a county of no province": (END, HERE.replace("140502", "990502") + END, 39, "bad_county"),
    "a town instead of a county": (END, HERE.replace("140502", "140502001") + END, 39, "bad_county"),
    "a source's key in Chinese": (END, HERE + FEED.replace('"cma"', '"气象局"') + END, 41, "bad_source_key"),
    "a source twice": (END, HERE + FEED + FEED + END, 45, "duplicate_source_key"),
    "an unknown kind of source": (END, HERE + FEED.replace("cap_feed", "fax") + END, 42, "unknown_value"),
    "a mistyped kind of source": (END, HERE + FEED.replace("cap_feed", "cap_fed") + END, 42, "unknown_value_guess"),
    "a source without an address": (
        END,
        HERE + FEED.replace('url = "https://w.test/rss.xml"\n', "") + END,
        40,
        "missing_key",
    ),
    "an address that is none": (END, HERE + FEED.replace("https://w.test/rss.xml", "w.test") + END, 43, "bad_url"),
    "asked in seconds": (END, HERE + FEED + 'every = "30s"\n' + END, 44, "bad_duration"),
    "stale before it is asked again": (
        END,
        HERE + FEED + 'every = "10m"\nstale_after = "5m"\n' + END,
        45,
        "stale_too_soon",
    ),
    "much rain of no colour": (END, HERE + BLUE.replace('"blue"', '"green"') + END, 41, "unknown_value"),
    "a threshold twice": (END, HERE + BLUE + BLUE + END, 45, "duplicate_threshold"),
    "rain in words": (END, HERE + BLUE.replace("50", '"much"') + END, 42, "not_integer"),
    "rain of a month": (END, HERE + BLUE.replace("12", "720") + END, 43, "out_of_range"),
}
