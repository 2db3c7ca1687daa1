"""Settings of the whole suite."""

from hypothesis import settings

# No deadline: the machines that run this are shared, and a slow moment is no defect.
settings.register_profile("yen_usd", deadline=None, max_examples=200)
settings.load_profile("yen_usd")
