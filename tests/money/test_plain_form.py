"""The short way of `parse_money` for whole numbers with a sign, held beside the grammar that reads everything."""

from hypothesis import given
from hypothesis import strategies as st

from yen_usd import Dollars, ParseError, Yen, parse_money

UNITS = ["", " thousand", " million", " billion", " trillion"]
ordinary = st.builds(
    lambda sign, number, decimals, unit: f"{sign}{number:,}{decimals}{unit}",
    st.sampled_from("¥$"),
    st.integers(0, 10**17),
    st.from_regex(r"(?:\.[0-9]{0,8})?", fullmatch=True),
    st.sampled_from(UNITS),
)


@given(ordinary | st.from_regex(r"[¥$][0-9,]{1,20}", fullmatch=True))
def test_the_short_way_reads_what_the_grammar_reads(text: str) -> None:
    """A space in front takes the long way, and gives the same money and precision, or the same refusal."""
    try:
        long_way = parse_money(f" {text}")
    except ParseError:
        long_way = None
    try:
        short_way = parse_money(text)
    except ParseError:
        short_way = None
    assert (short_way is None) == (long_way is None)
    if short_way is not None and long_way is not None:
        assert (short_way.money, short_way.precision) == (long_way.money, long_way.precision)
        assert short_way.text == text


def test_whole_numbers_with_a_sign_are_read_to_their_last_digit() -> None:
    """¥1,234 shows itself to the yen, $1,234 to the dollar."""
    assert (parse_money("¥1,234").money, parse_money("¥1,234").precision) == (Yen(1234), Yen("0.5"))
    assert (parse_money("$1,234").money, parse_money("$1,234").precision) == (Dollars(1234), Dollars("0.5"))
