"""Equivalents written into prose: what is inserted where, and what is left alone."""

from decimal import Decimal

import pytest
from annotating import annotate
from answers import DATA, table

import yen_usd
from yen_usd import (
    AmountTypeError,
    ArgumentError,
    Converter,
    CurrencyError,
    Dollars,
    FormatError,
    ReachError,
    Yen,
    YenUsdError,
)
from yen_usd.prose.annotation import Annotation, Annotator

REPORT = (DATA / "report_prose.md").read_text(encoding="utf-8")

# At 117.56, worked out by long division: two decimals below ten, one above.
IN_WORDS = {
    "¥24.3 billion": "$206.7 million",
    "¥15.6 billion": "$132.7 million",
    "¥750 million": "$6.38 million",
    "¥110 million": "$935.7 thousand",
    "¥75 million": "$638.0 thousand",
    "¥300 million": "$2.55 million",
    "¥1,200 million": "$10.2 million",
    "¥235 million": "$2.00 million",
    "¥2.8 billion": "$23.8 million",
    "¥17.1 billion": "$145.5 million",
    "¥1.5 billion": "$12.8 million",
    "¥3.2 billion": "$27.2 million",
    "¥1.3 billion": "$11.1 million",
    "¥ 1.4 billion": "$11.9 million",
    "¥1.0 billion": "$8.51 million",
}


def without_insertions(annotation: Annotation) -> str:
    text = annotation.text
    for found in reversed(annotation.found):
        assert text[found.position : found.position + len(found.inserted)] == found.inserted
        text = text[: found.position] + text[found.position + len(found.inserted) :]
    return text


def test_the_report_gets_its_dollars() -> None:
    """All fifteen, in order, with nothing else changed; rates, table and the damaged amount as they were."""
    annotation = annotate(REPORT)
    expected = REPORT
    for text, dollars in IN_WORDS.items():
        assert expected.count(text) == 1
        expected = expected.replace(text, f"{text} ({dollars})")
    assert annotation.text == expected
    assert [found.inserted for found in annotation.found] == [f" ({dollars})" for dollars in IN_WORDS.values()]
    assert without_insertions(annotation) == REPORT
    assert [unread.text for unread in annotation.unread] == ["\\$\\frac{4}{2}\\$1 billion"]
    assert [found.reading.text for found in annotation.found] == list(IN_WORDS)
    assert annotation.rate.yen_per_usd == Decimal("117.56")
    assert len(annotation.rates) == 13
    assert [row["yen_text"] for row in table("report_amounts.csv")] == list(IN_WORDS)


def test_annotating_twice_changes_nothing() -> None:
    """What stands next to its dollars is found, and left alone."""
    once = annotate(REPORT)
    again = annotate(once.text)
    assert again.text == once.text
    assert [found.translation for found in again.found] == [found.translation for found in once.found]
    assert not any(found.inserted for found in again.found)
    assert annotate(once.text, on="2015-03-31").text == once.text


def test_what_is_written_does_not_part_a_paragraph_from_its_heading() -> None:
    """Behind the first amount the 千 would begin a paragraph of its own, and be no heading of what follows."""
    text = "¥5\n\n千\n\n¥6"
    once = annotate(text)
    assert annotate(once.text).text == once.text == text
    assert [unread.text for unread in once.unread] == ["¥5", "千", "¥6"]


