"""setuptools integration: `cythonize`, in the place of Cython's.

    from setuptools import setup
    from pyxide.build import cythonize

    setup(ext_modules=cythonize(["src/**/*.pyx"]))

Or, with Extensions that name `.pyx` files, `setup(cmdclass={"build_ext": build_ext}, ext_modules=[...])`.
"""

import copy
import glob
import json
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from pyxide._binary import BuildError, call, language_options

try:
    from setuptools import Extension
    from setuptools.command.build_ext import build_ext as _build_ext
except ImportError:  # before 3.12 the standard library had them
    from distutils.command.build_ext import build_ext as _build_ext
    from distutils.core import Extension

_SUFFIXES = (".pyx", ".py")
# What a source's `# distutils:` comments may add to its Extension.
_LISTS = (
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
)

CompileError = BuildError


def cythonize(
    module_list,
    exclude=None,
    nthreads=0,
    aliases=None,
    quiet=False,
    force=None,
    language=None,
    exclude_failures=False,
    **options
):
    """Translates sources to C and gives the list of Extension objects to build.

    `module_list` holds file names, glob patterns (`**` for any folders) and Extensions, whose names and sources may
    have patterns too. `exclude` holds patterns to leave out. `options` are Cython's: `include_path`,
    `compiler_directives`, `language_level`, `compile_time_env`, `build_dir`, `depfile`; those that make no sense
    here, such as `annotate`, are ignored. With `exclude_failures`, sources that do not compile are left out.
    """
    jobs = list(_jobs(module_list, exclude, language))
    options_for_all = language_options(
        options.get("include_path"),
        options.get("compiler_directives"),
        options.get("compile_time_env"),
        options.get("language_level"),
    )
    if options.get("depfile"):
        options_for_all.append("-M")

    def work(job):
        if job.source is None:
            return None
        try:
            job.translate(options_for_all, options.get("build_dir"), aliases or {}, force)
            return None
        except BuildError as error:
            return error

    with ThreadPoolExecutor(max_workers=nthreads or os.cpu_count() or 1) as pool:
        errors = list(pool.map(work, jobs))
    extensions = []
    failed = None
    for job, error in zip(jobs, errors):
        if error is None:
            extensions.append(job.extension)
            if job.source is not None and not quiet:
                print("pyxide: {} -> {}".format(job.source, job.extension.sources[0]))
        else:
            print(error, file=sys.stderr)
            failed = error
    if failed is not None and not exclude_failures:
        raise CompileError("pyxide could not translate all sources (see above)") from failed
    return extensions


class build_ext(_build_ext):
    """setuptools' command, which translates the `.pyx` sources of the Extensions first."""

    def finalize_options(self):
        modules = self.distribution.ext_modules
        if modules:
            modules[:] = cythonize(modules, force=self.force, quiet=True)
        super().finalize_options()


class _Job:
    """One Extension, and the source among its files that is to be translated, if any."""

    def __init__(self, extension, source):
        self.extension = extension
        self.source = source

    def translate(self, options, build_dir, aliases, force):
        extension = self.extension
        with tempfile.TemporaryDirectory() as folder:
            made = os.path.join(folder, "module.c")
            described = os.path.join(folder, "settings.json")
            arguments = ["translate", self.source, "-o", made, "--settings", described]
            name = extension.name
            if name.endswith(".__init__"):
                name = name[: -len(".__init__")]
            arguments += ["--module-name", name, *options]
            if (extension.language or "").lower() == "c++":
                arguments.append("--cplus")
            # Declarations are found where the script would find their modules.
            path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)
            call(arguments, env={**os.environ, "PYXIDE_SEARCH_PATH": path})
            with open(described, encoding="utf-8") as file:
                settings = json.load(file)
            target = os.path.splitext(self.source)[0] + (".cpp" if settings["cplus"] else ".c")
            if build_dir:
                target = os.path.join(build_dir, _below(target))
                os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
            _replace(made, target, force)
            for header in os.listdir(folder):
                if header.endswith(".h"):
                    _replace(os.path.join(folder, header), os.path.join(os.path.dirname(target), header), force)
            if os.path.exists(made + ".dep"):
                with open(made + ".dep", encoding="utf-8") as file:
                    rule = file.read().replace(made + ":", target + ":", 1)
                with open(target + ".dep", "w", encoding="utf-8") as file:
                    file.write(rule)
        extension.sources = [target if s == self.source else s for s in extension.sources]
        extension.sources.sort(key=lambda s: s != target)
        extension.depends = list(extension.depends or []) + settings["files_read"]
        if settings["cplus"]:
            extension.language = "c++"
        for name in _LISTS:
            _extend(extension, name, _resolve(settings[name], aliases))


def _extend(extension, name, values):
    present = getattr(extension, name) or []
    if name == "define_macros":
        values = [tuple(v.split("=", 1)) if "=" in v else (v, None) for v in values]
    setattr(extension, name, list(present) + [value for value in values if value not in present])


def _resolve(values, aliases):
    """Replaces names that `aliases` defines by what they stand for."""
    out = []
    for value in values:
        found = aliases.get(value, value)
        out += [found] if isinstance(found, str) else list(found)
    return out


def _replace(made, target, force):
    """Writes the target only when its content changes, so that nothing is compiled again needlessly."""
    with open(made, "rb") as file:
        content = file.read()
    if not force and os.path.exists(target):
        with open(target, "rb") as file:
            if file.read() == content:
                return
    with open(target, "wb") as file:
        file.write(content)


def _below(path):
    """A path that stays below the folder it is joined to."""
    path = os.path.normpath(os.path.splitdrive(path)[1]).lstrip(os.sep)
    while path.startswith(os.pardir + os.sep):
        path = path[len(os.pardir + os.sep) :]
    return path


def _jobs(module_list, exclude, language):
    if isinstance(module_list, (str, os.PathLike)) or hasattr(module_list, "sources"):
        module_list = [module_list]
    excluded = set()
    for pattern in [exclude] if isinstance(exclude, (str, os.PathLike)) else exclude or ():
        excluded.update(map(os.path.abspath, _files(os.fspath(pattern))))
    seen = set()
    for item in module_list:
        template = item if hasattr(item, "sources") else None
        patterns = [s for s in template.sources if os.path.splitext(s)[1] in _SUFFIXES] if template else [item]
        if template is not None and not patterns:
            yield _Job(template, None)
        for pattern in patterns:
            pattern = os.fspath(pattern)
            files = _files(pattern)
            if not files:
                raise ValueError("'{}' doesn't match any files".format(pattern))
            for file in files:
                if os.path.abspath(file) in excluded:
                    continue
                name = template.name if template is not None and "*" not in template.name else _extension_name(file)
                if template is None:
                    extension = Extension(name, sources=[file])
                else:
                    extension = copy.copy(template)
                    extension.name = name
                    extension.sources = [file if s == pattern else s for s in template.sources]
                if language:
                    extension.language = language
                if name not in seen:
                    seen.add(name)
                    yield _Job(extension, file)


def _files(pattern):
    if not glob.has_magic(pattern):
        return [pattern] if os.path.exists(pattern) else []
    return sorted(f for f in glob.glob(pattern, recursive=True) if os.path.splitext(f)[1] in _SUFFIXES)


def _extension_name(path):
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


__all__ = ["CompileError", "Extension", "build_ext", "cythonize"]
