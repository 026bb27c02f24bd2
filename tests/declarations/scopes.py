"""Describe declaration modules as the reference compiler reads them.

Run by check.py under the interpreter that has Cython, because it uses that compiler's own modules:

    python scopes.py INCLUDE-FOLDER-OR-EMPTY MODULE… < /dev/null

Prints one JSON object: module -> {"names": {name: entry}, "path": file} or {"error": text}. An entry is
{"kind": "function", "overloads": […]}, {"kind": "variable", "type": …}, {"kind": "struct", "fields": …},
{"kind": "class", "members": […]} or {"kind": "type"}. Types are in the language's own spelling.
"""

import contextlib
import io
import json
import re
import sys

from Cython.Compiler import Errors, Main, Options
from Cython.Compiler.PyrexTypes import CPtrType, c_ssize_t_type

# Otherwise it spells both types Py_ssize_t, which are distinct ones.
type(c_ssize_t_type).sign_and_name = lambda self: "ssize_t"

SPECIAL = {"__builtins__", "__name__", "__file__", "__doc__", "__path__", "__spec__", "__loader__",
           "__package__", "__cached__", "this", "__module__", "__qualname__"}


def spell(type_, name=""):
    text = type_.declaration_code(name, pyrex=1).strip()
    # An exception value is printed as C; in the language a cast has angle brackets.
    text = re.sub(r"\(\((\w+)\)-1L*\)", r"<\1>-1", text)
    return re.sub(r"except\? \(?-1\.0\)?", "except? -1", text)


def describe_function(entry):
    type_ = entry.type
    return {
        "cname": entry.cname,
        "inline": bool(getattr(entry, "defined_in_pxd", 0) or getattr(entry, "inline_func_in_pxd", 0)),
        "pointer": spell(CPtrType(type_), "pointer"),
        "result": spell(type_.return_type),
        "args": [spell(arg.type, f"a{index}") for index, arg in enumerate(type_.args)],
        "varargs": bool(type_.has_varargs),
        "optional": type_.optional_arg_count,
        "nogil": bool(type_.nogil),
        "exception": exception_clause(type_),
        "overloaded": len(entry.all_alternatives()) > 1,
        "template": bool(type_.templates),
    }


def exception_clause(type_):
    if type_.return_type.is_pyobject:
        return "object"
    value, check = type_.exception_value, type_.exception_check
    if check == "+":
        return "+" if value is None else f"+{getattr(value, 'name', getattr(value, 'value', value))}"
    if value is None:
        return "*" if check else "noexcept"
    text = re.sub(r"(?<=\d)[lL]+", "", str(getattr(value, "value", value)))
    return ("? " if check else "") + re.sub(r"^\((.*)\)$", r"\1", text).replace("-1.0", "-1")


def describe(entry):
    type_ = entry.type
    if type_.is_cfunction and not entry.is_type:
        return {"kind": "function",
                "overloads": [describe_function(one) for one in entry.all_alternatives()]}
    if entry.is_type and type_.is_struct_or_union and type_.scope is not None:
        return {"kind": "struct", "cname": entry.cname,
                "fields": {name: spell(field.type) for name, field in type_.scope.entries.items()}}
    if entry.is_type and (type_.is_cpp_class or type_.is_extension_type):
        members = set(type_.scope.entries) - SPECIAL if type_.scope else set()
        return {"kind": "class", "members": sorted(members)}
    if entry.is_type:
        return {"kind": "type", "type": spell(type_)}
    if entry.as_module:
        return {"kind": "module"}
    return {"kind": "variable", "type": spell(type_), "inline": False}


def read(module, include):
    Errors.init_thread()
    options = Main.CompilationOptions(
        Options.default_options, include_path=include, language_level=3, cplus=True)
    context = Main.Context.from_options(options)
    messages = io.StringIO()
    with contextlib.redirect_stderr(messages):
        scope = context.find_module(module)
        errors = Errors.get_errors_count() if hasattr(Errors, "get_errors_count") else 0
    if errors or not getattr(scope, "pxd_file_loaded", True):
        return {"error": messages.getvalue()[-2000:]}
    path = context.find_pxd_file(module, pos=None)
    names = {}
    for name, entry in scope.entries.items():
        if name and name not in SPECIAL and not name.startswith("__pyx_opt_args"):
            names[name] = describe(entry)
    return {"names": names, "path": path}


def main():
    include = [sys.argv[1]] if sys.argv[1] else []
    result = {}
    for module in sys.argv[2:]:
        try:
            result[module] = read(module, include)
        except Exception as error:  # The reference compiler raises many kinds for a broken file.
            result[module] = {"error": repr(error)}
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
