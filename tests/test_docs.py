"""The links and the notebook of the pages; and that what pages for maintainers name is there."""

import importlib
import inspect
import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

import yen_usd
from yen_usd.cli import main

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
pytestmark = pytest.mark.skipif(not DOCS.exists(), reason="the docs are not beside the tests, as when they run on a wheel")


def page(name: str) -> str:
    """The text of a page."""
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def has(path: str) -> bool:
    """Whether a dotted path leads to a module of the package, or to something in one."""
    parts = path.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            found = getattr(found, part, None)
        return found is not None
    return False


def anchors(text: str) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"(?ms)^```.*?^```$", "", text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_no_link_of_a_page_is_dead() -> None:
    """Links to pages, headings, pictures and files."""
    dead = []
    for source in (ROOT / "README.md", *DOCS.rglob("*.md")):
        text = source.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", re.sub(r"(?ms)^```.*?^```$", "", text))):
            path, _, heading = target.partition("#")
            if "://" not in target:
                aim = (source.parent / path).resolve() if path else source
                if not aim.exists() or (heading and heading not in anchors(aim.read_text(encoding="utf-8"))):
                    dead.append(f"{source.name}: {target}")
    assert dead == []


def commands(text: str) -> list[tuple[list[str], str]]:
    """The commands of ours in the console blocks of a page: their arguments, and what the page says that they print."""
    found = []
    for block in re.findall(r"(?ms)^```console$(.*?)^```$", text):
        for command, output in re.findall(r"(?ms)^\$ (.*?)$\n(.*?)(?=^\$ |\Z)", block.replace("\\\n", "")):
            ours = re.search(r"(?:^|&& )(?:python -m yen_usd|yen-usd) (.*)$", command)
            if ours and not re.search(r"[|<>]", ours[1]):  # what a shell does is not done here
                found.append((shlex.split(ours[1]), output.strip()))
    return found


