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
    """Read a column of text as amounts, in single yen or dollars.

    Cells are read on every engine as `translate_frame` reads them with
    `parse_amounts`. No amount is rounded.

    Parameters
    ----------
    frame : DataFrame, LazyFrame, Table or relation
        A frame of pandas, Polars, PyArrow, DuckDB, Dask or PySpark.
    column : str or int
        The column of text.
    currency : {"JPY", "USD"}, default "JPY"
        The currency of its cells.
    unit : str, optional
        The unit of the table's heading, such as "million". Cells must then name
        none.
    into : str, optional
        The name of the new column; by default the column's with "_amount".
    places : int, default 2
        The decimal places that an amount may have, 0 to 6.
    dtype : {"float", "decimal"}, optional
        Doubles or decimals, as for `translate_frame`.
    nil : bool, default False
        Whether a dash is zero; otherwise it is null, as a blank and n/a are.
    missing : {"raise", "null"}, default "raise"
        What becomes of text that cannot be read. On lazy frames it is always
        null.

    Returns
    -------
    DataFrame, LazyFrame, Table or relation
        A frame of the same kind with the new column last.

    Raises
    ------
    ParseError
        For text of an eager frame that cannot be read.
    MissingColumnError, ColumnExistsError
        For a column that the frame does not have, or has already.
    ArgumentError
        For several columns, and for `places` outside 0 to 6.

    Examples
    --------
    >>> import polars as pl
    >>> from yen_usd import read_amounts
    >>> cells = pl.DataFrame({"sales": ["24,300", "△1,234*", "（567）", "—"]})
    >>> found = read_amounts(cells, "sales", unit="million", dtype="decimal")
    >>> found["sales_amount"].to_list()
    [Decimal('24300000000.00'), Decimal('-1234000000.00'), Decimal('-567000000.00'), None]
    """
    if not may_be_label(column):
        raise ArgumentError(f"column={quote(column)}", "column must be the name of one column", "name a column of the frame")
    if type(places) is not int or not 0 <= places <= FLOAT_DIGITS:
        raise ArgumentError(
            f"places={quote(places)}",
            f"places must be a whole number from 0 to {FLOAT_DIGITS}",
            "write places=2, for example",
        )
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
