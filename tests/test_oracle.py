"""Random calls of `translate`, held against a second implementation."""

import random
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from oracle import Answer, Refusal, answer
from random_calls import Call, random_call

import yen_usd

FILE = Path(yen_usd.__file__).parent / "data" / "h10_jpy.csv"


def difference(call: Call, wanted: Answer | Refusal) -> str | None:
    """What the library and the oracle disagree about."""
    try:
        found = call.make()
    except yen_usd.YenUsdError as error:
        return None if isinstance(wanted, Refusal) and type(error).__name__ in wanted.args else f"{error!r} for {wanted!r}"
    if isinstance(wanted, Refusal):
        return f"{found!r} for {wanted!r}"
    rate = found.rate
    averaging = None if rate.averaging is None else str(rate.averaging)
    shown = Answer(Fraction(rate.yen_per_usd), rate.observed, averaging, found.exact, Fraction(found.result.amount))
    return None if shown == wanted else f"{found!r} for {wanted!r}"


def compare(seed: int, count: int) -> Counter[str]:
    """How many calls were answered and how many refused; the first difference fails."""
    chance, kinds = random.Random(seed), Counter[str]()
    for number in range(count):
        call = random_call(chance)
        try:
            wanted: Answer | Refusal = answer(call.meaning, FILE)
        except Refusal as refusal:
            wanted = refusal
        wrong = difference(call, wanted)
        assert wrong is None, f"call {number} of seed {seed}: {call}: {wrong}"
        kinds["refused" if isinstance(wanted, Refusal) else "answered"] += 1
    return kinds


@pytest.mark.parametrize(("seed", "count"), [(1, 400), pytest.param(2, 10_000, marks=pytest.mark.exhaustive)])
def test_random_calls_have_the_answers_of_a_second_implementation(seed: int, count: int) -> None:
    """The rate, its day and averaging, and the result; or the error. Half of the calls and more have an answer."""
    assert compare(seed, count)["answered"] > count / 2


if __name__ == "__main__":  # the same by hand: PYTHONPATH=.:tests/support python tests/test_oracle.py SEED COUNT
    sys.stdout.write(f"{dict(compare(int(sys.argv[1]), int(sys.argv[2])))}\n")
