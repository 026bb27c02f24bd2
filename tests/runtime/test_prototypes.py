"""The runtime against the primitive table: every primitive is a C function with the table's types, in every Python.

Usage: `python3 -m unittest discover -s tests/runtime`.
"""

import re
import unittest

from support import ROOT, RUNTIME, UNITS, compile_c, pythons

TABLE = ROOT / "crates" / "pyxide_types" / "src" / "prims.rs"
LINE = re.compile(r'^    (\w+) "(\w+)" \(([^)]*)\) -> (\w+) ! (\w+) "(\w+)" \[([^\]]*)\];', re.M)
C_TYPES = {
    "obj": "PyObject *",
    "opt": "PyObject *",
    "own": "PyObject *",
    "bor": "PyObject *",
    "array": "PyObject *const *, Py_ssize_t",
    "sarray": "PyObject *const *, Py_ssize_t",
    "vector": "PyObject **, Py_ssize_t",
    "out": "PyObject **",
    "outs": "PyObject **const *, Py_ssize_t",
    "int": "int",
    "order": "int",
    "bint": "int",
    "uint": "unsigned int",
    "long": "long",
    "ulong": "unsigned long",
    "llong": "PY_LONG_LONG",
    "wide": "pyx_wide",
    "ldouble": "long double",
    "icomplex": "PY_LONG_LONG _Complex",
    "ldcomplex": "long double _Complex",
    "ullong": "unsigned PY_LONG_LONG",
    "ssize": "Py_ssize_t",
    "size": "size_t",
    "hash": "Py_hash_t",
    "double": "double",
    "float": "float",
    "ucs4": "Py_UCS4",
    "cstr": "const char *",
    "ptr": "void *",
    "complex": "double _Complex",
    "void": "void",
}
# These take the address of a constant descriptor.
CONST_POINTER = {"pyx_function_new", "pyx_cfunction_new", "pyx_override"}


def primitives():
    """(name, C function, parameters, result, unit, flags) of each line."""
    for name, function, params, result, _, unit, flags in LINE.findall(TABLE.read_text()):
        split = [part.strip() for part in params.split(",") if part.strip()]
        yield name, function, split, result, unit, [flag.strip() for flag in flags.split(",")]


def checks():
    """C text that assigns every primitive to a pointer of the table's type."""
    lines = ['#include "pyxide.h"', "int main(void)", "{"]
    for name, function, params, result, unit, flags in primitives():
        if unit == "api" or not function.startswith("pyx_"):
            continue
        types = ["pyx_module *"] * ("module" in flags) + ["pyx_gen *"] * ("gen" in flags)
        types += [C_TYPES[param] for param in params] + ["int"] * ("line" in flags)
        if function in CONST_POINTER:
            types = ["const void *" if type == "void *" else type for type in types]
        lines.append("    %s (*p_%s)(%s) = %s;" % (C_TYPES[result], name, ", ".join(types) or "void", function))
        lines.append("    (void)p_%s;" % name)
    return "\n".join(lines + ["    return 0;", "}", ""])


class Prototypes(unittest.TestCase):
    def test_table_is_read(self):
        self.assertGreater(len(list(primitives())), 200)

    def test_functions_have_the_types_of_the_table(self):
        for python in pythons():
            with self.subTest(python=python):
                self.assertEqual(compile_c(["-std=c11", "-fsyntax-only", "-I", python.include], checks()), "")

    def test_units_exist(self):
        units = {unit.stem for unit in UNITS} | {header.stem for header in RUNTIME.glob("*.h")}
        for name, _, _, _, unit, _ in primitives():
            self.assertIn(unit, units | {"api"}, name)


class Units(unittest.TestCase):
    def test_units_compile_without_warnings(self):
        for python in pythons():
            for unit in UNITS:
                with self.subTest(python=python, unit=unit.name):
                    arguments = ["-std=c11", "-O1", "-fsyntax-only", "-I", python.include, unit]
                    self.assertEqual(compile_c(arguments), "")

    def test_units_fit_into_one_file(self):
        text = "#define PYX_INLINED\n" + "".join('#include "%s"\n' % unit.name for unit in UNITS)
        for python in pythons():
            for language in "c", "c++":
                with self.subTest(python=python, language=language):
                    arguments = ["-fsyntax-only", "-I", python.include]
                    self.assertEqual(compile_c(arguments, text, language), "")

    def test_names_have_the_prefix(self):
        defined = re.compile(r"^(?:PYX_API|PYX_INLINE|static)\b[^=;{(]*?[ *](\w+)\(", re.M)
        for file in sorted(RUNTIME.glob("*.[ch]")):
            for name in defined.findall(file.read_text()):
                self.assertTrue(name.startswith("pyx_"), "%s in %s" % (name, file.name))


if __name__ == "__main__":
    unittest.main()
