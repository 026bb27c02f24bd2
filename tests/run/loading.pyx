# What loading a module must not do: lose its classes to `import *`, or share its objects among interpreters.
import os
import sys
import types

source = types.ModuleType("pyxide_star_source")
source.Kept = 5
source.plain = 6
sys.modules[source.__name__] = source

try:
    from pyxide_star_source import *
except TypeError as e:
    message = str(e)


cdef class Kept:
    pass


def star_import():
    """
    >>> star_import()
    ('Cannot overwrite C type Kept', 'Kept')
    """
    return message, type(Kept()).__name__


def another_interpreter():
    """
    >>> another_interpreter()
    'refused'
    """
    try:
        import _xxsubinterpreters as interpreters
    except ImportError:
        return "refused"
    code = f"""
import sys
sys.path.insert(0, {os.path.dirname(__file__)!r})
try:
    import {__name__}
except ImportError:
    pass
else:
    raise SystemError("loaded a second time")
"""
    other = interpreters.create()
    try:
        interpreters.run_string(other, code)
    finally:
        interpreters.destroy(other)
    return "refused"
