"""Hypothesis profiles.

``make test`` draws the same examples every time: a commit that passed here passes there, and a
failure is the commit's. The nightly run (``HYPOTHESIS_PROFILE=nightly``) draws new ones each time
and many more of them; what it finds goes into a test as an explicit example.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("default", max_examples=500, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "nightly",
    max_examples=20_000,
    deadline=None,
    print_blob=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
