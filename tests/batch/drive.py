"""A batch with poisonable readers as a process of its own, so that a test can kill it: FOLDER OUT [WORKERS]."""

import sys
from pathlib import Path

from pipeline.batch.engines import local
from pipeline.batch.run import run_batch
from pipeline.batch.sources import find_sources
from pipeline.errors import FichesError
from tests.batch.plans import reading, use_poisonable_readers

if __name__ == "__main__":
    use_poisonable_readers()
    try:
        for state in run_batch(find_sources([sys.argv[1]]), Path(sys.argv[2]), reading(), local(2)):
            print(state, flush=True)
    except FichesError as error:
        sys.exit(f"{error.code}: {error}")
