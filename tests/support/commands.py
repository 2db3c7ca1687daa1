"""The command, called in this process as a shell would call it: bytes in, bytes out, an exit code."""

import contextlib
import io
import sys
from dataclasses import dataclass
from unittest import mock

from yen_usd.cli import main


@dataclass(frozen=True)
class Called:
    """What a command has written, and its exit code."""

    returncode: int
    output: bytes
    errors: bytes

    @property
    def stdout(self) -> str:
        """Its answer as text."""
        return self.output.decode()

    @property
    def stderr(self) -> str:
        """Its complaints and reports as text."""
        return self.errors.decode()


def call(*arguments: str, given: bytes = b"") -> Called:
    """Run the command here, with standard streams of its own: what it prints, and no exception but its own exit."""
    streams = [io.BytesIO(given), io.BytesIO(), io.BytesIO()]
    text = [io.TextIOWrapper(stream, encoding="utf-8", newline="\n") for stream in streams]
    with (
        mock.patch.object(sys, "stdin", text[0]),
        contextlib.redirect_stdout(text[1]),
        contextlib.redirect_stderr(text[2]),
    ):
        try:
            code = main(arguments)
        except SystemExit as exit_:
            code = exit_.code if isinstance(exit_.code, int) else int(exit_.code is not None)
    for stream in text[1:]:
        stream.flush()
    return Called(code, streams[1].getvalue(), streams[2].getvalue())
