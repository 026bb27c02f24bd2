"""The import hook: `import foo` finds `foo.pyx`.

The hook comes after Python's own finders, so a built module or a `.py` file of the same name wins. A found source is
built into the compiler's cache, which does nothing when neither it nor what it includes has changed.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys

from pyxide._binary import build_cached, language_options


class PyxFinder(importlib.abc.MetaPathFinder):
    """Finds `NAME.pyx` and packages with `__init__.pyx` where Python looks for modules."""

    def __init__(self, options=()):
        self.options = list(options)

    def find_spec(self, fullname, path=None, target=None):
        """The spec of the built module, or None when there is no such source."""
        name = fullname.rpartition(".")[2]
        for folder in sys.path if path is None else path:
            if not isinstance(folder, str):
                continue
            folder = folder or os.getcwd()
            package = os.path.join(folder, name)
            source = os.path.join(package, "__init__.pyx")
            if os.path.isfile(source):
                return self._spec(fullname, source, [package])
            source = package + ".pyx"
            if os.path.isfile(source):
                return self._spec(fullname, source, None)
        return None

    def _spec(self, fullname, source, search_locations):
        built = build_cached(source, fullname, self.options)
        loader = importlib.machinery.ExtensionFileLoader(fullname, built)
        return importlib.util.spec_from_file_location(
            fullname, built, loader=loader, submodule_search_locations=search_locations
        )


def install(*, include_dirs=(), directives=None, compile_time_env=None, language_level=None, cplus=False):
    """Makes `import` find `.pyx` files. Gives the finder, which `uninstall` takes away again.

    The arguments are those of the compiler: folders for `.pxd` files, a dict of directives, a dict of names for `DEF`
    and `IF`, the language level, and whether to compile as C++. A second call replaces the first one's options.
    """
    uninstall()
    finder = PyxFinder(language_options(include_dirs, directives, compile_time_env, language_level, cplus))
    sys.meta_path.append(finder)
    return finder


def uninstall():
    """Takes the hook away. Modules that were imported stay."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, PyxFinder)]
