"""From what `cythonize` is given to the modules to translate: file names, patterns and Extensions.

    [module] = find_modules(["pkg/*.pyx"])
    module.name, module.sources                # "pkg.m", ["pkg/m.pyx"]

The rules are Cython's. Nothing is translated here, and no Extension that is given is changed.
"""

import glob
import os
import re
from collections.abc import Iterable

try:
    from setuptools import Extension
except ImportError:  # before 3.12 the standard library had it
    from distutils.core import Extension

# What is translated.
SUFFIXES = (".pyx", ".py")
# What a source's `# distutils:` comments may add to its Extension.
LISTS = (
    "sources",
    "include_dirs",
    "define_macros",
    "undef_macros",
    "libraries",
    "library_dirs",
    "runtime_library_dirs",
    "extra_objects",
    "extra_compile_args",
    "extra_link_args",
    "export_symbols",
    "depends",
)


class Module:
    """One module to make: its name, its source files, and the Extension that describes it, if one was given."""

    def __init__(self, name, sources, template, language=None):
        self.name = name
        self.sources = sources
        self.template = template
        self.language = language

    def translated(self):
        """The sources that are to be translated."""
        return [source for source in self.sources if is_source(source)]


def is_source(path):
    """Whether a file is translated, not compiled as it is."""
    return os.path.splitext(path)[1] in SUFFIXES


def find_modules(patterns, exclude=None, language=None, quiet=False):
    """The modules that `patterns` stands for, in its order, without the files that `exclude` matches.

    Raises ValueError for a pattern that matches nothing, TypeError for what is neither a pattern nor an Extension.
    """
    if patterns is None:
        return []
    if isinstance(patterns, (str, os.PathLike)) or not isinstance(patterns, Iterable):
        patterns = [patterns]
    patterns = list(patterns)
    if exclude is None or isinstance(exclude, (str, os.PathLike)):
        exclude = [] if exclude is None else [exclude]
    excluded = {os.path.abspath(file) for pattern in exclude for file in matches(os.fspath(pattern))}
    explicit = {item.name for item in patterns if hasattr(item, "sources")}
    modules = []
    seen = set()
    for item in patterns:
        if hasattr(item, "sources"):
            found = _of_extension(item, explicit, quiet)
        elif isinstance(item, (str, os.PathLike)):
            found = ((extension_name(file), file, [file], None) for file in _some(os.fspath(item)))
        else:
            raise TypeError(
                "cythonize takes file names, patterns and Extension objects, not {!r}".format(type(item).__name__)
            )
        for name, file, sources, template in found:
            if name not in seen and (file is None or os.path.abspath(file) not in excluded):
                seen.add(name)
                modules.append(Module(name, sources, template, None if template else language))
    return modules


def _of_extension(template, explicit, quiet):
    """(name, file, sources, template) of each module that an Extension stands for."""
    sources = [os.fspath(source) for source in template.sources]
    ours = [source for source in sources if is_source(source)]
    if not ours:
        yield template.name, None, sources, template
        return
    if len(ours) > 1 and not quiet:
        print(
            "Warning: Extension '{}' has several sources to translate: {}. Each becomes C with an init function of its "
            "own; one module has one .pyx file, and `include` and .pxd files share code.".format(template.name, ours)
        )
    pattern = ours[0]
    rest = [source for source in sources if source != pattern]
    for file in _some(pattern):
        name = template.name
        if "*" in name:
            name = extension_name(file)
            if name in explicit:
                continue
        yield name, file, [file, *rest], template


def _some(pattern):
    found = matches(pattern)
    if not found:
        raise ValueError("'{}' doesn't match any files".format(pattern))
    return found


def matches(pattern):
    """The files that a pattern matches, sorted: `*`, `?`, `[…]`, `**` for any folders, and `{a,b}` for one of several."""
    braces = re.search(r"\{([^{}]*)\}", pattern)
    if braces and not os.path.exists(pattern):
        before, after = pattern[: braces.start()], pattern[braces.end() :]
        found = {file for word in braces.group(1).split(",") for file in matches(before + word + after)}
        return sorted(found)
    if os.path.exists(pattern):
        return [pattern]
    return sorted(file for file in glob.glob(pattern, recursive=True) if not os.path.isdir(file))


def extension_name(path):
    """The name by which setuptools puts the built module where it belongs."""
    name = module_name(path)
    return name + ".__init__" if os.path.splitext(os.path.basename(path))[0] == "__init__" else name


def module_name(path):
    """The dotted name of the module that a source file defines: folders with `__init__` files are packages."""
    folder, file = os.path.split(os.path.abspath(path))
    stem = os.path.splitext(file)[0]
    parts = [] if stem == "__init__" else [stem]
    while any(os.path.exists(os.path.join(folder, "__init__" + s)) for s in (".py", ".pyx", ".pxd", ".pyc")):
        folder, package = os.path.split(folder)
        parts.insert(0, package)
    return ".".join(parts)


def create_extension(template, arguments):
    """Makes the Extension of a module. `arguments` are those of its class; `template` is the Extension that was given.

    This is what `cythonize(create_extension=…)` replaces and calls. Gives the Extension and a dict that describes it.
    """
    depends = set(arguments.get("depends") or ())
    arguments["depends"] = sorted(depends.union(getattr(template, "depends", None) or ()))
    kind = type(template) if template is not None else Extension
    extension = kind(**arguments)
    metadata = {"distutils": arguments, "module_name": arguments["name"]}
    return extension, metadata


__all__ = ["Extension", "LISTS", "Module", "create_extension", "find_modules", "module_name"]
