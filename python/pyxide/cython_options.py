"""What becomes of Cython's options: one table for `cythonize()`, `build_ext` and the commands.

Each option of Cython has an entry. It is honoured (the compiler gets an argument, or the package acts on it), it has no
effect because nothing here depends on it, or it is said once, when somebody asks for it, why it does nothing.

    words, notes = for_compiler({"emit_linenums": True, "annotate": True})
    words == ["--line-directives"]                # notes[0] says what there is instead of annotated HTML
"""

import difflib

# Acted on by `pyxide.build` or the commands themselves.
HONOURED = {
    "build_dir",
    "compile_time_env",
    "compiler_directives",
    "cplus",
    "create_extension",
    "depfile",
    "include_path",
    "language_level",
    "module_name",
    "output_dir",
    "output_file",
    "quiet",
    "timestamps",
    "verbose",
    "working_path",
}

# True gives the compiler these words.
FLAGS = {
    "emit_linenums": ["--line-directives"],
    "fast_fail": ["--fast-fail"],
    "warning_errors": ["--warning-errors"],
    "no_docstrings": ["--no-docstrings"],
    "lenient": ["--allow-unknown-names"],
    "warning_extra": [
        "-X", "warn.maybe_uninitialized=True", "-X", "warn.unreachable=True", "-X", "warn.unused=True"
    ],
    "gdb_debug": ["--line-directives"],
    "legacy_implicit_noexcept": ["-X", "legacy_implicit_noexcept=True"],
}  # fmt: skip

# Change nothing that could be observed here, whatever their values.
WITHOUT_EFFECT = {
    # Translating takes milliseconds, and `pyxide build` has a cache of its own.
    "cache",
    "cache_size",
    # Modules share their runtime types by themselves.
    "common_utility_include_dir",
    "shared_utility_features_disabled",
    "shared_utility_features_enabled",
    "shared_utility_qualified_name",
    # Inside of Cython.
    "embedded_metadata",
    "errors_to_stderr",
    "evaluate_tree_assertions",
    "formal_grammar",
    "relative_path_in_code_position_comments",
    "shared_c_file_path",
    "show_version",
}

# Said when somebody asks for them: (option, what is not there and what to do instead).
NOTES = {
    "annotate": "no annotated HTML is written; read the C with `pyxide translate --emit c FILE`",
    "annotate_coverage_xml": "no annotated HTML is written; read the C with `pyxide translate --emit c FILE`",
    "c_line_in_traceback": "tracebacks have no C lines; emit_linenums names the source's lines to debuggers",
    "capi_reexport_cincludes": "headers of modules include no other headers; include them in your C code",
    "cimport_from_pyx": "declarations are taken from .pxd files only; write one for the module",
    "embed_pos_in_docstring": "positions are not written into docstrings; inspect and tracebacks know them",
    "gdb_debug": "nothing is written for cygdb; #line directives let gdb show and step through the source",
    "generate_cleanup_code": "no clean-up at exit is generated",
    "generate_pxi": "no .pxi file is written; share declarations in a .pxd file",
    "np_pythran": "Pythran is not used",
    "use_listing_file": "no listing file is written; redirect the standard error",
}

# What a build script has set for all that follows: namespaces of stand-ins for `Cython.Compiler.Options`.
namespaces = []


def set_globally():
    """The options that `namespaces` set, and the directives."""
    options, directives = {}, {}
    for names in namespaces:
        options.update((name, names[name]) for name in _SWITCHED_ON if names.get(name))
        options.update((name, True) for name, off in _SWITCHED_OFF.items() if not names.get(off, True))
        directives.update(names.get("_directive_defaults", {}))
    return options, directives


_SWITCHED_ON = (
    "annotate",
    "cimport_from_pyx",
    "embed_pos_in_docstring",
    "fast_fail",
    "generate_cleanup_code",
    "warning_errors",
)
# option: the name in `Cython.Compiler.Options` that is true unless it is asked for
_SWITCHED_OFF = {"no_docstrings": "docstrings", "lenient": "error_on_unknown_names"}

KNOWN = HONOURED | set(FLAGS) | WITHOUT_EFFECT | set(NOTES)


def check_names(options):
    """Raises ValueError for options that Cython does not have either, with the nearest name."""
    unknown = sorted(set(options) - KNOWN)
    if unknown:
        near = difflib.get_close_matches(unknown[0], KNOWN, 1)
        hint = "; did you mean {}?".format(near[0]) if near else ""
        raise ValueError(
            "got unknown compilation option{}, please remove: {}{}".format(
                "s" if len(unknown) > 1 else "", ", ".join(unknown), hint
            )
        )


def for_compiler(options):
    """The compiler's words for options that are simple switches, and notes about what is asked for in vain."""
    words = [word for name, flag in FLAGS.items() if options.get(name) for word in flag]
    # `False` and `None` ask for what is the case anyway.
    notes = ["{}: {}".format(name, note) for name, note in NOTES.items() if options.get(name)]
    return words, notes


__all__ = ["check_names", "for_compiler", "namespaces", "set_globally"]
