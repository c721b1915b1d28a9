"""Training of the entity model: corpora, generator of plan sentences, recipes. Never imported at run time."""

import os

# One thread, or the sums of floats come in another order and the bytes differ: set before NumPy is imported.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[_variable] = "1"
