"""What can be wrong with ``[[checkpoint]]`` and the times of the duty; in the form of ``WRONG``."""

END = "[policy]"
POINT = '[[checkpoint]]\nname = "涵洞"\nkind = "underpass"\ngrid = 1\n'
MANY = "".join(POINT.replace("涵洞", f"涵洞{n}") for n in range(41))

CHECKPOINTS = {
    "a checkpoint without a name": (END, POINT.replace('name = "涵洞"\n', "") + END, 36, "missing_key"),
    "a checkpoint of no grid": (END, POINT.replace("grid = 1", "grid = 9") + END, 39, "unknown_grid"),
    "an unknown kind of checkpoint": (END, POINT.replace("underpass", "moat") + END, 38, "unknown_value"),
    "a mistyped kind of checkpoint": (END, POINT.replace("underpass", "underpas") + END, 38, "unknown_value_guess"),
    "half a checkpoint's place": (END, POINT + "lat = 35.1\n" + END, 36, "half_coordinates"),
    "a checkpoint twice": (END, POINT + POINT + END, 41, "duplicate_checkpoint"),
    "a checkpoint's key twice": (
        END,
        POINT + 'key = "a"\n' + POINT.replace("涵洞", "桥") + 'key = "a"\n' + END,
        45,
        "duplicate_checkpoint_key",
    ),
    "more checkpoints than a round holds": (END, MANY + END, 36, "too_many_checkpoints"),
    "checked in after half a day": (END, END + '\ncheck_in_within = "12h"', 37, "check_in_too_long"),
    "overdue at no time": (END, END + '\noverdue_morning_at = "9"', 37, "bad_time"),
}
