"""The house rules that a build holds: types, style, which way imports run, and what is loaded where."""

from __future__ import annotations

import ast
import gc
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("cop_tui", "screens", "sessions")
LONGEST_MODULE = 320


def checked(*command: str) -> None:
    tool = Path(sys.executable).with_name(command[0])
    done = subprocess.run([str(tool), *command[1:]], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_are_strict() -> None:
    checked("mypy")


def test_style() -> None:
    checked("ruff", "check", ".")
    checked("ruff", "format", "--check", ".")


def test_imports_run_one_way() -> None:
    checked("lint-imports", "--no-cache")


def loaded(module: str) -> set[str]:
    """The top-level packages, and our own modules, that importing a module loads in a fresh interpreter."""
    script = f"import sys, {module}; print('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("cop_tui.app", ("starlette", "uvicorn", "jinja2", "cop_tui.web", "cop_tui.html", "cop_tui.export", "cop_tui.host.server")),
        ("cop_tui.terminal", ("textual", "starlette", "uvicorn", "cop_tui.web", "cop_tui.export", "cop_tui.host.server")),
        ("cop_tui.plain", ("textual", "starlette", "uvicorn", "screens", "cop_tui.web", "cop_tui.export")),
        ("cop_tui.cli", ("textual", "starlette", "uvicorn", "tinydb", "platformdirs", "filelock", "ifaddr")),
        ("cop_tui.host.server", ("textual", "rich", "screens", "starlette", "uvicorn", "ifaddr")),
        ("cop_tui.web.site", ("textual", "rich", "screens")),
        ("cop_tui.export", ("textual", "rich", "screens", "starlette")),
    ],
)  # fmt: skip
def test_what_is_not_needed_is_not_loaded(module: str, never: tuple[str, ...]) -> None:
    assert not set(never) & loaded(module)


def test_modules_are_one_idea_long() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not long


def parsed(path: Path) -> ast.AST:
    gc.disable()  # see conftest.py
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    finally:
        gc.enable()


def test_no_text_of_a_person_is_ever_markup() -> None:
    """Textual reads markup in a str: in `screens` only `Content` is shown, and never made from markup with an f-string."""
    for path in [*(ROOT / "screens").rglob("*.py"), ROOT / "cop_tui" / "app.py"]:
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "from_markup"
            ):
                assert not isinstance(node.args[0], ast.JoinedStr), f"{path.name}:{node.lineno}"
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("Static", "Label")
            ):
                assert not any(isinstance(arg, ast.JoinedStr) for arg in node.args), (
                    f"{path.name}:{node.lineno}"
                )


def test_every_file_that_is_opened_says_its_encoding() -> None:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(parsed(path)):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in ("read_text", "write_text")
                ):
                    assert any(word.arg == "encoding" for word in node.keywords), f"{path.name}:{node.lineno}"


def test_every_module_of_a_session_can_be_imported_first() -> None:
    """No module works only because another happened to be loaded before it."""
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / "sessions").rglob("*.py"))
    ]
    script = (
        "import importlib, sys\n"
        f"for name in {names!r}:\n"
        "    for loaded in [one for one in sys.modules if one.partition('.')[0] == 'sessions']:\n"
        "        del sys.modules[loaded]\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
