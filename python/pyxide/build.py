"""setuptools integration: `cythonize`, in the place of Cython's.

    from setuptools import setup
    from pyxide.build import cythonize

    setup(ext_modules=cythonize(["src/**/*.pyx"]))

Or, with Extensions that name `.pyx` files, `setup(cmdclass={"build_ext": build_ext}, ext_modules=[...])`.
"""

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

from pyxide._binary import BuildError, language_options
from pyxide.cython_options import check_names, for_compiler, set_globally
from pyxide.extensions import LISTS, Extension, create_extension, find_modules, is_source, module_name
from pyxide.translation import translate, write_depfile

try:
    from setuptools.command.build_ext import build_ext as _build_ext
except ImportError:
    from distutils.command.build_ext import build_ext as _build_ext

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
    show_all_warnings=False,
    **options
):
    """Translates sources to C and gives the list of Extension objects to build.

    `module_list` holds file names, glob patterns (`**` for any folders, `{a,b}` for one of several) and Extensions, whose
    names and sources may have patterns too. `exclude` holds patterns to leave out; `aliases` names what stands for lists of
    values in `# distutils:` comments. `options` are Cython's: `include_path`, `compiler_directives`, `language_level`,
    `compile_time_env`, `build_dir`, `depfile`, `emit_linenums`, `create_extension` and so on. One that has nothing here to
    act on is named with what to do instead (`pyxide.cython_options`); one that Cython does not know raises ValueError. With
    `exclude_failures`, modules that do not compile are left out. All warnings are shown anyway.

    A C file is written only when its text changes, so that nothing is compiled again needlessly.
    """
    check_names(options)
    defaults, directives = set_globally()
    options = {**defaults, **options}
    directives.update(options.get("compiler_directives") or {})
    if force is None:
        force = os.environ.get("CYTHON_FORCE_REGEN") == "1"
    if language is not None and not quiet:
        print(
            "Warning: cythonize(language={0!r}) is for file names only; put '# distutils: language = {0}' into the "
            "sources instead".format(language)
        )
    words, notes = for_compiler(options)
    for note in notes:
        print("pyxide: " + note, file=sys.stderr)
    words += language_options(
        options.get("include_path"),
        directives,
        options.get("compile_time_env"),
        options.get("language_level"),
        options.get("cplus"),
    )
    work = _Work(words, aliases or {}, force, options)
    modules = find_modules(module_list, exclude, language, quiet)

    def attempt(module):
        try:
            return work.module(module)
        except BuildError as error:
            return error

    with ThreadPoolExecutor(max_workers=nthreads or os.cpu_count() or 1) as pool:
        results = list(pool.map(attempt, modules))
    extensions = []
    failed = []
    for module, result in zip(modules, results):
        if isinstance(result, BuildError):
            print(result, file=sys.stderr)
            failed.append((module.name, result))
            continue
        extension, written = result
        extensions.append(extension)
        for source, target in () if quiet else written:
            print("pyxide: {} -> {}".format(source, target))
    # What compilers print comes next, past Python's buffers.
    sys.stdout.flush()
    if failed and not exclude_failures:
        # The messages are above; the exceptions they come from would only say them again.
        raise CompileError("pyxide could not translate all sources (see above)") from None
    if failed:
        print("Failed compilations: " + ", ".join(sorted(name for name, _ in failed)))
    return extensions


class _Work:
    """What is the same for all modules of a call."""

    def __init__(self, words, aliases, force, options):
        self.words = words
        self.aliases = aliases
        self.force = force
        self.build_dir = options.get("build_dir")
        self.depfile = options.get("depfile")
        self.create = options.get("create_extension") or create_extension

    def module(self, module):
        """Translates a module's sources. Gives its Extension, and (source, target) of each C file that is new."""
        ours = module.translated()
        if not ours:
            # Not ours to build, and so as it was given.
            return module.template, []
        template = module.template
        language = module.language or getattr(template, "language", None)
        words = self.words + (["--cplus"] if (language or "").lower() == "c++" else [])
        written = []
        merged = {name: _values(template, name) for name in LISTS}
        merged["sources"] = []
        for source in module.sources:
            if not is_source(source):
                merged["sources"].append(source)
                continue
            # The Extension names its first source's module; others among its sources are modules of their own.
            name = module.name if len(ours) == 1 else module_name(source)
            if name.endswith(".__init__"):
                name = name[: -len(".__init__")]
            settings = translate(source, name, lambda kind, s=source: self.target(s, kind), words, self.force)
            target = settings["target"]
            merged["sources"].append(target)
            if settings["changed"]:
                written.append((source, target))
            if settings["cplus"]:
                language = "c++"
            self.merge(merged, settings)
            if self.depfile:
                write_depfile(target, settings["files_read"])
        arguments = {name: values for name, values in merged.items() if values}
        arguments["name"] = module.name
        if language:
            arguments["language"] = language
        for name in ("optional", "py_limited_api", "swig_opts"):
            value = getattr(template, name, None)
            if value:
                arguments[name] = value
        extension, _ = self.create(template, arguments)
        # Some setuptools put a C file in the place of the source that it was made from.
        extension.sources = merged["sources"] + [s for s in extension.sources if s not in merged["sources"]]
        _keep_attributes(extension, template)
        return extension, written

    def target(self, source, language):
        """The path of the C file of a source."""
        target = os.path.splitext(source)[0] + (".cpp" if language == "c++" else ".c")
        return os.path.join(self.build_dir, _below(target)) if self.build_dir else target

    def merge(self, merged, settings):
        """Adds what a source says about itself to its Extension's values, each once."""
        for name in LISTS:
            values = _resolve(settings.get(name, ()), self.aliases)
            if name == "define_macros":
                values = [tuple(v.split("=", 1)) if "=" in v else (v, None) for v in values]
            if name == "depends":
                values = values + settings["headers"]
            merged[name] += [value for value in values if value not in merged[name]]
        if self.build_dir:
            for header in settings["headers"]:
                _copy_below(header, self.build_dir)


