"""The cell magic `%%pyxide`: compiles a cell and brings its names into the notebook.

    %%pyxide -X boundscheck=False --cplus
    def double_it(int x):
        return 2 * x
"""

import argparse
import hashlib
import importlib.machinery
import importlib.util
import os
import shlex
import shutil
import sys
import tempfile
import weakref

from pyxide._binary import BuildError, build_cached, find_binary


class _Arguments(argparse.ArgumentParser):
    """A parser that raises instead of ending the process."""

    def error(self, message):
        raise ValueError("%%pyxide: " + message + "\n" + self.format_usage())


def _parser():
    parser = _Arguments(prog="%%pyxide", description="Compile a cell and import its names.", add_help=False)
    parser.add_argument("-I", dest="include", action="append", default=[], metavar="DIR", help="folder for .pxd files")
    parser.add_argument("-X", dest="directives", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("-2", dest="py2", action="store_true", help="Python 2 syntax and semantics")
    parser.add_argument("-3", "--3str", dest="py3", action="store_true", help="Python 3 syntax and semantics (the default)")
    parser.add_argument("-+", "--cplus", action="store_true", help="compile as C++")
    parser.add_argument("-c", "--compile-args", action="append", default=[], metavar="FLAG", help="for the compiler")
    parser.add_argument("--link-args", action="append", default=[], metavar="FLAG", help="for the linker")
    parser.add_argument("-l", "--lib", action="append", default=[], metavar="NAME", help="library to link with")
    parser.add_argument("-L", dest="library_dirs", action="append", default=[], metavar="DIR")
    parser.add_argument("-n", "--name", help="the module's name")
    parser.add_argument("-f", "--force", action="store_true", help="import a fresh module even if nothing changed")
    parser.add_argument("-S", "--src", action="append", default=[], metavar="FILE", help="C file to compile with it")
    parser.add_argument("-v", "--verbose", action="store_true", help="show the name of the module and its file")
    for names, missing in _MISSING:
        parser.add_argument(*names, action="append_const", dest="missing", const=missing, help="says: " + missing)
    return parser


# Options of Cython's magic that have nothing here to act on.
_MISSING = [
    (("-a", "--annotate", "--annotate-fullc"), "no annotated HTML is made; `pyxide translate --emit c FILE` shows the C"),
    (("--pgo",), "no profile is used; pass flags of the compiler with -c"),
]


class CellMagic:
    """The magic of one shell; remembers what it has loaded."""

    def __init__(self, shell):
        self.shell = shell
        self.parser = _parser()
        self.folder = tempfile.mkdtemp(prefix="pyxide-cells-")
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.loaded = {}

    def __call__(self, line, cell):
        """Compiles the cell and pushes its public names."""
        arguments = self.parser.parse_args(shlex.split(line))
        for missing in arguments.missing or ():
            print("%%pyxide: " + missing, file=sys.stderr)
        code = cell if cell.endswith("\n") else cell + "\n"
        key = hashlib.sha256(repr((code, line, sys.executable, find_binary())).encode()).hexdigest()[:32]
        name = arguments.name or "_pyxide_cell_" + key
        if arguments.force and not arguments.name:
            name += "_{}".format(len(self.loaded))
        module = self.loaded.get((name, key))
        if module is None:
            module = self._build(name, code, arguments)
            if module is None:
                return
            self.loaded[name, key] = module
        names = getattr(module, "__all__", None)
        if names is None:
            names = [name for name in vars(module) if not name.startswith("_")]
        self.shell.push({name: getattr(module, name) for name in names})

    def _build(self, name, code, arguments):
        source = os.path.join(self.folder, name + ".pyx")
        if arguments.src:
            files = ", ".join('"{}"'.format(os.path.abspath(path)) for path in arguments.src)
            code = "# distutils: sources = [{}]\n".format(files) + code
        with open(source, "w", encoding="utf-8") as file:
            file.write(code)
        options = ["-2" if arguments.py2 else "-3", "-I", os.getcwd()]
        for flag, values in (("-I", arguments.include), ("-X", arguments.directives)):
            for value in values:
                options += [flag, value]
        if arguments.cplus:
            options.append("--cplus")
        env = dict(os.environ)
        flags = [("CXXFLAGS" if arguments.cplus else "CFLAGS", arguments.compile_args)]
        link = ["-L" + folder for folder in arguments.library_dirs] + ["-l" + lib for lib in arguments.lib]
        flags.append(("LDFLAGS", link + arguments.link_args))
        for variable, values in flags:
            words = [env[variable]] if env.get(variable) else []
            env[variable] = " ".join(words + [shlex.quote(value) for value in values])
        try:
            built = build_cached(source, name, options, env=env)
        except BuildError as error:
            # The compiler's own messages say it all; a Python traceback above them would not help.
            print(error, file=sys.stderr)
            return None
        if built.messages:
            sys.stderr.write(built.messages)
        if arguments.verbose:
            print("{}: {}".format(name, built))
        loader = importlib.machinery.ExtensionFileLoader(name, built)
        spec = importlib.util.spec_from_file_location(name, built, loader=loader)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        loader.exec_module(module)
        return module
