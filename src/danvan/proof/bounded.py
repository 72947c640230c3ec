"""Limits of time and memory around reading and checking: a stranger's file must not take the machine.

``within`` limits the process itself (the command line: nothing is started, so nothing is slower). ``run`` does the
work in a process of its own, which is ended when it takes too long (the server: it survives whatever the file does).
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, TypeVar, cast

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal

if TYPE_CHECKING:
    import subprocess

#: With the start and the end of a process it stays below the thirty seconds and the gigabyte that are promised.
SECONDS, MEGABYTES = 25, 900
_START = "from danvan.proof.bounded import serve; serve()"

T = TypeVar("T")


class _TooLong(BaseException):
    """Raised in the middle of anything, so no handler of Exception may keep it."""


def run(function: Callable[..., T], *arguments: object, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> T:
    """Call a function of a module in a process of its own. Raises its Refusal, or one when it takes too much.

    The function, its arguments and what it returns must be picklable; the process has set Django up, no database.
    """
    import subprocess  # only here: the command line, which starts nothing, need not load it

    order = pickle.dumps((function, arguments, seconds, megabytes))
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        start_new_session=True,
    )
    try:
        said, _nothing = child.communicate(order, timeout=seconds + 3)
    except subprocess.TimeoutExpired:
        raise too_long(seconds) from None
    finally:
        _end(child)
    if not said:
        raise too_large(megabytes)
    good, answer = pickle.loads(said)  # noqa: S301 - what our own process wrote
    if not good:
        raise answer
    return cast(T, answer)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a process and all that it has started."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()


def serve() -> None:
    """The other side of ``run``: one order from standard input, one answer to standard output."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.web.settings")
    import django

    django.setup()
    function, arguments, seconds, megabytes = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    try:
        with within(seconds, megabytes):
            answer = True, function(*arguments)
        said = pickle.dumps(answer)
    except Refusal as refusal:
        said = pickle.dumps((False, refusal))
    except Exception as fault:  # noqa: BLE001 - told to the parent, which raises it
        said = pickle.dumps((False, RuntimeError(f"{type(fault).__name__}: {fault}")))
    answers.write(said)
    answers.flush()


@contextmanager
def within(seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Limit this process while the block runs. Raises Refusal when it takes too long or asks for too much memory.

    Outside the main thread, and on systems without such limits, the block runs without them: use ``run`` there.
    """
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGALRM, _ring) if timed else None
    memory = _limit_memory(megabytes)
    late = large = False
    try:
        if timed:
            # It rings again each second: what it interrupts may be a finaliser, in which nothing can be raised.
            signal.setitimer(signal.ITIMER_REAL, seconds, 1)
        yield
    except _TooLong:
        late = True
    except (MemoryError, RecursionError):
        large = True
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        if memory is not None:
            memory()
    # Only now: to say it takes some memory too, and what was read is still held.
    if late or large:
        raise (too_long(seconds) if late else too_large(megabytes)) from None


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _TooLong


def _limit_memory(megabytes: int) -> Callable[[], None] | None:
    """Let the process hold so much more than it holds now; gives the act that takes the limit back."""
    try:
        import resource
    except ImportError:
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _held() + megabytes * 1024 * 1024
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft <= wanted:
        return None
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    except (OSError, ValueError):
        return None
    return lambda: resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _held() -> int:
    """The data that the process holds now, in bytes; 0 where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - read at each call: no Path
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmData"))
    except (OSError, StopIteration, ValueError):
        return 0


def too_long(seconds: float) -> Refusal:
    """What is said of a file whose reading had to be broken off."""
    return Refusal(
        _("The file was not read within %(seconds)s seconds: this is no usual report."),
        seconds=round(seconds),
        advice=_("Save the report's text alone as .docx or .txt, and try that."),
    )


def too_large(megabytes: int) -> Refusal:
    """What is said of a file whose reading needs more memory than is given."""
    return Refusal(
        _("Reading the file takes more memory than %(megabytes)s MB: this is no usual report."),
        megabytes=megabytes,
        advice=_("Save the report's text alone as .docx or .txt, and try that."),
    )
