"""Several acts at the same moment, each in a thread with a connection of its own."""

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connections


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gave, or the error that it ended in, in their order. All begin together."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait(timeout=20)
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def one_in_the_midst(first: Callable[[Callable[[], None]], object], second: Callable[[], object]) -> Sequence[object]:
    """``first`` is given a call that lets ``second`` begin; what both gave, or the errors they ended in.

    The call returns when ``second`` has ended, or has waited for a moment: for what ``first`` holds.
    """
    go = threading.Event()
    with ThreadPoolExecutor(2) as pool:

        def begin() -> object:
            assert go.wait(timeout=20)
            try:
                return second()
            except Exception as error:
                return error
            finally:
                connections.close_all()

        other = pool.submit(begin)

        def let() -> None:
            go.set()
            done = threading.Event()
            other.add_done_callback(lambda _future: done.set())
            done.wait(timeout=1.5)

        def run() -> object:
            try:
                return first(let)
            except Exception as error:
                return error
            finally:
                go.set()
                connections.close_all()

        return [pool.submit(run).result(timeout=60), other.result(timeout=60)]


def forgotten(since: dt.datetime, *tables: str) -> None:
    """Take what a race wrote out of tables to which the register only adds. As the owner, who may."""
    with connections["owner"].cursor() as cursor:
        for table, at in (name.split(".") for name in tables):
            cursor.execute(f'DELETE FROM "{table}" WHERE "{at}" >= %s', [since])
    connections["owner"].close()
