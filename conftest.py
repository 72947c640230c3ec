"""What every test shares: guards that stand aside while tables are emptied; which tests need the database.

The home of each process of tests is made by the plugin danvan.kit.tests.home.
"""

from __future__ import annotations

import pytest
from django.test import TransactionTestCase

_teardown = getattr(TransactionTestCase, "_fixture_teardown")  # noqa: B009 - not in the stubs


def _teardown_of_guarded_tables(self: TransactionTestCase) -> None:
    """Django empties the tables after a test that commits; the guards must stand aside, and come back with flush."""
    from danvan.audit.guards import lift_guards

    lift_guards()
    _teardown(self)


setattr(TransactionTestCase, "_fixture_teardown", _teardown_of_guarded_tables)  # noqa: B010

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only the tests that touch the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    chosen = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


def _touches_database(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgresql"))
    return marked or bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))
