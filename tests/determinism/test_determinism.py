"""The same input gives the same bytes: of C text and of modules, from any folder, again and again, and in parallel.

Usage: `PYXIDE_BINARY=target/debug/pyxide python3 -m unittest discover -s tests/determinism`. Inputs are the
repository's own programs; one that this compiler refuses is refused each time with the same text.
"""

import os
import shutil
import subprocess
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("PYXIDE_BINARY", str(ROOT / "target" / "debug" / "pyxide"))).resolve()
INPUTS = sorted(
    path
    for pattern in ("examples/*.pyx", "tests/run/*.pyx", "bench/*/*.pyx", "bench/programs/*.py")
    for path in ROOT.glob(pattern)
)
BUILT = [path for path in INPUTS if path.name in ("noise.pyx", "scheduler.py", "samples.pyx")]


def pyxide(arguments, cwd, **env):
    """Runs the compiler; answers its status and its messages."""
    done = subprocess.run(
        [str(BINARY), *map(str, arguments)],
        cwd=str(cwd),
        env={**os.environ, "NO_COLOR": "1", **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    return done.returncode, done.stderr


class Folders(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="determinism-"))
        self.addCleanup(shutil.rmtree, str(self.folder), True)

    def place(self, name, source):
        """A folder of that name with a copy of the source."""
        folder = self.folder / name
        folder.mkdir(parents=True)
        shutil.copy(str(source), str(folder))
        return folder


class Translation(Folders):
    def text(self, folder, source, cwd, argument):
        output = folder / "out.c"
        status, messages = pyxide(["translate", argument, "-o", output, "--output-format", "cython"], cwd)
        if status:
            return status, messages.replace(str(folder).encode(), b"").replace(b"/" + source.name.encode(), b"")
        return status, output.read_bytes()

    def test_same_text_from_any_folder_and_again(self):
        self.assertTrue(INPUTS)
        for number, source in enumerate(INPUTS):
            with self.subTest(source.name):
                first = self.place(f"{number}-a", source)
                second = self.place(f"{number}-b/deep/er", source)
                by_name = self.text(first, source, first, source.name)
                again = self.text(first, source, first, source.name)
                elsewhere = self.text(second, source, second, source.name)
                self.assertEqual(by_name, again)
                if by_name[0] == 0:
                    self.assertEqual(by_name, elsewhere)

    def test_same_text_in_parallel(self):
        def once(number, source):
            output = self.folder / f"{number}-{INPUTS.index(source)}.c"
            status, _ = pyxide(["translate", source, "-o", output], self.folder)
            return status, output.read_bytes() if status == 0 else b""

        with ThreadPoolExecutor(4) as pool:
            rounds = [list(pool.map(lambda source, n=number: once(n, source), INPUTS)) for number in range(3)]
        self.assertEqual(rounds[0], rounds[1])
        self.assertEqual(rounds[0], rounds[2])


class Modules(Folders):
    def module(self, name, source):
        """The bytes of the built module, with a cache of its own."""
        folder = self.place(name, source)
        status, messages = pyxide(
            ["build", source.name, "-o", "out"], folder, PYXIDE_CACHE=str(folder / "cache"), CFLAGS="-O1"
        )
        built = sorted((folder / "out").glob("*.so")) if status == 0 else []
        return [path.read_bytes() for path in built] or messages

    def test_same_module_from_any_folder(self):
        self.assertTrue(BUILT)
        for source in BUILT:
            with self.subTest(source.name):
                self.assertEqual(self.module(f"{source.stem}-1", source), self.module(f"{source.stem}-2/deeper", source))

    def test_same_module_in_parallel_builds(self):
        folder = self.folder / "all"
        folder.mkdir()
        for source in BUILT:
            shutil.copy(str(source), str(folder))
        names = [source.name for source in BUILT]
        outputs = []
        for jobs in ("1", "4"):
            cache = str(self.folder / f"cache{jobs}")
            pyxide(["build", *names, "-o", f"out{jobs}", "-j", jobs], folder, PYXIDE_CACHE=cache, CFLAGS="-O1")
            outputs.append({path.name: path.read_bytes() for path in (folder / f"out{jobs}").glob("*.so")})
        self.assertEqual(outputs[0], outputs[1])


if __name__ == "__main__":
    unittest.main()
