"""How Sphinx builds these pages, with the extra `docs`: `python -m sphinx -W -b html docs docs/_build`."""

import os
import re

os.environ["YEN_USD_CACHE"] = "off"  # the notebook shows the bundled figures

project = "yen_usd"
copyright = "2026, the yen_usd authors"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build"]
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300  # seconds a cell, on a busy machine
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_line_continuation_character = "\\"
html_theme = "furo"
html_title = "yen_usd"
html_static_path = ["_static"]
html_css_files = ["results.css"]
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
myst_heading_anchors = 3
default_role = "code"
napoleon_google_docstring = False  # numpydoc's sections alone
napoleon_use_param = False  # the types in words, which signatures link
napoleon_use_rtype = False
napoleon_use_ivar = True
python_maximum_signature_line_length = 80
python_use_unqualified_type_names = True
autodoc_type_aliases = {
    "AveragingName": "yen_usd.rates.AveragingName",
    "DateLike": "yen_usd.dates.DateLike",
    "Mode": "yen_usd.money.Mode",
    "Naming": "yen_usd.dates.Naming",
    "Number": "yen_usd.money.Number",
    "PeriodBasis": "yen_usd.rates.PeriodBasis",
    "PeriodLike": "yen_usd.dates.PeriodLike",
    "Unit": "yen_usd.money.Unit",
} | {
    name: name
    for name in (
        "Backend", "Bounds", "ByColumn", "ByPeriod", "Calendar", "Column", "Constant", "Convertible", "DateOrPeriod",
        "DayOrColumn", "Figure", "Figures", "FiguresOfPeriods", "FilePath", "FlowOrBalance", "FrameDType", "IntoFrame",
        "IntoFrameT", "Label", "LineFigure", "LineFigures", "Lines", "Missing", "Negative", "NotGiven", "NumberType",
        "NumpyScalar", "PandasPeriod", "PeriodKind", "PeriodOrColumn", "PrintedMapping", "RateFile", "RateOrColumn",
        "RateOrPeriod", "SourceName", "Style", "TableSource", "Totals",
    )
}  # fmt: skip


def _named(app, what, name, obj, options, signature, returns):
    """Sphinx 9 shows the names above in unions as the objects that it puts in their place; we want the names."""
    return tuple(part and re.sub(r"TypeAliasForwardRef\('([\w.]+)'\)", r"\1", part) for part in (signature, returns))


def _dates(app, what, name, obj, options, lines):
    """A type `date` in a docstring is Python's, and none of the attributes of this name."""
    lines[:] = [re.sub(r"^( *:(?:type|vartype \w+): .*?)(?<!\.)\bdate\b", r"\1datetime.date", line) for line in lines]


def _blocks(app, name, source):
    """Examples end with an empty line for doctest, which readers need not see."""
    source[0] = source[0].replace("\n\n```\n", "\n```\n")


def setup(app):
    app.connect("source-read", _blocks)
    app.connect("autodoc-process-docstring", _dates, priority=501)  # after napoleon
    app.connect("autodoc-process-signature", _named)