def test_the_commands_on_pages_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And print what stands below them; the network, the machine's own files, missing files and pictures are left out."""
    shutil.copytree(DOCS / "files", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    ran = 0
    for source in (ROOT / "README.md", *DOCS.rglob("*.md")):
        for arguments, output in commands(source.read_text(encoding="utf-8")):
            files = [
                word
                for word, before in zip(arguments, ["", *arguments], strict=False)
                if before != "-o" and re.search(r"\.[a-z]{2,4}$", word)
            ]
            if arguments[0] not in {"update", "data", "plot"} and all((tmp_path / file).exists() for file in files):
                assert main(arguments) == 0, (source.name, arguments)
                printed = capsys.readouterr().out
                assert not output or printed.split() == output.split(), (source.name, arguments)
                ran += 1
    assert ran >= 4


def test_the_extras_that_pages_install_exist() -> None:
    """In commands and in text, from the folder and from a wheel."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras = set(tomllib.load(file)["project"]["optional-dependencies"])
    texts = [source.read_text(encoding="utf-8") for source in (ROOT / "README.md", *DOCS.rglob("*.md"))]
    named = {
        name
        for text in texts
        for names in re.findall(r'install (?:--\S+ \S+ )*"[^"\s]*\[([\w,]+)\]"', text)
        for name in names.split(",")
    }
    assert {"pandas", "test", "update"} <= named <= extras


def test_each_guide_leads_to_the_reference() -> None:
    """A reader of a guide finds every parameter one click away; so does one of the tutorial."""
    guides = [*(DOCS / "guides").glob("*.md"), DOCS / "start" / "tutorial.md"]
    assert [guide.name for guide in guides if "](../reference/" not in guide.read_text(encoding="utf-8")] == []


def test_the_notebook_runs() -> None:
    """Its cells, one after the other; the build of the pages shows what they give."""
    notebook = json.loads((DOCS / "guides" / "notebook.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names: dict[str, object] = {}
    for cell in cells:
        exec(cell, names)
    assert len(cells) > 5


def test_signatures_that_the_reference_writes_out_are_those_of_the_code() -> None:
    """Sphinx loses the first argument of a bound method, so the page of `translate` states its own."""
    written = re.findall(r"auto\w+:: (?:yen_usd\.)?translate(\(.*)$", page("reference/translation"), re.MULTILINE)
    actual = str(inspect.signature(yen_usd.translate)).replace("'", "").replace("not given", "NOT_GIVEN")
    assert [re.sub(r"yen_usd\.(dates|rates|money)\.", "", signature) for signature in written] == [actual, actual]


def test_the_names_in_signatures_are_defined() -> None:
    """Each name that the build keeps in signatures, and that has no room to be imported from, is on their page."""
    defined = re.findall(r"^\.\. py:type:: (\w+)$", page("reference/types"), re.MULTILINE)
    kept = re.findall(
        r'"(\w+)"', (DOCS / "conf.py").read_text(encoding="utf-8").partition("for name in (")[2].partition(")")[0]
    )
    assert len(kept) > 20
    assert set(kept) | {"SourceT", "ResultT"} == set(defined)


def test_code_on_pages_fits_a_screen() -> None:
    """Inputs and commands on the pages that users read, in the characters that a column of a page shows."""
    pages = [
        ROOT / "README.md",
        *(DOCS / "start").glob("*.md"),
        *(DOCS / "guides").glob("*.md"),
        *(DOCS / "background").glob("*.md"),
    ]
    long = []
    for source in pages:
        for block in re.findall(r"(?ms)^```\w+$(.*?)^```$", source.read_text(encoding="utf-8")):
            long += [
                f"{source.name}: {line}"
                for line in block.splitlines()
                if len(line) > 88 and line.startswith((">>> ", "... ", "$ "))
            ]
    assert long == []


def test_the_files_that_contributors_are_sent_to_exist() -> None:
    """Each path that the page names, but for that of any room."""
    paths = re.findall(r"`((?:yen_usd|tests|docs|[.]ci)(?:/[\w./]+)?)`", page("CONTRIBUTING"))
    assert len(paths) > 15
    assert [path for path in paths if "ROOM" not in path and not (ROOT / path).exists()] == []


def test_the_modules_that_the_design_names_exist() -> None:
    """A dotted name that begins with a room or a module leads somewhere."""
    first = "|".join(sorted(path.stem for path in Path(yen_usd.__file__).parent.glob("[a-z_]*") if path.stem != "data"))
    names = re.findall(rf"`((?:{first})\.[\w.]+)`", page("project/design"))
    assert len(names) > 5
    assert [name for name in names if not has(f"yen_usd.{name}")] == []


def test_the_new_import_paths_of_the_change_log_exist() -> None:
    """Each old name is where its line says that it is."""
    table = page("project/changelog").partition("### Import paths")[2].partition("The inside of a room")[0]
    lines = re.findall(r"^\| `(yen_usd\.[^|]*)` \| ([^|]*) \|$", table, re.MULTILINE)
    assert len(lines) > 40
    for old, new in lines:
        module = old.partition("`")[0].rpartition(".")[0]
        where = [module] if new.startswith("as before") else [new.split("`")[1]]
        where += ["yen_usd"] if new.endswith(", or `yen_usd`") else []
        names = [name.rpartition(".")[2] for name in old.split("`, `")]
        assert [f"{room}.{name}" for room in where for name in names if not has(f"{room}.{name}")] == []


def test_the_steps_that_pages_name_are_those_of_ci() -> None:
    """`make -f .ci/Makefile STEP` on README and for contributors, and the steps that CI itself runs."""
    makefile = (ROOT / ".ci" / "Makefile").read_text(encoding="utf-8")
    steps = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    texts = (ROOT / "README.md").read_text(encoding="utf-8") + page("CONTRIBUTING") + page("project/changelog")
    named = set(" ".join(re.findall(r"make -f \.ci/Makefile((?: [a-z-]+)+)", texts)).split())
    runs = re.findall(r"^run ([a-z].*|--keep.*)$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    run = {word for line in runs for word in line.split() if not word.startswith("-")}
    assert {"setup", "test", "test-all"} <= named <= steps
    assert run == steps - {"help", "mutation", "test-all"}  # mutants take long, and are run by hand
    assert set(re.findall(r"^test-all: (.*) ##", makefile, re.MULTILINE)[0].split()) <= run
