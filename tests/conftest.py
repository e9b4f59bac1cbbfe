"""What holds for all tests: one profile for the property tests, which must pass under load too."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# No deadline: a busy machine is no fault. On a build server the same examples are drawn each time.
settings.register_profile(
    "summarizer", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("summarizer")
