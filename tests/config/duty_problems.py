"""What can be wrong with ``[duty]``; in the form of ``WRONG`` in test_config_problems.py."""

END = "[policy]"

DUTY = {
    "shifts that change at no time": (END, '[duty]\nchange_at = "8点"\n' + END, 37, "bad_time"),
    "a night shift after midnight": (END, '[duty]\nnight_at = "00:30"\n' + END, 37, "night_before_change"),
    "a change in the evening": (END, '[duty]\nchange_at = "20:00"\n' + END, 37, "night_before_change"),
    "half a season": (END, '[duty]\nseason_from = "06-01"\n' + END, 37, "half_season"),
    "a season that never ends": (END, '[duty]\nseason_until = "09-30"\n' + END, 37, "half_season"),
    "a season from a month on": (
        END,
        '[duty]\nseason_from = "6月"\nseason_until = "09-30"\n' + END,
        37,
        "bad_month_day",
    ),
    "a season until no day": (
        END,
        '[duty]\nseason_from = "06-01"\nseason_until = "02-29"\n' + END,
        38,
        "bad_month_day",
    ),
    "taken over after half a day": (END, '[duty]\ncheck_in_within = "12h"\n' + END, 37, "check_in_too_long"),
    "taken over within two times": (
        END,
        '[duty]\ncheck_in_within = "10m"\n' + END + '\ncheck_in_within = "15m"',
        37,
        "check_in_twice",
    ),
    "a mistyped key of the duty": (END, '[duty]\nchange = "08:00"\n' + END, 37, "unknown_key_guess"),
}
