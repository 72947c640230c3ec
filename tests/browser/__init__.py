"""Tests in a real Chromium; where there is none they are skipped, and say so."""
