"""The settings are read strictly: what is odd is named, all at once, and nothing is guessed."""

import sys
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from danvan.kit.errors import Refusals
from danvan.web.environment import NAMES, read_environment


def test_nothing_set_is_a_quiet_installation_of_its_own(tmp_path):
    settings = read_environment({"XDG_DATA_HOME": str(tmp_path)})
    assert settings.home == tmp_path / "danvan"
    assert settings.sqlite_path == tmp_path / "danvan" / "danvan.sqlite3"
    assert (settings.language, settings.address, settings.port) == ("vi", "127.0.0.1", 8000)
    assert (settings.database_url, settings.catalogue, settings.debug) == ("", (), False)
    assert settings.soffice is None


def test_what_is_set_is_taken(tmp_path):
    settings = read_environment(
        {
            "DANVAN_HOME": str(tmp_path),
            "DANVAN_LANGUAGE": "en",
            "DANVAN_DEBUG": "Yes",
            "DANVAN_ADDRESS": "::1",
            "DANVAN_PORT": "65535",
            "DANVAN_DATABASE_URL": "postgresql:///danvan?host=/run/postgresql",
            "DANVAN_CATALOGUE": f"{tmp_path}:{tmp_path}",
            "DANVAN_SOFFICE": sys.executable,
        }
    )
    assert (settings.home, settings.language, settings.debug) == (tmp_path, "en", True)
    assert (settings.address, settings.port) == ("::1", 65535)
    assert settings.catalogue == (tmp_path, tmp_path)
    assert settings.soffice == Path(sys.executable)


ODD = {
    "DANVAN_LANGUAGE": ["fr", "VI", ""],
    "DANVAN_DEBUG": ["maybe", "2"],
    "DANVAN_PORT": ["0", "65536", "-1", "80a", ""],
    "DANVAN_ADDRESS": [str(IPv4Address(0)), "192.168.1.2", "example.org", ""],
    "DANVAN_DATABASE_URL": ["mysql://x/y", "sqlite:///x", "x"],
    "DANVAN_CATALOGUE": ["/nowhere/at/all"],
    "DANVAN_HOME": [__file__],
    "DANVAN_SOFFICE": ["/nowhere/soffice", "/", __file__],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in ODD.items() for value in values])
def test_an_odd_value_is_refused_by_name(tmp_path, name, value):
    with pytest.raises(Refusals) as refused:
        read_environment({"DANVAN_HOME": str(tmp_path), name: value})
    assert [fault.where for fault in refused.value.refusals] == [f"{name}={value}"]


def test_every_setting_that_can_be_odd_is_tried():
    assert set(ODD) == set(NAMES)


def test_a_misspelt_setting_is_refused_and_other_programs_are_left_alone():
    with pytest.raises(Refusals, match="DANVAN_LANGAUGE=en"):
        read_environment({"DANVAN_LANGAUGE": "en", "PATH": "/bin"})


def test_all_odd_values_are_told_at_once():
    with pytest.raises(Refusals) as refused:
        read_environment({"DANVAN_PORT": "x", "DANVAN_LANGUAGE": "fr", "DANVAN_HOMES": "y"})
    assert len(refused.value.refusals) == 3


def test_a_home_may_start_with_a_tilde():
    assert read_environment({"DANVAN_HOME": "~/x"}).home == Path.home() / "x"
