"""kit.yaml_kept: what was parsed once is not parsed again, and says the same."""

from datetime import date

import msgspec
import pytest

from danvan.kit import yaml_kept


class Words(msgspec.Struct, forbid_unknown_fields=True):
    """A trial of what a file holds."""

    name: str
    number: float = 1


@pytest.fixture(autouse=True)
def another_process(tmp_path, settings, monkeypatch):
    """Starts as a new process does, on a home of its own; to be called for each further one."""
    from dataclasses import replace

    settings.DANVAN = replace(settings.DANVAN, home=tmp_path / "home")

    def start():
        monkeypatch.setattr(yaml_kept, "_kept", None)

    start()
    return start


def test_a_file_is_parsed_once_for_all_processes(another_process, monkeypatch):
    first = yaml_kept.decode("name: Tà Lèng\nnumber: 2.5".encode(), type=Words)
    yaml_kept.keep()
    another_process()
    monkeypatch.setattr(msgspec.yaml, "decode", lambda _data: pytest.fail("it was parsed again"))
    assert yaml_kept.decode("name: Tà Lèng\nnumber: 2.5".encode(), type=Words) == first == Words("Tà Lèng", 2.5)


def test_a_change_in_the_file_is_seen(another_process):
    yaml_kept.decode(b"name: one", type=Words)
    yaml_kept.keep()
    another_process()
    assert yaml_kept.decode(b"name: two", type=Words).name == "two"


def test_what_is_not_of_the_type_is_refused_however_often_it_was_read(another_process):
    told = []
    for _time in range(3):
        with pytest.raises(msgspec.ValidationError) as refused:
            yaml_kept.decode(b"names: one", type=Words)
        told.append(str(refused.value))
        yaml_kept.keep()
        another_process()
    with pytest.raises(msgspec.ValidationError) as plainly:
        msgspec.yaml.decode(b"names: one", type=Words)
    assert set(told) == {str(plainly.value)}


def test_what_was_taken_as_one_type_is_asked_again_as_another(another_process):
    assert yaml_kept.decode(b"name: one", type=Words)
    with pytest.raises(msgspec.ValidationError):
        yaml_kept.decode(b"name: one", type=dict[str, int])


@pytest.mark.parametrize(
    ("text", "type", "value"),
    [
        (b"2022-11-24", date, date(2022, 11, 24)),
        (b"123456789012345678901234567890", int, 123456789012345678901234567890),
        (b"[yes, 1, '1', 1.0, null]", list, [True, 1, "1", 1.0, None]),
        (b"{1: one, two: 2}", dict, {1: "one", "two": 2}),
        (b"!!set {a, b}", set, {"a", "b"}),
    ],
)
def test_a_value_is_the_same_again(another_process, text, type, value):
    for _time in range(2):
        found = yaml_kept.decode(text, type=type)
        assert found == value and repr(found) == repr(msgspec.yaml.decode(text, type=type))
        yaml_kept.keep()
        another_process()


@pytest.mark.parametrize("torn", [b"", b"\x81", b"no such thing", b"\x91\x01"])
def test_a_torn_file_is_made_anew(another_process, settings, torn):
    settings.DANVAN.home.mkdir()
    (settings.DANVAN.home / "yaml-cache").write_bytes(torn)
    assert yaml_kept.decode(b"name: one", type=Words).name == "one"
    yaml_kept.keep()
    another_process()
    assert yaml_kept.decode(b"name: one", type=Words).name == "one"


def test_what_is_no_yaml_is_refused():
    with pytest.raises(msgspec.DecodeError):
        yaml_kept.decode(b"a: [", type=Words)