@pytest.mark.parametrize(
    ("yen", "dollars"),
    [
        ("¥750 million", "$6.38 million"),
        ("¥15.6 billion", "$132.7 million"),
        ("¥500", "$4.25"),
        ("¥5", "$0.04"),
        ("¥117,559", "$999.99"),
        ("¥117,560", "$1.00 thousand"),
        ("¥117,559.7", "$1.00 thousand"),
        ("¥1,174,424", "$9.99 thousand"),
        ("¥1,175,012", "$9.99 thousand"),
        ("¥1,175,013", "$10.0 thousand"),  # 9.99500...: ten, once it is rounded to two decimals
        ("¥117,554,121", "$999.9 thousand"),
        ("¥117,554,122", "$1.00 million"),
        ("¥117.56 trillion", "$1.00 trillion"),
        ("¥1,175,600 trillion", "$10,000.0 trillion"),
        ("minus ¥750 million", "-$6.38 million"),
        ("△1,234百万円", "-$10.5 million"),
        ("¥0", "$0.00"),
    ],
)
def test_the_equivalent_is_in_words(yen: str, dollars: str) -> None:
    """Two decimals where the figure before the unit is below ten, one above, also where rounding carries it there."""
    assert annotate(f"It was {yen}.").text == f"It was {yen} ({dollars})."


LEFT_ALONE = [
    "¥15.6 billion ($132.7 million)",
    "¥15.6 billion (US$132.7 million)",
    "¥15.6 billion (\\$132.7 million)",
    "¥15.6 billion\n($132.7 million)",
    "¥15.6 billion (approximately U.S. $132.7 million)",
    "¥15.6 billion [$132.7 million]",
    "¥15.6 billion (132.7 million dollars)",
    "¥15.6 billion, or $132.7 million,",
    "¥15.6 billion or approximately $132.7 million",
    "¥15.6 billion/$132.7 million",
    "¥15.6 billion = $132.7 million",
    "¥15.6 billion\t$132.7 million",
    "156億円（1億3,270万ドル）",
    "$132.7 million (¥15.6 billion)",
    "US$132.7 million, or ¥15.6 billion,",
    "$132.7 million/¥15.6 billion",
    "1億3,270万ドル（156億円）",
    "¥1.0 to ¥1.5 billion ($8.5 million to $12.8 million)",
    "¥1.0 billion and ¥1.5 billion ($8.5 million and $12.8 million, respectively)",
    "$8.5 million and $12.8 million (¥1.0 billion and ¥1.5 billion)",
    "the rate was ¥117.56 per US$1.00",
    "`¥5 million`",
    "``a ` ¥5 million``",
    "[¥5 million](https://example.com/?a=¥5)",
    "![chart of ¥5 million](chart.png \"¥5 million\")",
    "[¥5 million][note]",
    "[note]: https://example.com/¥5 '¥5 million'",
    "<https://example.com/¥5>",
    "see https://example.com/¥5,000",
    '<span title="¥5 million">it</span>',
    "<code>¥5 million</code>",
    "<a href='x'>¥5 million</a>",
    "<!-- ¥5 million -->",
    "```\n¥5 million\n```",
    "~~~text\n\n¥5 million\n\n¥6 million\n~~~",
    "> ```\n> ¥5 million\n> ```",
    "<pre>\n\n¥5 million\n\n</pre>",
    "€5 million, HK$5 million and 5 million shares",
    "losses of ¥24,3OO million",
    "",
]  # fmt: skip


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_has_its_dollars_or_is_no_prose_is_left_alone(text: str) -> None:
    """On either side, in brackets, behind "or", a bar or an equals sign; code, links, tags; rates."""
    assert annotate(text).text == text
    assert annotate(f"Before that:\n\n{text}").text == f"Before that:\n\n{text}"


ANNOTATED = {
    "¥5 billion and $40 million": "¥5 billion ($42.5 million) and $40 million",
    "¥15.6 billion (of which $5 million)": "¥15.6 billion ($132.7 million) (of which $5 million)",
    "¥5 million (of ¥6 million)": "¥5 million ($42.5 thousand) (of ¥6 million ($51.0 thousand))",
    "**¥5 billion** and _¥6 billion_": "**¥5 billion ($42.5 million)** and _¥6 billion ($51.0 million)_",
    "¥1.0 to ¥1.5 billion": "¥1.0 ($8.51 million) to ¥1.5 billion ($12.8 million)",
    "[¥5 million] was paid": "[¥5 million ($42.5 thousand)] was paid",
    "profit < ¥5 billion": "profit < ¥5 billion ($42.5 million)",
    "a ` b ¥5 billion": "a ` b ¥5 billion ($42.5 million)",
    "`code` ¥5 billion `code`": "`code` ¥5 billion ($42.5 million) `code`",
    "\\`¥5 billion\\`": "\\`¥5 billion ($42.5 million)\\`",
    "売上高は243億円です。": "売上高は243億円 ($206.7 million)です。",
    "```\n¥1 million\n```\n¥5 billion": "```\n¥1 million\n```\n¥5 billion ($42.5 million)",
    "<a>¥5 billion": "<a>¥5 billion ($42.5 million)",
    "- ¥5 billion\r\n- ¥6 billion\r\n": "- ¥5 billion ($42.5 million)\r\n- ¥6 billion ($51.0 million)\r\n",
}