def _values(template, name):
    return list(getattr(template, name, None) or ())


def _keep_attributes(extension, template):
    """What a build script has set on its Extension (`ext._needs_stub = …`) stays."""
    for name, value in vars(template).items() if template is not None else ():
        if name not in vars(extension):
            setattr(extension, name, value)


def _resolve(values, aliases):
    """Replaces names that `aliases` defines by what they stand for."""
    out = []
    for value in values:
        found = aliases.get(value, value)
        out += [found] if isinstance(found, str) else list(found)
    return out


def _copy_below(header, folder):
    """Puts a copy of a header beside the C file that includes it. Those outside of the project are found otherwise."""
    relative = os.path.relpath(header)
    if relative.startswith(os.pardir) or os.path.isabs(relative):
        return
    target = os.path.join(folder, relative)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if not os.path.exists(target) or os.path.getmtime(target) < os.path.getmtime(header):
        shutil.copy2(header, target)


def _below(path):
    """A path that stays below the folder it is joined to."""
    path = os.path.normpath(os.path.splitdrive(path)[1]).lstrip(os.sep)
    while path.startswith(os.pardir + os.sep):
        path = path[len(os.pardir + os.sep) :]
    return path


class build_ext(_build_ext):
    """setuptools' command, which translates the `.pyx` sources of the Extensions first.

    The options are those of Cython's command, on the command line, in `setup.cfg`, or as attributes of an Extension.
    """

    user_options = _build_ext.user_options + [
        ("cython-cplus", None, "generate C++ source files"),
        ("cython-create-listing", None, "write errors to a listing file"),
        ("cython-line-directives", None, "emit source line directives"),
        ("cython-include-dirs=", None, "folders for declaration files (separated by '{}')".format(os.pathsep)),
        ("cython-c-in-temp", None, "put generated C files in the temp directory"),
        ("cython-gen-pxi", None, "generate .pxi file for public declarations"),
        ("cython-directives=", None, "compiler directives: name=value,name=value"),
        ("cython-gdb", None, "generate debug information for debuggers"),
        ("cython-compile-time-env=", None, "names for DEF and IF: name=value,name=value"),
    ]
    boolean_options = _build_ext.boolean_options + [
        "cython-cplus",
        "cython-create-listing",
        "cython-line-directives",
        "cython-c-in-temp",
        "cython-gen-pxi",
        "cython-gdb",
    ]
    # attribute -> option of `cythonize`
    _passed_on = {
        "cython_cplus": "cplus",
        "cython_create_listing": "use_listing_file",
        "cython_line_directives": "emit_linenums",
        "cython_gen_pxi": "generate_pxi",
        "cython_gdb": "gdb_debug",
        "cython_compile_time_env": "compile_time_env",
    }

    def initialize_options(self):
        super().initialize_options()
        for name in (*self._passed_on, "cython_include_dirs", "cython_directives", "cython_c_in_temp"):
            setattr(self, name, None)

    def finalize_options(self):
        super().finalize_options()
        if isinstance(self.cython_include_dirs, str):
            self.cython_include_dirs = self.cython_include_dirs.split(os.pathsep)
        for name in ("cython_directives", "cython_compile_time_env"):
            value = getattr(self, name)
            if isinstance(value, str):
                setattr(self, name, _pairs(name, value))

    def build_extension(self, ext):
        # Before setuptools takes `.pyx` names for those of C files that were made elsewhere.
        if any(is_source(source) for source in ext.sources):
            self._translate(ext)
        super().build_extension(ext)

    def _translate(self, extension):
        include_dirs = []
        for folders in (
            self.cython_include_dirs,
            getattr(extension, "cython_include_dirs", None),
            extension.include_dirs,
            self.include_dirs,
        ):
            include_dirs += [folder for folder in folders or () if folder not in include_dirs]
        directives = dict(self.cython_directives or {})
        directives.update(getattr(extension, "cython_directives", None) or {})
        options = {option: self._asked(extension, name) for name, option in self._passed_on.items()}
        (made,) = cythonize(
            [extension],
            force=self.force,
            quiet=not self.verbose,
            include_path=include_dirs,
            compiler_directives=directives,
            build_dir=self.build_temp if self._asked(extension, "cython_c_in_temp") else None,
            **options
        )
        # Others hold the Extension that was given.
        vars(extension).update(vars(made))

    def _asked(self, extension, name):
        return getattr(self, name) or getattr(extension, name, None)


def _pairs(name, text):
    """Reads `name=value,name=value`."""
    pairs = {}
    for item in filter(None, (part.strip() for part in text.split(","))):
        key, separator, value = item.partition("=")
        if not separator:
            raise ValueError("--{} takes name=value,name=value, not {!r}".format(name.replace("_", "-"), text))
        pairs[key.strip()] = value.strip()
    return pairs


__all__ = ["CompileError", "Extension", "build_ext", "create_extension", "cythonize"]
