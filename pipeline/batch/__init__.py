"""Many plans: read in shards by workers that may die, stopped and started again at will, nothing done twice.

    list of files ─cut→ shards of 25 ─engine→ shards/ID.jsonl + shards/ID.index.jsonl ─close→ manifest, quarantine

What is done is told by keys (what was read, by what), never by what an earlier run says of itself. A shard is
written beside its place and renamed, its index after it: a shard with an index is whole, another is as if it
had never been.
"""
