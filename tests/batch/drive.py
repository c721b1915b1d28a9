"""The command line with poisonable readers, as a process of its own, so that a test can kill it."""

import signal

from pipeline.cli import main
from tests.batch.plans import use_poisonable_readers

if __name__ == "__main__":
    # Tests that run behind `nohup` or in the background of a script inherit that these are ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    use_poisonable_readers()
    main()
