"""The room's start: it answers ``kit.permission.may``."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Names the judge of deeds."""

    name = "danvan.units"

    def ready(self) -> None:
        from danvan.kit.permission import set_judge
        from danvan.units.posts import judge

        set_judge(judge)
