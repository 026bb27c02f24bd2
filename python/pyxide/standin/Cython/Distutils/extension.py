"""An Extension that carries options for `build_ext`."""

from pyxide.extensions import Extension as _Extension

# name: default
_OPTIONS = {
    "cython_include_dirs": list,
    "cython_directives": dict,
    "cython_create_listing": bool,
    "cython_line_directives": bool,
    "cython_cplus": bool,
    "cython_c_in_temp": bool,
    "cython_gen_pxi": bool,
    "cython_gdb": bool,
    "no_c_in_traceback": bool,
    "cython_compile_time_env": lambda: None,
}


class Extension(_Extension):
    """An Extension with `cython_*` options."""

    def __init__(self, name, sources, *arguments, **options):
        own = {}
        for option in list(options):
            # Their names before Cython was called so.
            current = "cython" + option[5:] if option.startswith("pyrex_") else option
            if current in _OPTIONS:
                own[current] = options.pop(option)
        super().__init__(name, sources, *arguments, **options)
        for option, default in _OPTIONS.items():
            setattr(self, option, own.get(option) or default())
