"""``python -m tests.weather [10000]``: so many mutated documents before the readers."""

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ["LIUBU_MUTATIONS"] = sys.argv[1] if len(sys.argv) > 1 else "10000"
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "tests/weather/test_anything.py", "--timeout=0"]))
