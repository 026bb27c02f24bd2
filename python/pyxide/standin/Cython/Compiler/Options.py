"""Options that build scripts set for all that follows; `pyxide.build.cythonize` reads them."""

from pyxide.cython_options import namespaces

annotate = False
annotate_coverage_xml = None
cimport_from_pyx = False
docstrings = True
embed = None
embed_pos_in_docstring = False
error_on_uninitialized = True
error_on_unknown_names = True
fast_fail = False
generate_cleanup_code = False
warning_errors = False
# These change nothing that could be observed.
buffer_max_dims = 8
cache_builtins = True
clear_to_none = True
closure_freelist_size = 8
convert_range = True
gcc_branch_hints = True
lookup_module_cpdef = False

# Holds what is set, not what is the case without.
_directive_defaults = {}


def get_directive_defaults():
    """The dict to set directives in."""
    return _directive_defaults


namespaces.append(globals())
