"""The users of an installation. A user is an account and no profile: what a person may do comes from posts."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account: a name to sign in with, and nothing that would describe the person behind it."""
