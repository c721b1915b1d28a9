"""Make an input out of one that is nearly right: as bytes, as lines of a plan, as the tree inside a package.

In: bytes, chance. Out: other bytes, the same for the same chance.
"""

from tests.fuzz.mutate.lines import text
from tests.fuzz.mutate.raw import Mutation
from tests.fuzz.mutate.tags import html
from tests.fuzz.mutate.tokens import pdf
from tests.fuzz.mutate.trees import package
from tests.fuzz.mutate.values import tables

__all__ = ["Mutation", "html", "package", "pdf", "tables", "text"]
