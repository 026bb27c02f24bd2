"""Finds the cases of an unpacked Cython source tree and reads their headers.

A case is one file of `tests/FOLDER` and one language level. Its header comments say how it is used:
`# mode:` (run, compile or error), `# tag:` (what it needs), `# cython:` and `# distutils:`. Needs only the
file system; guarantees the same list of cases in the same order for the same tree.

Example: `discover(Path("cython-3.3.1"))[0].ident == "buffers/bufaccess.pyx"`
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Optional, Tuple

FOLDERS = ("run", "compile", "errors", "memoryview", "buffers")
SUFFIXES = (".pyx", ".py", ".srctree")
DEFAULT_LEVEL = 2
HEADER_KEYS = ("mode", "tag", "ticket", "cython", "distutils", "preparse")

_HEADER_LINE = re.compile(r"#\s*(\w+)\s*:(.*)$")
_EXPECTATION = re.compile(r"(?:(warning|performance hint):)?(?:.*:)?\s*([-0-9]+)\s*:\s*([-0-9]+)\s*:\s*(.*)")
_SECTIONS = {"_ERRORS": "error", "_WARNINGS": "warning", "_PERFORMANCE_HINTS": "performance hint"}


@dataclass(frozen=True)
class Message:
    """One message that a case expects, or that a compiler printed."""

    line: int
    column: int
    text: str


@dataclass
class Case:
    """One test file at one language level."""

    ident: str
    folder: str
    path: Path
    module: str
    mode: str
    level: int
    tags: List[str]
    distutils: List[str]
    language: str
    pure: bool
    expected: Dict[str, List[Message]] = field(default_factory=dict)

    @property
    def category(self) -> str:
        """`srctree`, `cpp` or `c`, with `-py` added where the file needs no C-level feature."""
        if self.path.suffix == ".srctree":
            return "srctree"
        return self.language + ("-py" if self.pure else "")

    @property
    def unit(self) -> bool:
        """Whether the file's tests are `unittest` classes rather than doctests."""
        return self.module.startswith("test_")


def read_header(text: str) -> Dict[str, List[str]]:
    """The values of the header's `# key: a, b` comments: one block at the top of the file."""
    header: Dict[str, List[str]] = {key: [] for key in HEADER_KEYS}
    found = False
    for line in text.lstrip("\ufeff").splitlines():
        line = line.strip()
        if not line:
            if found:
                break
            continue
        if not line.startswith("#"):
            break
        match = _HEADER_LINE.match(line)
        if match is None:
            if found:
                break
            continue
        key, values = match.groups()
        if key in header:
            found = True
            header[key].extend(value for value in (part.strip() for part in values.split(",")) if value)
    return header


def split_expectations(text: str) -> Tuple[str, Dict[str, List[Message]]]:
    """The file without its trailing lists of expected messages, and those lists."""
    source: List[str] = []
    expected: Dict[str, List[Message]] = {}
    section: Optional[str] = None
    for line in text.splitlines(keepends=True):
        name = next((kind for mark, kind in _SECTIONS.items() if line.startswith(mark)), None)
        if name is not None:
            section = name
            expected.setdefault(section, [])
        elif section is None:
            source.append(line)
        else:
            kind, message = parse_message(line.rstrip("\n"))
            if message is not None:
                # A list may hold lines of another kind: a list of warnings in an error list, say.
                expected.setdefault(section if kind == "error" else kind, []).append(message)
    for messages in expected.values():
        messages.sort(key=lambda message: (message.line, message.column, message.text))
    return "".join(source), expected


def parse_message(line: str) -> Tuple[str, Optional[Message]]:
    """Reads `[kind:][file:]line:column: text`; the kind is `error` where none is given."""
    match = _EXPECTATION.match(line)
    if match is None:
        return "error", None
    kind, row, column, text = match.groups()
    return kind or "error", Message(int(row), int(column), text.strip())


def read_text(path: Path) -> str:
    """A source file's text. Any byte is accepted: some cases are deliberately wrongly encoded."""
    return path.read_bytes().decode("latin-1")


def needs_cpp(header: Dict[str, List[str]]) -> bool:
    """Whether the case can only be compiled as C++."""
    return "cpp" in header["tag"] or any(
        re.fullmatch(r"language\s*=\s*c\+\+", option) for option in header["distutils"]
    )


# Words and shapes that only the C-level language has. A lexical test is enough: the category is for reading.
_C_LEVEL = re.compile(
    r"""^\s*(?:cdef|cpdef|ctypedef|cimport|include|DEF|IF)\b        # declarations
      | ^\s*from\s+[\w.]+\s+cimport\b
      | <\s*[A-Za-z_][\w.\s]*[\*&\[\]:,\s]*>\s*[\w(&*"'\[]          # casts
      | \b(?:sizeof|nogil|NULL)\b
      | [(,]\s*(?:unsigned|int|long|double|float|char|short|object|Py_ssize_t|size_t|bint|str|list|dict)
            (?:\s+|\s*\*+\s*|\s*\[[:,\s]*\]\s*)[A-Za-z_]\w*\s*[,)=]
      | \bcython\.(?:int|long|double|float|char|short|declare|cast|address|sizeof|struct|union|typedef|pointer
            |cfunc|ccall|cclass|locals|returns|nogil|p_\w+|fused_type|cimports)\b
      | \bfor\s+\w+\s+from\b
    """,
    re.M | re.X,
)


def is_pure(text: str) -> bool:
    """Whether the file, read without strings and comments, uses nothing of the C-level language."""
    stripped = re.sub(
        r'(?s)("""|\'\'\').*?\1|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|#[^\n]*', '""', text
    )
    return _C_LEVEL.search(stripped) is None


def load_case(root: Path, folder: str, path: Path) -> List[Case]:
    """The cases of one file: one, or one per language level."""
    text = read_text(path)
    header = read_header(text)
    mode = (header["mode"] or ["run"])[0].strip()
    body, expected = (text, {}) if path.suffix == ".srctree" else split_expectations(text)
    both = "all_language_levels" in header["tag"]
    return [
        Case(
            ident=f"{folder}/{path.name}" + ("@3" if level == 3 else ""),
            folder=folder,
            path=path,
            module=path.stem,
            mode=mode,
            level=level,
            tags=header["tag"],
            distutils=header["distutils"],
            language="cpp" if needs_cpp(header) else "c",
            pure=path.suffix != ".srctree" and is_pure(body),
            expected=expected,
        )
        for level in ((2, 3) if both else (DEFAULT_LEVEL,))
    ]


def discover(root: Path) -> List[Case]:
    """Every case of the tree's folders, sorted by name within each folder."""
    cases: List[Case] = []
    for folder in FOLDERS:
        for path in sorted((root / "tests" / folder).iterdir()):
            if path.suffix in SUFFIXES and path.is_file() and not path.name.startswith("."):
                cases.extend(load_case(root, folder, path))
    return cases
