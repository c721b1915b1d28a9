import numpy
import pytest
from thinc.api import Model

from pipeline.extract.line_context import line_context


def layer(width=3):
    def as_given(_, lines, **_how):
        return lines, lambda gradients: gradients

    model = line_context(width, Model("words", as_given))
    model.initialize()
    return model


def lines(random, *lengths):
    return [random.normal(size=(length, 3)).astype("f") for length in lengths]


def test_untrained_it_changes_nothing():
    given = lines(numpy.random.default_rng(1), 2, 5)
    assert all(numpy.array_equal(line, read) for line, read in zip(given, layer().predict(given), strict=True))


def test_no_line_and_an_empty_line_are_read():
    (empty, one) = layer().predict(lines(numpy.random.default_rng(1), 0, 1))
    assert (empty.shape, one.shape) == ((0, 3), (1, 3))
    assert layer().predict([]) == []


def test_every_word_of_a_line_gets_the_same_of_its_mean():
    model = layer()
    model.layers[1].set_param("W", numpy.eye(3, dtype="f"))
    (line,) = lines(numpy.random.default_rng(2), 4)
    (read,) = model.predict([line])
    assert read - line == pytest.approx(numpy.tile(line.mean(0), (4, 1)), abs=1e-6)


def test_gradients_are_those_of_the_values():
    random = numpy.random.default_rng(3)
    model = layer()
    context = model.layers[1]
    context.set_param("W", random.normal(size=(3, 3)).astype("f"))
    given, slopes = lines(random, 2, 5), lines(random, 2, 5)
    _, backward = model(given, is_train=True)
    gradients = backward(slopes)

    def value():
        return sum(float((read * slope).sum()) for read, slope in zip(model.predict(given), slopes, strict=True))

    weights = context.get_param("W")
    for array, place, gradient in ((given[1], (3, 1), gradients[1]), (weights, (0, 2), context.get_grad("W"))):
        array[place] += 0.01
        above = value()
        array[place] -= 0.02
        below = value()
        array[place] += 0.01
        assert (above - below) / 0.02 == pytest.approx(gradient[place], rel=1e-2)
