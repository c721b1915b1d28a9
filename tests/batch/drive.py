"""The command line with poisonable readers, as a process of its own, so that a test can kill it."""

from pipeline.cli import main
from tests.batch.plans import use_poisonable_readers

if __name__ == "__main__":
    use_poisonable_readers()
    main()
