"""Which functions are timed at which size, per group. Sizes give about a tenth of a second each.

Example: `PROGRAMS["nbody"] == 30000` steps.
"""

from __future__ import annotations

from typing import Dict

PROGRAMS: Dict[str, int] = {
    "chaos": 25000,
    "closures": 200000,
    "constraints": 1800,
    "encode": 12000,
    "failures": 130000,
    "fannkuch": 8,
    "generators": 80000,
    "matrices": 120,
    "nbody": 60000,
    "queens": 8,
    "raytrace": 120,
    "scheduler": 80000,
    "spectral": 260,
    "strings": 1500,
    "tables": 100000,
}

KERNELS: Dict[str, Dict[str, int]] = {
    "loops": {"heat": 12000, "product": 800, "sieve": 20000000},
    "scan": {"text": 1500, "particles": 4000},
    "classes": {"linked": 1500000, "virtual": 60000000, "cpdef_calls": 10000000, "callbacks": 5000000},
}
# modules with a twin written by hand in C
TWINS = {"loops": "loops_c", "scan": "scan_c", "classes": "classes_c"}

CALLS: Dict[str, int] = {
    "call_def": 3000000,
    "call_def_positional": 2000000,
    "call_def_keywords": 1500000,
    "call_def_defaults": 1500000,
    "call_def_star": 400000,
    "call_def_typed": 1500000,
    "call_cdef": 200000000,
    "call_cdef_object": 100000000,
    "call_cpdef": 60000000,
    "call_method": 2500000,
    "call_untyped_method": 2500000,
    "call_cpdef_method": 30000000,
    "call_cdef_method": 60000000,
    "call_plain_method": 2000000,
    "make_extension_object": 2500000,
    "make_plain_object": 700000,
    "call_builtin": 40000000,
    "attribute_public": 4000000,
    "attribute_property": 4000000,
    "special_methods": 1500000,
    "call_closure": 2500000,
}

CONVERSIONS: Dict[str, int] = {
    "int_to_object_and_back": 10000000,
    "float_to_object_and_back": 10000000,
    "bytes_to_pointer": 80000000,
    "pointer_to_bytes": 5000000,
    "object_arithmetic": 4000000,
    "float_objects": 6000000,
    "compare_objects": 20000000,
    "list_build_and_index": 4000000,
    "list_comprehension": 4000000,
    "dict_get_and_set": 2500000,
    "dict_iteration": 8000000,
    "tuple_unpack": 10000000,
    "global_lookup": 15000000,
    "f_string": 1000000,
    "unicode_iteration": 60000000,
    "string_equality": 15000000,
    "is_instance": 40000000,
    "try_finally": 100000000,
    "raise_and_catch": 4000000,
    "generator_step": 4000000,
    "range_over_objects": 4000000,
}

MEMORY: Dict[str, int] = {
    "noise_1": 1000000,
    "noise_10": 2000000,
    "noise_1000": 2000000,
    "block_life": 800000,
    "small_malloc": 300000,
    "small_pymem": 250000,
    "growing": 300000,
}

VIEWS: Dict[str, int] = {
    "contiguous_sum": 10000,
    "checked_sum": 8000,
    "strided_sum": 10000,
    "small_slices": 200000,
    "stencil": 8000,
    "acquire": 600000,
}