@pytest.mark.parametrize(("text", "written"), ANNOTATED.items())
def test_every_other_amount_is_annotated(text: str, written: str) -> None:
    """Lists in two currencies, emphasis, ranges, what only looks like markup."""
    annotation = annotate(text)
    assert annotation.text == written
    assert without_insertions(annotation) == text
    assert annotate(written).text == written


UNSTABLE = "1.0 thousand yen billion 0 yen0 yen¥0"


@pytest.mark.parametrize("text", [UNSTABLE, f"{UNSTABLE}\nIt was ¥5 billion.", f"{UNSTABLE}\n\nIt was ¥5 billion."])
def test_where_a_second_time_would_read_otherwise_nothing_is_written(text: str) -> None:
    """Among damaged amounts what is written may change what is read; such lines are left and reported."""
    once = annotate(text)
    assert annotate(once.text).text == once.text
    assert once.text.splitlines()[0] == text.splitlines()[0]
    assert once.unread
    assert ("¥5 billion ($42.5 million)" in once.text) is ("¥5 billion" in text)


def test_the_rate_is_named_as_for_a_translation() -> None:
    """By a date, a period, a rate of one's own or a converter's settings; and it is told."""
    text = "a loss of ¥1 billion"
    assert annotate(text, on="2015-03-31").text == "a loss of ¥1 billion ($8.34 million)"
    assert annotate(text, period="FY2007", basis="average").text == "a loss of ¥1 billion ($8.58 million)"
    assert annotate(text, rate="¥100").text == "a loss of ¥1 billion ($10.0 million)"
    december = Converter(fiscal_year_end=12)
    annotation = annotate(text, converter=december, period="FY2006", basis="average")
    assert annotation.rate == december.rate(period="FY2006", basis="average")
    with pytest.raises(ReachError):
        annotate(text, on="1971-08-20")
    with pytest.raises(ArgumentError, match="no rate is named"):
        yen_usd.annotate(text, converter=Converter())
    with pytest.raises(ArgumentError, match="without basis"):
        annotate(text, period="FY2007")


def test_the_other_direction_writes_yen_behind_dollars() -> None:
    """With the same care for what stands there already."""
    assert annotate("It cost $1.2 million (¥141.1 million) and $5.", to="JPY").text == (
        "It cost $1.2 million (¥141.1 million) and $5 (¥588)."
    )
    annotation = annotate("US$1 billion and ¥5 billion", to="JPY", on="2007-07-03")
    assert annotation.text == "US$1 billion (¥122.4 billion) and ¥5 billion"
    assert annotation.found[0].translation.result == Yen(122_400_000_000)
    with pytest.raises(CurrencyError):
        annotate("¥5", to="EUR")


