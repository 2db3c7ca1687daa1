"""Files that try a reader's patience: a beginning, a piece again and again, and an end."""

from typing import NamedTuple


class Hostile(NamedTuple):
    """A file of any length, and the number of pieces that makes it as long as a file may be, or longer."""

    head: bytes
    piece: bytes
    times: int
    tail: bytes = b""

    def content(self, times: int | None = None) -> bytes:
        """The file with so many pieces."""
        return self.head + self.piece * (self.times if times is None else times) + self.tail


OURS = b"date,yen_per_usd\n"
FILES = {
    "no end": Hostile(b"", b"1", 20_000_000),
    "one line of commas": Hostile(b"", b",", 5_000_000),
    "one quote": Hostile(OURS + b'"', b"x", 4_000_000),
    "quotes": Hostile(OURS, b'""', 2_400_000),
    "lines of nothing": Hostile(OURS, b"\n", 4_900_000),
    "fewer lines of nothing": Hostile(OURS, b"\n", 90_000),
    "short lines": Hostile(OURS, b"2026-09-25,157.18\n", 90_000),
    "many columns": Hostile(b"observation_date,", b"DEXJPUS,", 600_000, b"\n"),
    "digits": Hostile(OURS + b"2026-09-25,", b"1", 100_000, b".00\n"),
    "the end of time": Hostile(OURS, b"2026-09-25,157.18\n", 1, b"9999-12-31,157.18\n"),
    "seals": Hostile(OURS, b"sha256,0\n", 90_000),
}
PAGES = {
    "tags that do not end": Hostile(b"", b"<", 5_000_000),
    "tags": Hostile(b"", b"<td>", 1_250_000),
    "comments": Hostile(b"", b"<!--", 1_250_000),
    "entities": Hostile(b"", b"&amp;", 1_000_000),
    "dates": Hostile(b"japan ", b"4-JAN-00 ", 550_000),
    "years": Hostile(b"japan ", b"1-1-1-1-", 620_000),
}
