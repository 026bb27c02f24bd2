"""The commands `pyxide-cython` and `pyxide-cythonize`: what options mean, what is refused, where files go."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

from support import PACKAGE, Workspace

import pyxide
from pyxide import cython_command, cythonize_command
from pyxide.cython_options import for_compiler

# options of `cython`: the compiler's words
WORDS = [
    (["-3"], ["-3"]),
    (["--3str"], ["-3"]),
    (["-2"], ["-2"]),
    (["-X", "a=b,c=d", "-Xe=f"], ["-X", "a=b,c=d", "-X", "e=f"]),
    (["--directive=a=b"], ["-X", "a=b"]),
    (["-E", "N=1"], ["-E", "N=1"]),
    (["-Ia", "--include-dir", "b"], ["-I", "a", "-I", "b"]),
    (["-+"], ["--cplus"]),
    (["--cplus"], ["--cplus"]),
    (["-M"], ["-M"]),
    (["--depfile"], ["-M"]),
    (["--embed"], ["--embed=main"]),
    (["--embed=start"], ["--embed=start"]),
    (["--module-name", "p.m"], ["--module-name=p.m"]),
    (["--line-directives"], ["--line-directives"]),
    (["--gdb"], ["--line-directives"]),
    (["-D"], ["--no-docstrings"]),
    (["--lenient"], ["--allow-unknown-names"]),
    (["--fast-fail"], ["--fast-fail"]),
    (["-Werror"], ["--warning-errors"]),
    (["--warning-errors"], ["--warning-errors"]),
    (["-Wextra"], [w for n in ("maybe_uninitialized", "unreachable", "unused") for w in ("-X", "warn.%s=True" % n)]),
    (["-f", "-v", "--cache", "--shared", "x"], []),
]
# options of `cython` that have nothing to act on: what the note begins with
NOTED = [
    (["-a"], "annotate: "),
    (["--annotate-fullc"], "annotate: "),
    (["-l"], "use_listing_file: "),
    (["-p"], "embed_pos_in_docstring: "),
    (["--cleanup", "3"], "generate_cleanup_code: "),
    (["--capi-reexport-cincludes"], "capi_reexport_cincludes: "),
    (["--gdb"], "gdb_debug: "),
]


def words_of(arguments):
    arguments = ["--embed=main" if word == "--embed" else word for word in arguments]
    asked = cython_command.parser().parse_args([*arguments, "m.pyx"])
    return for_compiler(vars(asked))[0] + cython_command.compiler_words(asked)


class Options(unittest.TestCase):
    def test_each_option_has_the_same_meaning(self):
        for arguments, words in WORDS:
            with self.subTest(arguments):
                self.assertEqual(words_of(arguments), words)

    def test_what_does_nothing_says_so(self):
        for arguments, start in NOTED:
            with self.subTest(arguments):
                asked = cython_command.parser().parse_args([*arguments, "m.pyx"])
                notes = for_compiler(vars(asked))[1]
                self.assertEqual([note.startswith(start) for note in notes], [True], notes)


class Commands(Workspace):
    def command(self, name, *arguments, status=0):
        """Runs a command in the folder; gives its standard output and error."""
        env = dict(os.environ, PYXIDE_BINARY=pyxide.find_binary(), PYTHONPATH=str(PACKAGE))
        line = [sys.executable, "-m", "pyxide." + name, *arguments]
        done = subprocess.run(line, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout, done.stderr

    def cython(self, *arguments, status=0):
        return self.command("cython_command", *arguments, status=status)

    def cythonize(self, *arguments, status=0):
        return self.command("cythonize_command", *arguments, status=status)

    def test_the_version_is_that_of_the_language(self):
        self.assertRegex(self.cython("--version")[0], r"^Cython version \d+\.\d+\.\d+ ")

    def test_the_c_file_is_beside_the_source_or_where_one_asks(self):
        self.write("p/m.pyx", "x = 1\n")
        self.cython("p/m.pyx")
        self.cython("p/m.pyx", "-o", "n.c", "-M")
        self.cython("-w", "p", "m.pyx", "--cplus")
        os.mkdir("out")
        self.cython("p/m.pyx", "-o", "out")
        for file in ("p/m.c", "n.c", "n.c.dep", "p/m.cpp", "out/m.c"):
            self.assertTrue(os.path.exists(file), file)
        self.assertEqual(Path("n.c.dep").read_text().split(), ["n.c:", "\\", "p/m.pyx"])

    def test_a_failure_leaves_no_c_file_and_status_one(self):
        self.write("m.pyx", "x = 1\n")
        self.cython("m.pyx")
        self.write("m.pyx", "x = = 1\ny = = 2\n")
        messages = self.cython("m.pyx", status=1)[1]
        self.assertIn("m.pyx:2", messages)
        self.assertFalse(os.path.exists("m.c"))
        self.assertNotIn("m.pyx:2", self.cython("--fast-fail", "m.pyx", status=1)[1])
        self.assertIn("No such file or directory: 'none.pyx'", self.cython("none.pyx", status=1)[1])

    def test_other_peoples_files_stay(self):
        self.write("m.pyx", "x = 1\n")
        self.write("m.c", "int mine;\n")
        self.assertIn("not written by a Cython compiler", self.cython("m.pyx", status=1)[1])
        self.assertEqual(Path("m.c").read_text(), "int mine;\n")

    def test_older_sources_are_passed_over_with_timestamps(self):
        self.write("m.pyx", "x = 1\n")
        self.cython("m.pyx")
        os.utime("m.pyx", (1, 1))
        self.write("m.c", "/* Written by pyxide */")
        self.cython("-t", "m.pyx")
        self.assertEqual(Path("m.c").read_text(), "/* Written by pyxide */")
        self.cython("-t", "-f", "m.pyx")
        self.assertNotEqual(Path("m.c").read_text(), "/* Written by pyxide */")

    def test_shared_modules_are_empty_ones(self):
        self.cython("generate-shared", "--only", "MemoryView", "s.c")
        self.cython("--generate-shared=t.c", "--shared=p.shared")
        self.assertIn("PyInit_s(", Path("s.c").read_text())
        self.assertIn("PyInit_shared(", Path("t.c").read_text())

    def test_cythonize_translates_and_with_inplace_builds(self):
        self.write("p/__init__.py", "")
        self.write("p/a.pyx", '"""text"""\nname = __name__\n')
        self.write("p/skip.pyx", "x = = 1\n")
        self.cythonize("-q", "p/*.pyx", "-x", "p/skip.pyx", "--no-docstrings", "-s", "emit_linenums=True")
        self.assertTrue(os.path.exists("p/a.c"))
        self.assertIn("#line", Path("p/a.c").read_text())
        self.cythonize("-3fi", "-j2", "p/a.pyx", "--no-docstrings")
        code = "import p.a; print(p.a.name, p.a.__doc__)"
        self.assertEqual(subprocess.check_output([sys.executable, "-c", code]).strip(), b"p.a None")
        self.cythonize("p/*.pyx", status=1)
        self.cythonize("-k", "p/*.pyx")
        self.assertIn("No such file", self.cythonize("none/*.pyx", status=1)[1])

    def test_failing_builds_say_so(self):
        self.write("bad.pyx", "x = = 1\n")
        messages = self.cythonize("--build", "--parallel=2", "bad.pyx", status=1)[1]
        self.assertIn("Compiling Cython modules failed with these errors:", messages)

    def test_timeit_measures_with_the_names_of_the_module(self):
        self.write("t.pyx", "def f(): return 1\n")
        self.assertIn("per loop", self.cythonize("t.pyx", "--setup", "x = f()", "--timeit", "f() + x")[0])

    def test_pairs(self):
        self.assertEqual(cythonize_command._pairs(["a=b,c=d", "e"]), {"a": "b", "c": "d", "e": "True"})


if __name__ == "__main__":
    unittest.main()
