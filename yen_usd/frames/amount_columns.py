"""`read_amounts`: a column of text as numbers, without a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._arguments import NOT_GIVEN
from ..errors import ArgumentError, quote
from ..money.currency import Currency, to_currency
from ..money.rounding import Rounding
from ..money.units import Unit
from ..rates.rate import Rate
from .call import Call
from .plan import FrameDType, Missing
from .scaling import FLOAT_DIGITS
from .schema import Label, may_be_label
from .translate import carry_out

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT


def read_amounts(
    frame: IntoFrameT,
    column: Label,
    *,
    currency: Currency | Literal["USD", "JPY"] = Currency.JPY,
    unit: Unit | None = None,
    into: str | None = None,
    places: int = 2,
    dtype: FrameDType | None = None,
    nil: bool = False,
    missing: Missing = "raise",
) -> IntoFrameT:
    """Add to a frame the amounts that a column of text states, in single yen or dollars.

    Cells are read as `translate_frame(..., parse_amounts=True)` reads them, on every engine: those of `currency`, in
    the `unit` of the table's heading, which they must then not name. `into` names the new column (otherwise the column
    and "_amount"), `dtype` is "float" or "decimal". An amount has up to `places` decimal places, six at most; one with
    more cannot be read, and neither is any amount rounded. With `nil=True` a dash is zero; otherwise it is null, as a
    blank and n/a are.

    Raises `ParseError` for the first text that an eager frame cannot read, unless `missing="null"`; such texts are null
    on lazy frames. Raises what `translate_frame` raises for columns and arguments.

    >>> import polars as pl
    >>> from yen_usd import read_amounts
    >>> cells = pl.DataFrame({"sales": ["24,300", "△1,234*", "（567）", "—"]})
    >>> read_amounts(cells, "sales", unit="million", dtype="decimal")["sales_amount"].to_list()
    [Decimal('24300000000.00'), Decimal('-1234000000.00'), Decimal('-567000000.00'), None]
    """
    if not may_be_label(column):
        raise ArgumentError(f"column={quote(column)}", "amounts are read of one column", "name one")
    if type(places) is not int or not 0 <= places <= FLOAT_DIGITS:
        raise ArgumentError(f"places={quote(places)}", f"they run from 0 to {FLOAT_DIGITS}", "give a number")
    # An amount at a rate of one is itself; so the engines need to know nothing else.
    is_yen = to_currency(currency) is Currency.JPY
    call = Call(
        amount=column,
        on=NOT_GIVEN,
        period=NOT_GIVEN,
        rate=Rate.of(1),
        basis=None,
        averaging=None,
        rate_places=None,
        instants=None,
        to=Currency.USD if is_yen else Currency.JPY,
        amount_unit=unit,
        rounding=Rounding(places=places),
        missing=missing,
        parse_dates=False,
        parse_amounts=True,
        nil=nil,
        series=None,
        strict=False,
        fiscal_year_end=3,
        named_by="end",
        into=f"{column}_amount" if into is None else into,
        dtype=dtype,
        text_places=places,
    )
    return carry_out(frame, call)
