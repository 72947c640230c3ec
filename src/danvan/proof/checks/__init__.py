"""The family of checks: one file a check, its name is the check's code, found by the folder."""
