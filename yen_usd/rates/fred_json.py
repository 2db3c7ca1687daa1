"""FRED's answer in JSON."""

from __future__ import annotations

from typing import Literal

from ..errors import SeriesError
from .file_days import ordinals
from .h10_rows import RATE, H10Rows, check_rows
from .rate_files import MAX_BYTES, check_size


def read_fred(content: bytes) -> H10Rows:
    """The rows of FRED's answer: dates and values, where "." is no rate; `SeriesError` for any other answer.

    The message quotes nothing of an answer, because the key might be in it.
    """
    from typing import Annotated

    from pydantic import BaseModel, FailFast, StringConstraints, ValidationError

    check_size(content, MAX_BYTES)

    class Observed(BaseModel):
        date: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
        value: Annotated[str, StringConstraints(pattern=f"^({RATE.pattern}|[.]|)$")]

    class Answer(BaseModel):
        units: Literal["lin"]
        observations: Annotated[list[Observed], FailFast()]

    try:
        answer, why = Answer.model_validate_json(content), ""
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        answer, why = None, f"the answer is not FRED's: {where}: {first['msg']}"
    if answer is None:  # raised out here, without the context that shows the answer
        raise SeriesError(why, "FRED's answer has units and observations", "try again later")

    def place(at: int) -> str:
        return f"observation {at + 1}"

    days = ordinals([one.date for one in answer.observations], None, place)
    return check_rows(days, [one.value for one in answer.observations], place, {".", ""})
