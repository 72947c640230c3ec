"""A process that records as ``ledger.tests.recorder`` does and seals each time, for tests that kill it."""

from __future__ import annotations

from danvan.ledger.tests import recorder


def seal() -> None:
    """Fold what was just kept into the base."""
    # Django must be set up first, which the recorder does.
    from danvan.indicators import current

    current.seal()


if __name__ == "__main__":
    recorder.main(None, after=seal)
