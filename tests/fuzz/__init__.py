"""Inputs that nobody wrote, for everything that reads what others wrote: `make fuzz`, and a few of each in `make test`.

`targets` says what is read and `oracles` what must hold whatever is read; `mutate` makes the inputs out of `corpus/`.
"""
