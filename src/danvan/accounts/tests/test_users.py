"""A user is an account, and no profile of a person."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.migrations.loader import MigrationLoader

from danvan.accounts.models import User


def test_the_projects_own_user_is_there_from_the_first_migration():
    assert get_user_model() is User
    migration = MigrationLoader(None).get_migration("accounts", "0001_initial")
    assert any(getattr(operation, "name", "") == "User" for operation in migration.operations)


def test_an_account_has_no_room_for_what_a_person_is():
    assert {field.name for field in User._meta.get_fields() if field.concrete} == {
        "id",
        "password",
        "last_login",
        "is_superuser",
        "username",
        "first_name",
        "last_name",
        "email",
        "is_staff",
        "is_active",
        "date_joined",
        "groups",
        "user_permissions",
    }
    for name in ("ethnicity", "religion", "phone", "birth_date", "note"):
        with pytest.raises(FieldDoesNotExist):
            User._meta.get_field(name)


@pytest.mark.django_db
def test_an_account_needs_a_name_to_sign_in_with_and_nothing_else():
    User.objects.create_user("an").full_clean(exclude=["password"])
