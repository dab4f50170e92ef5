"""What can be wrong with ``[calendar]``; in the form of ``WRONG`` in test_config_problems.py."""

CALENDAR = {
    "service hours in words": ("[policy]", '[calendar]\nhours = ["早八到晚六"]\n[policy]', 37, "bad_hours"),
    "service hours backwards": ("[policy]", '[calendar]\nhours = [\n"18:00-08:00"]\n[policy]', 38, "bad_hours"),
    "service after midnight": ("[policy]", '[calendar]\nhours = ["08:00-24:01"]\n[policy]', 37, "bad_hours"),
    "service hours that overlap": (
        "[policy]",
        '[calendar]\nhours = [\n"08:00-12:00",\n"11:00-18:00"]\n[policy]',
        39,
        "hours_disorder",
    ),
    "service hours as text": ("[policy]", '[calendar]\nhours = "08:00-12:00"\n[policy]', 37, "not_list"),
    "mistyped key of the calendar": ("[policy]", "[calendar]\nholiday = []\n[policy]", 37, "unknown_key_guess"),
    "a holiday in words": ("[policy]", '[calendar]\nholidays = ["春节"]\n[policy]', 37, "bad_date"),
    "a holiday with a time": ("[policy]", "[calendar]\nholidays = [2027-01-01T08:00:00]\n[policy]", 37, "bad_date"),
    "a holiday that no year has": ("[policy]", '[calendar]\nholidays = ["2027-02-29"]\n[policy]', 37, "bad_date"),
    "a holiday long ago": ("[policy]", "[calendar]\nholidays = [1949-10-01]\n[policy]", 37, "bad_date"),
    "a holiday without a day": ("[policy]", '[calendar]\nholidays = [{ name = "x" }]\n[policy]', 37, "missing_key"),
    "a holiday with more": (
        "[policy]",
        "[calendar]\nholidays = [{ day = 2027-01-01, zzz = 1 }]\n[policy]",
        37,
        "unknown_key",
    ),
    "a run of holidays that ends before it begins": (
        "[policy]",
        "[calendar]\nholidays = [{ day = 2027-02-11, until = 2027-02-04 }]\n[policy]",
        37,
        "bad_run",
    ),
    "holidays for a quarter of a year": (
        "[policy]",
        "[calendar]\nholidays = [{ day = 2027-02-11, until = 2027-05-04 }]\n[policy]",
        37,
        "bad_run",
    ),
    "a day off twice": (
        "[policy]",
        "[calendar]\nholidays = [{ day = 2027-02-04, until = 2027-02-11 },\n2027-02-05]\n[policy]",
        38,
        "duplicate_day",
    ),
    "a day off that is worked": (
        "[policy]",
        "[calendar]\nholidays = [2027-02-20]\nworkdays = [2027-02-20]\n[policy]",
        38,
        "duplicate_day",
    ),
    "a year as a text": ("[policy]", '[calendar]\nyears = ["2027"]\n[policy]', 37, "not_integer"),
    "a year out of range": ("[policy]", "[calendar]\nyears = [27]\n[policy]", 37, "out_of_range"),
}
