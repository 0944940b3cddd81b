"""The kinds of mutation: each a function under its name, what it starts from, and how often."""

import random
from typing import Callable, NamedTuple

SEED = "chengbao-12"


class Kind(NamedTuple):
    name: str
    # Whether it changes the file's pages before they are signed ("pages", a pikepdf.Pdf in place),
    # its bytes before ("bytes"), or what was signed ("signed", bytes as well).
    when: str
    make: Callable
    times: int
    bases: tuple
    seal: bool


KINDS = []
# Reports: of text, of tables with a picture, and a long one.
UNSIGNED = ("unicom", "tables", "mobile")
SIGNED = ("unicom-p256", "tables-rsa2048-sealed", "mobile-rsa2048", "tables-p384")


def kind(when, times=4, bases=None, seal=False, name=None):
    def added(make):
        called = name or make.__name__.strip("_").replace("_", "-")
        assert all(called != known.name for known in KINDS), called
        places = bases or (SIGNED if when == "signed" else UNSIGNED)
        KINDS.append(Kind(called, when, make, times, places, seal))
        return make

    return added


class Chance(random.Random):
    """The same chances each time for one turn of one kind."""

    def __init__(self, name, turn):
        super().__init__(f"{SEED}/{name}/{turn}")
        self.turn = turn
