"""Settings of the property tests: the same examples on every run, more of them on demand.

`pytest --hypothesis-profile=long` draws many plans, and others each time.
"""

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

settings.register_profile("steady", deadline=None, max_examples=60, derandomize=True, suppress_health_check=_SLOW)
settings.register_profile("long", deadline=None, max_examples=2000, print_blob=True, suppress_health_check=_SLOW)
settings.load_profile("steady")
