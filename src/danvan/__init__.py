"""danvan: record civic-engagement work once, count it at every level, and doubt every report on it."""

__version__ = "0.1.0"
