"""What the documentation says is so: commands, flags, settings, files, requirements."""

import ast
import re
import shlex
import sys
import tomllib
from argparse import ArgumentParser, _SubParsersAction
from dataclasses import fields
from pathlib import Path

import pytest

from stats.__main__ import FORMATS, STEPS, parser
from stats.filters import FILTER_NAMES
from stats.settings import Limits, Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs" / "deploy.md", ROOT / "docs" / "data.md"]


def commands() -> dict[str, ArgumentParser]:
    """Return the commands of `python -m stats` with their parsers."""
    (chosen,) = [a for a in parser()._actions if isinstance(a, _SubParsersAction)]
    return dict(chosen.choices)


def test_every_command_is_in_the_readme_and_the_other_way_round() -> None:
    assert set(re.findall(r"^\| `python -m stats (\w+)", README, re.MULTILINE)) == set(commands())


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_commands_that_are_shown_can_be_read(path: Path) -> None:
    """Each `python -m stats …` of a page is one that the parser takes."""
    text = path.read_text(encoding="utf-8")
    shown = re.findall(r"python -m stats (?!\.)([^`\n#]+)", text)
    for line in shown:
        words = shlex.split(re.sub(r"\.\.\.", "", line))
        known = commands()
        assert words[0] in known, line
        flags = {flag for action in known[words[0]]._actions for flag in action.option_strings}
        assert {w for w in words if w.startswith("-")} <= flags, line
        if len(words) > 1 and not any(w.isupper() for w in words):
            parser().parse_args(words)


def test_formats_steps_and_filters_are_all_told() -> None:
    assert f"`--format {'|'.join(FORMATS)}`" in README
    assert f"`--every {'|'.join(STEPS)}`" in README
    listed = re.search(r"the filters `([^`]+)`", README)
    assert listed
    assert listed.group(1).split() == [f"--{name}" for name in FILTER_NAMES]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_files_that_are_named_exist(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_set_up_is_one_line_each_and_the_same_on_windows() -> None:
    """The Windows line differs in nothing but spelling."""
    posix = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    windows = re.findall(r'^cmd /c "(.*)"$', README, re.MULTILINE)
    assert len(posix) == len(windows) == 2
    for ours, theirs in zip(posix, windows, strict=True):
        same = theirs.replace("py -3 ", "python3 ").replace(".venv\\Scripts\\python", ".venv/bin/python")
        assert same.replace("\\", "/") == ours
        for file in re.findall(r"(?:-r|run) (\S+)", ours):
            assert (ROOT / file).is_file(), file


def test_ci_does_what_the_readme_says() -> None:
    """The same requirements and the same test command as the README's second line."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    line = next(x for x in README.splitlines() if x.startswith("python3 -m venv") and "pytest" in x)
    installed = re.search(r"pip install (.*?) &&", line)
    assert installed
    assert installed.group(1) in script
    command = line.rsplit(".venv/bin/python ", 1)[1]
    assert command.startswith("-m pytest")
    assert f'"$run" {command}' in script


def test_every_setting_is_in_the_page_on_deploying() -> None:
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    names = {f.name for f in fields(Settings)} - {"limits"} | {f.name for f in fields(Limits)}
    assert {n.lower() for n in re.findall(r"^\| `HEADCOUNT_(\w+)`", page, re.MULTILINE)} == names
    for limit in fields(Limits):
        told = re.search(rf"`HEADCOUNT_{limit.name.upper()}` \| (\d+)", page)
        assert told
        assert float(told.group(1)) == limit.default


def test_the_server_settings_exist_and_keep_to_this_machine() -> None:
    from streamlit import config

    given = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert given["server"]["address"] == "127.0.0.1"
    assert given["browser"]["gatherUsageStats"] is False
    assert given["client"]["showErrorDetails"] == "none"
    for section in set(given) - {"theme"}:
        for key in given[section]:
            assert f"{section}.{key}" in config._config_options_template, key


# The name of a distribution where it is not that of its module.
DISTRIBUTIONS = {
    "docx": "python-docx", "starlette": "streamlit", "dateutil": "pandas", "distributed": "dask", "lxml": "trafilatura",
}  # fmt: skip
INDIRECT = {"psycopg", "authlib", "httpx2", "lxml-html-clean"}


def pinned(path: Path) -> dict[str, str]:
    """Return the requirements of a file: name without extras, version."""
    lines = [x.split("#")[0].strip() for x in path.read_text(encoding="utf-8").splitlines()]
    return {re.split(r"[\[=]", x)[0].lower(): x.partition("==")[2] for x in lines if x}


def third_party(folder: str) -> set[str]:
    """Return the third-party modules that the code of a folder imports."""
    found: set[str] = set()
    for path in [*(ROOT / folder).rglob("*.py"), *(ROOT.glob("dashboard.py") if folder == "stats" else [])]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(a.name.split(".")[0] for a in node.names)
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").split(".")[0])
    return found - set(sys.stdlib_module_names) - {"stats", "tests", "__future__", ""}


def test_requirements_are_pinned_and_complete() -> None:
    """Each is pinned exactly, each import is there, each pin is used, and CONTRIBUTING tells what for."""
    app, tools = pinned(ROOT / "requirements.txt"), pinned(ROOT / "tests" / "requirements.txt")
    assert all({**app, **tools}.values())
    imported = {DISTRIBUTIONS.get(name, name) for name in third_party("stats")}
    assert imported - {"dask"} <= set(app), imported - set(app)
    assert set(app) <= imported | INDIRECT, set(app) - imported
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert not [name for name in {**app, **tools} if name not in told]
