"""Parts of the language that have menus of statements instead of a grammar: see `menu.py`. `AREAS` names them.

    python3 conformance/differential_c --areas structs,flow --seeds 0-20 --cython PYTHON

    >>> sorted(AREAS)[:2]
    ['classes', 'closures']
"""

from . import closures, exceptions, fused, objects, structs, texts, values

#: Each function writes one part of a module, types and functions, and the calls: `part(generator, number) -> text`.
AREAS = {"structs": structs.part, "texts": texts.part, "flow": exceptions.part, "classes": objects.part, "closures": closures.part,
         "fused": fused.part, "values": values.part}
