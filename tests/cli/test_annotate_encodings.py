"""The annotate command and the yen sign of Shift-JIS, headings in a stream, and the rate that must be named."""

import pytest
from annotating import annotate
from commands import call

BLOCK = (
    "(in millions of yen)\n\nNet sales\t¥16,027\n\n\nCost\t¥1,234\n\n"
    "It is over, and the fee of the bank was ¥5,000 then.\n\n"
)


@pytest.mark.parametrize("encoding", ["shift_jis", "cp932", "ms932", "sjis"])
def test_the_byte_5c_before_digits_is_the_sign_of_the_yen(encoding: str) -> None:
    """It is read as such, and stays the byte that it is; the second byte of a character is none."""
    given = "表示価格は".encode("cp932") + b"\x5c1,175,600 and C:\x5ctemp; " + "ソ5".encode("cp932")
    done = call("annotate", "--rate", "report", "--encoding", encoding, given=given)
    assert done.returncode == 0
    assert done.output == given.replace(b"\x5c1,175,600", b"\x5c1,175,600 ($10.0 thousand)")
    again = call("annotate", "--rate", "report", "--encoding", encoding, given=done.output)
    assert again.output == done.output


def test_in_other_encodings_a_backslash_before_digits_is_reported() -> None:
    """It may be a file of Shift-JIS that was converted badly."""
    done = call("annotate", "--rate", "report", given=rb"It cost \1,234 then.")
    assert done.output == rb"It cost \1,234 then."
    assert "Shift-JIS" in done.stderr


def test_a_file_gives_the_bytes_of_the_whole() -> None:
    """Its headings hold from block to block."""
    text = BLOCK * 300
    done = call("annotate", "--rate", "report", given=text.encode())
    assert done.output.decode() == annotate(text).text
    assert done.output.count(b"($42.53)") == 300


def test_a_rate_must_be_named_and_the_reports_has_a_name() -> None:
    """One line of complaint with what to write, and exit code 2."""
    done = call("annotate", given="¥5 billion".encode())
    assert (done.returncode, done.output) == (2, b"")
    assert "--rate report" in done.stderr
    assert call("annotate", "--rate", "report", given="¥5 billion".encode()).output.decode() == "¥5 billion ($42.5 million)"
    assert call("annotate", "--on", "2007-07-03", given="¥1,224".encode()).output.decode() == "¥1,224 ($10.00)"
    done = call("annotate", "--rate", "report", "--label", "mine", given=b"")
    assert done.returncode == 2
