"""Where shards are read: processes of this machine, or workers of a Dask cluster.

Both take shards one by one and give back the name of each that is written; no more than a window of them is under
way, so that memory does not grow with the list.
"""

import contextlib
import queue
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from importlib import import_module
from typing import Any

from pipeline.batch.shard import Reading, Shard, run_shard
from pipeline.batch.store import BatchError, Store
from pipeline.batch.supervisor import Worker
from pipeline.write.extras import install_command

Engine = Callable[[Iterator[Shard], Reading, Store], Generator[tuple[Shard, str], None, None]]

_DASK_TRIES = 3


def local(workers: int) -> Engine:
    """Give the engine of this machine: so many threads, each with a process of its own that reads."""

    def run(shards: Iterator[Shard], reading: Reading, store: Store) -> Generator[tuple[Shard, str], None, None]:
        readers = [reading.worker() for _ in range(workers)]
        idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()

        def read(shard: Shard) -> str:
            reader = idle.get()
            try:
                return run_shard(shard, reading, store, reader)
            finally:
                idle.put(reader)

        with contextlib.ExitStack() as after, ThreadPoolExecutor(workers) as threads:
            for reader in readers:
                after.callback(reader.close)
                idle.put(reader)
            waiting: dict[Future[str], Shard] = {}
            try:
                for shard in shards:
                    waiting[threads.submit(read, shard)] = shard
                    if len(waiting) >= 2 * workers:
                        yield from _finished(waiting)
                while waiting:
                    yield from _finished(waiting)
            except BatchError:
                threads.shutdown(wait=True, cancel_futures=True)  # what others are at is kept
                raise
            finally:
                # Whoever stops the run, by a signal or by closing it, waits for no document.
                threads.shutdown(wait=False, cancel_futures=True)
                for reader in readers:
                    reader.stop()

    return run


def _finished(waiting: dict[Future[str], Shard]) -> Iterator[tuple[Shard, str]]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        shard = waiting.pop(future)
        yield shard, future.result()


def dask(scheduler: str) -> Engine:
    """Give the engine of a Dask cluster whose workers see the same files and the same folder.

    Raises:
        BatchError: when `distributed` is not installed, or nothing answers there.
    """
    if not scheduler:
        raise BatchError(
            "scheduler-missing", "--engine dask needs the scheduler's address: add --scheduler tcp://HOST:8786"
        )
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise BatchError(
            "library-missing", f"--engine dask needs Dask, which is not installed; run: {install_command('dask')}"
        ) from error

    def run(shards: Iterator[Shard], reading: Reading, store: Store) -> Generator[tuple[Shard, str], None, None]:
        store = replace(store, out=store.out.absolute())  # a worker may stand in another folder
        try:
            with distributed.Client(scheduler, timeout="10s") as client:
                yield from _through(distributed, client, scheduler, shards, reading, store)
        except (OSError, ValueError, distributed.client.FutureCancelledError) as error:
            raise _lost(scheduler) from error

    return run


def _through(
    distributed: Any, client: Any, scheduler: str, shards: Iterator[Shard], reading: Reading, store: Store
) -> Iterator[tuple[Shard, str]]:
    waiting: dict[Any, tuple[Shard, int]] = {}

    def submit(shard: Shard, tries: int) -> None:
        waiting[client.submit(run_shard, shard, reading, store, pure=False)] = (shard, tries)

    more = True
    while more or waiting:
        # Twice the threads that are there now: workers may come and go.
        while more and len(waiting) < 2 * max(sum(client.nthreads().values()), 1):
            shard = next(shards, None)
            more = shard is not None
            if shard is not None:
                submit(shard, 1)
        if not waiting:
            break
        for future in _settled(distributed, client, list(waiting), scheduler):
            shard, tries = waiting.pop(future)
            error = future.exception()
            if error is None:
                yield shard, future.result()
            elif isinstance(error, BatchError) or tries == _DASK_TRIES:
                raise error if isinstance(error, BatchError) else _unread(error)
            else:
                submit(shard, tries + 1)


def _settled(distributed: Any, client: Any, futures: list[Any], scheduler: str) -> list[Any]:
    """Wait until one of them has ended.

    Raises:
        BatchError: when the scheduler is gone.
    """
    while client.status == "running":
        try:
            done, _ = distributed.wait(futures, timeout=1, return_when="FIRST_COMPLETED")
        except TimeoutError:
            continue
        if any(future.status == "cancelled" for future in done):
            break
        return list(done)
    raise _lost(scheduler)


def _lost(scheduler: str) -> BatchError:
    return BatchError(
        "scheduler-lost",
        f"no Dask scheduler answers at {scheduler}; start one there and run the same command again, "
        "what is done is kept",
    )


def _unread(error: BaseException) -> BatchError:
    return BatchError(
        "workers-lost",
        f"a shard was given up after {_DASK_TRIES} tries ({type(error).__name__}); look at the workers' logs and run "
        "the same command again, what is done is kept",
    )
