"""Tracebacks name the included file that a function stands in.

>>> frames(raises, KeyError)
[('included_functions.pyx', 23), ('included_functions.pxi', 5)]
>>> frames(Included().method, [])
[('included_functions.pyx', 23), ('included_functions.pxi', 10)]
"""

include "included_functions.pxi"


def places(tb):
    import os
    found = []
    while tb is not None:
        found.append((os.path.basename(tb.tb_frame.f_code.co_filename), tb.tb_lineno))
        tb = tb.tb_next
    return found


def frames(function, argument):
    try:
        function(argument)
    except Exception as e:
        return places(e.__traceback__)
