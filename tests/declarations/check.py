#!/usr/bin/env python3
"""Check the standard declarations in include/ against the C headers and a reference compiler.

    check.py --cython /path/to/cython [--include DIR] [--cc GCC] [--quick] [-v] [MODULE…]

Needs the `cython` command of an environment of its own, with an interpreter beside it, and a C and a C++
compiler. Without --cython (or the variable PYXIDE_REFERENCE_CYTHON) there is nothing to check with: it says
so and exits 0. Otherwise the exit status is 1 if any check fails.

For every module it checks that

  read       the reference reads the file, from our folder and no other, and the C that it makes of a
             `cimport` compiles;
  names      every name that the reference's own module of that name exports is in ours, with `nogil`
             where it has `nogil`, with a number where it has a number, and with every member of its C++ classes and
             structs;
  headers    every function, variable and struct field has the type that the C headers give it: a pointer of
             the declared type is set to the function, and gcc compares. A function-like macro is called
             with arguments of the declared types. (C only; C++ has the tests below.)

and, for the programs use_*.pyx in this folder and declared_*.pyx in tests/run, that they build against our
declarations and their doctests pass.

With --quick it checks the names and two programs that cimport everything, one in C and one in C++.

A name that the headers at hand do not have is a failure unless the declaration says that it may be absent:
a comment on its line, above its paragraph or above its section that matches MAY_BE_ABSENT.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

MAY_BE_ABSENT = re.compile(
    r"3\.\d+\+|\(3\.\d+\)|of CPython 3|in CPython 3|before 3\.|CPython dropped|Windows only|of Python 2|FreeBSD|BSDs"
    r"|Linux|Elsewhere|not every|[Nn]ot in every|[Gg]one (in|since)|is gone|Private|typed memory|CPython 3\.15"
    r"|deprecated since|older form|lacks a name|lacks one|not C11", re.S)

# Names of the reference that ours do without, and why.
NOT_OURS = {
    ("cpython.time", "libc_localtime"): "an alias that its own functions use",
    ("libc.threads", "_dummy_force_utility_code_inclusion"): "makes its compiler emit helper code",
    ("libcpp.mutex", "_dummy_force_utility_code_inclusion"): "makes its compiler emit helper code",
    ("libcpp.condition_variable", "_dummy_force_utility_code_inclusion"): "makes its compiler emit helper code",
    ("libcpp.condition_variable", "_bool"): "an alias for bint",
    ("libcpp.exception", "__pyx_call_rethrow_exception"): "makes its compiler emit helper code",
    ("libcpp.future", "__pyx_future_error_handler"): "`except +` translates these exceptions, too",
    ("libcpp.shared_mutex", "_cpp_mutex"): "a module alias that its own declarations use",
    ("cpython.datetime", "__Pyx_TimeZone_FromOffsetAndName"): "helper of its own functions",
    ("cpython.datetime", "__Pyx_DateTime_DateTimeWithFold"): "helper of its own functions",
    ("cpython.datetime", "__Pyx_DateTime_TimeWithFold"): "helper of its own functions",
    ("cpython.datetime", "__Pyx_TimeZone_UTC"): "helper of its own functions",
    ("cpython.datetime", "PY_VERSION_HEX"): "cpython.version has it",
    ("cpython.complex", "_cython"): "a module alias that its own declarations use",
    ("cpython.contextvars", "_cython"): "a module alias that its own declarations use",
    ("cpython.object", "cpython"): "a module that its own declarations use",
    ("cpython", "cpython"): "a module that its own declarations use",
    ("cpython", "_cython"): "a module alias that its own declarations use",
    ("cpython.dict", "uint64_t"): "libc.stdint has it",
}
# `bool` and `ptrdiff_t` reach the reference's C++ modules by cimport; ours spell bint and cimport what
# they use.
NOT_OURS_ANYWHERE = {"bool", "PyObject", "PyTypeObject", "wchar_t", "ptrdiff_t", "type_info"}

# Where NumPy is installed, its own module is used and not ours. Many of its functions take a const
# PyArrayObject *, which a class cannot be: they are called, not compared.
PARTIAL = {"numpy", "numpy.random"}

for _class in ("unordered_map", "unordered_multimap"):
    for _member in ("lower_bound", "const_lower_bound", "upper_bound", "const_upper_bound", "operator<",
                    "operator<=", "operator>", "operator>="):
        NOT_OURS["libcpp.unordered_map", f"{_class}.{_member}"] = "C++ has no order here"

# C++ has no form with an execution policy for these.
FEWER_FORMS = {("libcpp.algorithm", name) for name in (
    "partition_point", "lower_bound", "upper_bound", "binary_search")}

# What the reference cannot read, and why.
UNREADABLE = {
    "cpython.longintrepr": "the reference ignores `as` in `class builtins.int as py_long`",
}

# Functions whose C prototype differs from the declared type on purpose.
OTHER_PROTOTYPE = {
    ("libc.setjmp", "sigsetjmp"): "a macro, and sigjmp_buf is an array type, which the language cannot say",
    ("cpython.pythread", "Py_tss_NEEDS_INIT"): "an initialiser, not an expression",
    ("cpython.unicode", "PyUnicode_IS_ASCII"): "int in some releases, unsigned in others",
    ("libc.threads", "ONCE_FLAG_INIT"): "an initialiser, not an expression",
    ("libc.threads", "PY_SAFE_ONCE_FLAG_INIT"): "an initialiser, not an expression",
}

# Functions that can be called as declared, but whose type is another.
CALL_ONLY = {
    # glibc has an enumeration where POSIX has int, and void * for the obsolete time zone.
    ("posix.resource", "getrlimit"), ("posix.resource", "setrlimit"), ("posix.resource", "getpriority"),
    ("posix.resource", "setpriority"), ("posix.time", "gettimeofday"), ("posix.time", "getitimer"),
    ("posix.time", "setitimer"),
    # The reference reads an argument of a type like `char *const *` wrongly: declared without the const.
    ("posix.stdlib", "getsubopt"), ("posix.unistd", "execv"), ("posix.unistd", "execve"),
    ("posix.unistd", "execvp"), ("posix.unistd", "getopt"), ("cpython.object", "PyObject_Vectorcall"),
    ("cpython.object", "PyObject_VectorcallDict"), ("cpython.object", "PyObject_VectorcallMethod"),
}

FLAGS = ["-Wno-unused", "-Wno-deprecated-declarations", "-Wno-cpp", "-Werror=incompatible-pointer-types",
         "-Werror=int-conversion", "-Werror=implicit-function-declaration",
         "-Werror=discarded-qualifiers", "-fmax-errors=0", "-fsyntax-only"]


class Checker:
    def __init__(self, options, scratch):
        self.options = options
        self.scratch = pathlib.Path(scratch)
        self.include = pathlib.Path(options.include).resolve()
        self.cython = options.cython
        self.python = str(pathlib.Path(options.cython).parent / "python")
        self.failures = []
        self.notes = []
        query = "import sysconfig, json; print(json.dumps([sysconfig.get_path('include'), " \
                "sysconfig.get_config_var('EXT_SUFFIX')]))"
        headers, self.suffix = json.loads(self.run([self.python, "-c", query]).stdout)
        self.headers = "-I" + headers

    def run(self, command):
        return subprocess.run(command, capture_output=True, text=True, cwd=self.scratch)

    def fail(self, module, check, text):
        self.failures.append(f"{module}: {check}: {text}")

    # ---- Modules ---------------------------------------------------------------------------------------

    def modules(self):
        for path in sorted(self.include.rglob("*.pxd")):
            parts = path.relative_to(self.include).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def scopes(self, include, modules):
        done = self.run([self.python, str(HERE / "scopes.py"), str(include or ""), *modules])
        if done.returncode != 0:
            sys.exit(f"the reference compiler did not run:\n{done.stderr}")
        return json.loads(done.stdout)

    def is_cpp(self, module):
        return module.split(".")[0] == "libcpp"

    def translate(self, name, text, cpp=False, lines=False):
        """The C file that the reference makes of the text, or its messages."""
        source = self.scratch / f"{name}.pyx"
        output = self.scratch / (f"{name}.cpp" if cpp else f"{name}.c")
        source.write_text(text)
        command = [self.cython, "-3", "--depfile", "-I", str(self.include), str(source), "-o", str(output)]
        if cpp:
            command.insert(1, "--cplus")
        if lines:
            command.insert(1, "--line-directives")
        done = self.run(command)
        return (output, "") if done.returncode == 0 else (None, done.stdout + done.stderr)

    def compile(self, path, cpp=False):
        compiler = [self.options.cxx, "-std=c++20"] if cpp else [self.options.cc]
        flags = ["-w", "-fsyntax-only"] if cpp else FLAGS
        numpy = self.numpy_include()
        return self.run([*compiler, *flags, self.headers, *numpy, str(path)]).stderr

    def numpy_include(self):
        if not hasattr(self, "_numpy"):
            done = self.run([self.python, "-c", "import numpy; print(numpy.get_include())"])
            self._numpy = ["-I" + done.stdout.strip()] if done.returncode == 0 else []
        return self._numpy

    # ---- read ------------------------------------------------------------------------------------------

    def check_read(self, *modules):
        module = modules[0] if len(modules) == 1 else f"{modules[0]} and {len(modules) - 1} others"
        cpp = self.is_cpp(modules[0])
        name = "read_" + re.sub(r"\W", "_", module)
        path, messages = self.translate(name, "".join(f"cimport {one}\n" for one in modules), cpp)
        if path is None:
            self.fail(module, "read", messages.strip()[-1500:])
            return
        needed = pathlib.Path(str(path) + ".dep").read_text().split()[1:]
        strangers = [one for one in needed if one.endswith(".pxd") and str(self.include) not in os.path.abspath(
            self.scratch / one)]
        if strangers:
            self.fail(module, "read", f"found elsewhere: {' '.join(strangers)}")
        errors = self.compile(path, cpp)
        if errors:
            self.fail(module, "read", errors.strip()[:1500])

    # ---- names -----------------------------------------------------------------------------------------

    def check_names(self, module, ours, theirs):
        missing = []
        for name, their in theirs.items():
            if (module, name) in NOT_OURS or name in NOT_OURS_ANYWHERE:
                continue
            if name.startswith(("__pyx", "_dummy")):
                continue
            our = ours.get(name)
            if our is None:
                missing.append(name)
                continue
            for part in ("fields", "members"):
                for member in their.get(part, ()):
                    if member not in our.get(part, ()) and (module, f"{name}.{member}") not in NOT_OURS:
                        missing.append(f"{name}.{member}")
            if their["kind"] == our["kind"] == "function":
                self.compare(module, name, our["overloads"], their["overloads"])
        if missing:
            self.fail(module, "names", f"missing: {' '.join(missing)}")

    def compare(self, module, name, ours, theirs):
        if any(one["nogil"] for one in theirs) and not any(one["nogil"] for one in ours):
            self.fail(module, "names", f"{name} is not nogil")
        if (module, name) not in FEWER_FORMS and {len(one["args"]) for one in theirs} - {
                len(one["args"]) for one in ours}:
            self.fail(module, "names", f"{name} takes another number of arguments")
        if {one["result"] for one in theirs} == {"int"} and {one["result"] for one in ours} == {"bint"}:
            self.fail(module, "names", f"{name} gives bool to Python code, the reference's gives int")
        if len(ours) == len(theirs) == 1 and ours[0]["exception"] != theirs[0]["exception"]:
            self.notes.append(
                f"{module}.{name}: except {ours[0]['exception']}, the reference: {theirs[0]['exception']}")

    # ---- headers ---------------------------------------------------------------------------------------

    def check_headers(self, module, names):
        """One statement per line, so that gcc's line tells which declaration is wrong."""
        text = self.source_of(module)
        probes = []
        imported = [name for name, entry in names.items() if entry["kind"] != "module"]
        for name, entry in names.items():
            if (module, name) in OTHER_PROTOTYPE or entry["kind"] not in ("function", "variable", "struct"):
                continue
            if not self.declared_here(text, name, entry["kind"]):
                continue
            if entry["kind"] == "function":
                for one in entry["overloads"]:
                    if not one["inline"] and not one["template"]:
                        probes.append((name, f"{one['pointer']}; pointer = {name}", self.call_of(name, one)))
            elif entry["kind"] == "variable" and "[" not in entry["type"]:
                probes.append((name, self.value_of(name, entry["type"]), None))
            elif entry["kind"] == "struct":
                for field, type_ in entry["fields"].items():
                    if type_.endswith("]") or "(*)" in type_:
                        continue
                    cast = f"{type_} *pointer = &(<{name} *>where).{field}"
                    probes.append((f"{name}.{field}", cast, None))
        absent = self.run_probes(module, imported, [(n, first) for n, first, _ in probes], "first")
        again = [(name, call) for name, _, call in probes if call is not None and name in absent and (
            (module, name) in CALL_ONLY or module in PARTIAL or "undeclared" in absent[name])]
        settled = {name for name, call in again} - set(
            absent_again := self.run_probes(module, imported, again, "again"))
        for name, why in {**absent, **absent_again}.items():
            if name in settled:
                continue
            missing = re.search(r"undeclared|implicit declaration|has no member|incomplete type|unknown type"
                                r"|undefined type|conflicting types", why)
            if missing and self.may_be_absent(text, name.split(".")[0], name.split(".")[-1]):
                continue
            self.fail(module, "headers", f"{name}: {why}")

    def source_of(self, module):
        base = self.include.joinpath(*module.split("."))
        path = base / "__init__.pxd" if base.is_dir() else base.with_suffix(".pxd")
        return path.read_text()

    @staticmethod
    def declared_here(text, name, kind):
        body = re.sub(r"^(from|cimport) .*?(\([^)]*\))?$", "", text, flags=re.M | re.S)
        body = re.sub(r'""".*?"""', "", body, flags=re.S)
        word = re.escape(name)
        pattern = {
            "struct": rf"(struct|union) {word}\b",
            "function": rf'^    \S.*[\s*&]{word}(?: "[^"]*")?\s*\(',
            "variable": rf"^    +(?:.*[\s*&,])?{word}\b",
        }[kind]
        return re.search(pattern, body, re.M) is not None

    @staticmethod
    def call_of(name, one):
        parameters = ", ".join(one["args"])
        given = ", ".join(f"a{index}" for index in range(len(one["args"])))
        result = one["result"]
        if result == "void":
            return f"{name}({given})", parameters
        if result == "object" or result in ("bytes", "str", "list", "tuple", "dict", "slice", "memoryview", "bytearray"):
            return f"return {name}({given})", parameters
        return f"({name}({given}))", parameters

    @staticmethod
    def value_of(name, type_):
        plain = type_.removeprefix("const ").strip()
        separator = "" if plain.endswith("*") else " "
        return f"{plain}{separator}*pointer; pointer[0] = {name}"

    def run_probes(self, module, imported, probes, suffix):
        """name -> what gcc says, for the probes that do not compile."""
        if not probes:
            return {}
        lines = [f"from {module} cimport {', '.join(sorted(imported))}"]
        owner = {}
        for index, (name, probe) in enumerate(probes):
            if isinstance(probe, tuple):
                call, parameters = probe
                lines.append(f"cdef object probe_{index}({parameters}):")
                lines.append("    " + call)
            else:
                lines.append(f"cdef object probe_{index}(void *where):")
                lines.append("    cdef " + probe.replace("; ", "\n    "))
            for offset in range(6):
                owner.setdefault(sum(line.count("\n") + 1 for line in lines) - offset, name)
            lines.append(f"    return None")
            owner[sum(line.count("\n") + 1 for line in lines)] = name
        base = "probe_" + suffix + "_" + module.replace(".", "_")
        lines.append("def use():\n    cdef size_t total = 0")
        lines += [f"    total += <size_t><void *>probe_{index}" for index in range(len(probes))]
        path, messages = self.translate(base, "\n".join(lines) + "\n", lines=True)
        if path is None:
            self.fail(module, "headers", "the probe does not translate: " + messages.strip()[-1500:])
            return {}
        wrong = {}
        pattern = re.compile(re.escape(base) + r"\.pyx:(\d+):\d+: error: (.*)")
        for line in self.compile(path).split("\n"):
            found = pattern.search(line)
            if found and int(found[1]) in owner:
                wrong.setdefault(owner[int(found[1])], found[2])
            elif ": error:" in line and "previous" not in line:
                self.fail(module, "headers", line)
        return wrong

    @staticmethod
    def may_be_absent(text, *names):
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if line.lstrip().startswith("#") or not any(
                    re.search(rf"\b{re.escape(name)}\b", line) for name in names):
                continue
            comments = [line.partition("#")[2]]
            paragraph = True
            above = number
            while above > 0:
                above -= 1
                stripped = lines[above].strip()
                if not stripped:
                    paragraph = False
                elif stripped.startswith("#"):
                    if paragraph or stripped.startswith("# ----") or MAY_BE_ABSENT.search(stripped) and len(
                            comments) == 1:
                        comments.append(stripped)
                    if stripped.startswith("# ----"):
                        break
                    if not lines[above - 1].strip().startswith("#"):
                        paragraph = False
            header = text.split("\n\n", 1)[0]
            if any(MAY_BE_ABSENT.search(comment) for comment in comments) or re.search(r"lacks|\(CPython 3\.\d+\)", header):
                return True
        return False

    # ---- use_*.pyx -------------------------------------------------------------------------------------

    def check_use(self, path):
        text = path.read_text()
        cpp = "language=c++" in text.split("\n", 1)[0]
        name = path.stem
        output, messages = self.translate(name, text, cpp)
        if output is None:
            self.fail(path.name, "use", messages.strip()[-1500:])
            return
        library = self.scratch / (name + self.suffix)
        compiler = [self.options.cxx, "-std=c++20"] if cpp else [self.options.cc]
        done = self.run([*compiler, "-shared", "-fPIC", "-w", self.headers, *self.numpy_include(),
                         str(output), "-o", str(library), "-lpthread"])
        if done.returncode != 0:
            self.fail(path.name, "use", done.stderr.strip()[:1500])
            return
        test = f"import doctest, sys, {name} as m; r = doctest.testmod(m); print(r); " \
               "sys.exit(r.failed or not r.attempted)"
        done = self.run([self.python, "-c", test])
        if done.returncode != 0:
            self.fail(path.name, "use", (done.stdout + done.stderr).strip()[-1500:])

    # ---- All -------------------------------------------------------------------------------------------

    def check(self):
        modules = self.options.modules or list(self.modules())
        readable = [module for module in modules if module not in UNREADABLE]
        ours = self.scopes(self.include, readable)
        theirs = self.scopes(None, modules)
        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            jobs = []
            if self.options.quick:
                for cpp in (False, True):
                    some = [module for module in readable if self.is_cpp(module) == cpp]
                    jobs.append(pool.submit(self.check_read, *some))
            for module in readable:
                if not self.options.quick:
                    jobs.append(pool.submit(self.check_read, module))
                if "error" in ours[module]:
                    self.fail(module, "read", ours[module]["error"])
                    continue
                names = ours[module]["names"]
                if theirs[module].get("path") and module not in PARTIAL:
                    self.check_names(module, names, theirs[module]["names"])
                plain_c = not self.is_cpp(module) and module not in ("cpython", "libc", "posix")
                if plain_c and not self.options.quick:
                    jobs.append(pool.submit(self.check_headers, module, names))
            if not self.options.modules and not self.options.quick:
                programs = [*HERE.glob("use_*.pyx"), *HERE.parent.glob("run/declared_*.pyx")]
                jobs += [pool.submit(self.check_use, path) for path in sorted(programs)]
            for job in jobs:
                job.result()
        return modules


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--cython", default=os.environ.get("PYXIDE_REFERENCE_CYTHON"))
    parser.add_argument("--include", default=str(HERE.parent.parent / "include"))
    parser.add_argument("--cc", default=os.environ.get("CC", "gcc"))
    parser.add_argument("--cxx", default=os.environ.get("CXX", "g++"))
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--quick", action="store_true", help="check the names, and that all is read")
    parser.add_argument("-v", "--verbose", action="store_true", help="print the differences that are no failures")
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    options = parser.parse_args()
    if not options.cython:
        print("skipped: no reference compiler given (--cython)\n0 passed, 0 failed")
        return 0
    options.cython = os.path.abspath(options.cython)
    with tempfile.TemporaryDirectory() as scratch:
        checker = Checker(options, scratch)
        modules = checker.check()
    for failure in checker.failures:
        print(failure)
    if options.verbose:
        print("\n".join(sorted(checker.notes)))
    failed = {failure.split(":", 1)[0] for failure in checker.failures}
    print(f"{len(modules) - len(failed)} passed, {len(failed)} failed")
    return 1 if checker.failures else 0


if __name__ == "__main__":
    sys.exit(main())
