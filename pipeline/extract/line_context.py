"""A layer of the network that tells every word in what kind of line it stands.

The layers behind it see four words to either side. Whether `Klaro` closes a list of partners, opens a heading or stands
in a sentence of the news is not among them, and names are printed otherwise in each.
"""

from collections.abc import Callable
from typing import Any

from thinc.api import Model, chain, zero_init

# Arrays of shape (words of the line, width), one a line.
_Lines = list[Any]


def line_context(width: int, words: Model[Any, _Lines]) -> Model[Any, _Lines]:
    """Build `words` with the mean of each line, weighed by a matrix, added to every word of the line.

    Args:
        width: numbers a word, those that `words` gives.
        words: what gives an array of shape (words of the line, width) for each line.

    Returns:
        A layer of the same shapes.
    """
    context: Model[Any, _Lines] = Model(
        "line_context",
        _forward,
        init=_init,
        dims={"nO": width, "nI": width},
        params={"W": None, "b": None},
    )
    return chain(words, context)


def _init(model: Model[Any, Any], **_example: Any) -> None:
    # Zero: an untrained layer changes nothing.
    width = model.get_dim("nO")
    model.set_param("W", zero_init(model.ops, (width, width)))
    model.set_param("b", zero_init(model.ops, (width,)))


def _forward(
    model: Model[Any, Any],
    lines: _Lines,
    is_train: bool,  # noqa: ARG001
) -> tuple[_Lines, Callable[[_Lines], _Lines]]:
    ops: Any = model.ops
    weights, bias = model.get_param("W"), model.get_param("b")
    lengths = [max(1, len(line)) for line in lines]
    # Reshaped, for where there is no line at all.
    means = ops.asarray2f([line.sum(0) / length for line, length in zip(lines, lengths, strict=True)] or [[]]).reshape(
        (-1, model.get_dim("nI"))
    )
    added = ops.gemm(means, weights, trans2=True) + bias

    def backward(gradients: _Lines) -> _Lines:
        summed = ops.asarray2f([gradient.sum(0) for gradient in gradients])
        model.inc_grad("W", ops.gemm(summed, means, trans1=True))
        model.inc_grad("b", summed.sum(0))
        of_means = ops.gemm(summed, weights)
        return [
            gradient + of_mean / length for gradient, of_mean, length in zip(gradients, of_means, lengths, strict=True)
        ]

    return [line + more for line, more in zip(lines, added, strict=True)], backward