@pytest.mark.parametrize(
    ("template", "written"),
    [
        (" [{result}]", "It was ¥5 billion [$42.5 million] then."),
        (" ({result} at ¥{rate})", "It was ¥5 billion ($42.5 million at ¥117.56) then."),
        (", or {result},", "It was ¥5 billion, or $42.5 million, then."),
        (" ({result:iso})", "It was ¥5 billion (USD 42,531,473.29) then."),
        (" ({result:million.3} million for {source})", "It was ¥5 billion (42.531 million for ¥5 billion) then."),
        (" = {result:name}", "It was ¥5 billion = 42.5 million U.S. dollars then."),
        ("（{result:japanese}）", "It was ¥5 billion（4,253万1,473.29ドル） then."),
        (" {{{result}}}", "It was ¥5 billion {$42.5 million} then."),
    ],
)
def test_a_template_says_what_is_inserted(template: str, written: str) -> None:
    """The result in any format, the source and the rate; and twice is once."""
    annotation = annotate("It was ¥5 billion then.", template=template)
    assert annotation.text == written
    assert annotate(written, template=template).text == written
    assert without_insertions(annotation) == "It was ¥5 billion then."


HARMFUL = [
    "{result}", " million ({result})", "0{result}", "no field", "{other} {result}", "{result.__class__}", "{result!r}", "{",
    "{result:zzz}", "\n({result})", "{rate:x}{result}", "{0}", "{}", "", None, 5,
]  # fmt: skip


@pytest.mark.parametrize("template", HARMFUL)
def test_a_template_that_would_harm_is_refused(template: object) -> None:
    """One without the result, with a field that is none, or that runs into the amounts."""
    with pytest.raises(FormatError):
        annotate("It was ¥5 billion then.", template=template)


def test_places_fix_the_decimals() -> None:
    """And are checked, also where nothing is found."""
    assert annotate("¥750 million", places=0).text == "¥750 million ($6 million)"
    assert annotate("¥15.6 billion", places=3).text == "¥15.6 billion ($132.698 million)"
    with pytest.raises(FormatError, match="places"):
        annotate("nothing", places=-1)


def test_the_translations_are_those_of_translate() -> None:
    """Rounded as the converter says, with the source's own text and place."""
    from yen_usd import Rounding, translate

    converter = Converter(rounding=Rounding(unit="million"))
    found = annotate("It was ¥24.3 billion.", converter=converter).found[0]
    assert found.translation == converter.translate("¥24.3 billion")
    assert found.translation.result == Dollars(207_000_000)
    assert (found.reading.text, found.reading.start, found.reading.end) == ("¥24.3 billion", 7, 20)
    assert annotate("¥1").found[0].translation == translate(1)


@pytest.mark.parametrize(
    ("text", "options", "error"),
    [
        (5, {}, AmountTypeError),
        (b"x", {}, AmountTypeError),
        ("x", {"converter": 5}, ArgumentError),
        ("x", {"to": None}, CurrencyError),
    ],
)
def test_what_is_no_text_or_setting_is_refused(text: object, options: dict[str, object], error: type[Exception]) -> None:
    """By errors of the library that are builtins too."""
    with pytest.raises(error) as caught:
        annotate(text, **options)
    assert isinstance(caught.value, YenUsdError)


def test_places_in_the_text_run_on_from_paragraph_to_paragraph() -> None:
    """An annotator that is given a text in parts says the same as one call."""
    from yen_usd.prose.paragraphs import split_paragraphs

    whole = annotate(REPORT)
    annotator = Annotator(whole.rate)
    parts = [annotator.paragraph(part) for part in split_paragraphs([REPORT])]
    assert "".join(part.text for part in parts) == whole.text
    assert tuple(found for part in parts for found in part.found) == whole.found


@pytest.mark.parametrize("size", [1, 7, 40, 1000])
def test_a_text_in_any_pieces_has_the_same_paragraphs(size: int) -> None:
    """The cuts depend on the text alone, and nothing is lost."""
    from yen_usd.prose.paragraphs import LONGEST, split_paragraphs

    text = REPORT + "x" * (LONGEST + 5 if size == 1000 else 5) + "\n \n\n ¥24.3 \n\n billion and\n\nmore"
    whole = list(split_paragraphs([text]))
    assert "".join(whole) == text
    assert list(split_paragraphs(text[i : i + size] for i in range(0, len(text), size))) == whole
    assert any("¥24.3 \n\n billion" in paragraph for paragraph in whole)
