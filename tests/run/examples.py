"""Runs the doctests of one built module, and measures what they leave behind. `runner.py` starts it.

    python3 tests/run/examples.py FOLDER MODULE [--leaks]

Docstrings are gathered from the module, its functions, its classes and their members, and its `__test__`. Every
example must print exactly what is written, exception messages included (`...` stands for anything).
"""

import doctest
import gc
import importlib
import io
import sys
from array import array
from contextlib import redirect_stdout

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
WARM_UP = 6
ROUNDS = 8


def docstrings(module):
    """(name, docstring) of everything in the module that has examples, each text once."""
    found = {}

    def add(name, thing):
        text = thing if isinstance(thing, str) else getattr(thing, "__doc__", None)
        if isinstance(text, str) and ">>>" in text:
            found.setdefault(text, name)

    add(module.__name__, module)
    for name, thing in sorted(vars(module).items()):
        if name == "__test__" or getattr(thing, "__module__", module.__name__) != module.__name__:
            continue
        if callable(thing):
            add(name, thing)
        if isinstance(thing, type):
            for member, value in sorted(vars(thing).items()):
                add(name + "." + member, value)
    for name, thing in sorted(getattr(module, "__test__", {}).items()):
        add(name, thing)
    return [(name, text) for text, name in found.items()]


def tests(module):
    """A DocTest for every docstring with examples."""
    parser = doctest.DocTestParser()
    for name, text in docstrings(module):
        yield parser.get_doctest(text, dict(vars(module)), name, None, 0)


def run(module):
    """Runs all examples once; gives the number of failures and of examples."""
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    for test in tests(module):
        runner.run(test)
    return runner.failures, runner.tries


SHARED = [None, True, False, Ellipsis, NotImplemented, 0, 1, -1, (), "", b"", object, int, str, type, ValueError, TypeError]
SHARED_NAMES = [repr(thing) for thing in SHARED]


def leaks(module):
    """Runs every example again and again; gives a line for every docstring that leaves something behind each time."""
    found = []
    for test in tests(module):
        codes = [compile(example.source, "<example>", "single") for example in test.examples]
        quiet = io.StringIO()

        def once():
            scope = dict(vars(module))
            for code in codes:
                try:
                    with redirect_stdout(quiet):
                        exec(code, scope)
                except BaseException:
                    pass
            scope.clear()
            quiet.seek(0)
            quiet.truncate()
            sys.last_value = sys.last_traceback = None

        # Arrays hold no objects, so writing the measurements down does not change them.
        blocks = array("q", bytes(8 * (ROUNDS + 1)))
        counts = [array("q", bytes(8 * len(SHARED))) for _ in blocks]
        for index in range(-WARM_UP, ROUNDS + 1):
            once()
            gc.collect()
            # The cache of type attributes gives up references to None for names as it fills.
            getattr(sys, "_clear_internal_caches", getattr(sys, "_clear_type_cache", int))()
            if index >= 0:
                blocks[index] = sys.getallocatedblocks()
                for place in range(len(SHARED)):
                    counts[index][place] = sys.getrefcount(SHARED[place])
        grown = [after - before for before, after in zip(blocks, blocks[1:])]
        if min(grown) > 0:
            found.append("{}: {} blocks of memory stay behind each time".format(test.name, min(grown)))
        for index, name in enumerate(SHARED_NAMES):
            drift = [after[index] - before[index] for before, after in zip(counts, counts[1:])]
            if min(drift) > 0 or max(drift) < 0:
                found.append("{}: the reference count of {} changes by {} each time".format(test.name, name, drift[-1]))
    return found


def main():
    """Status 1 when an example fails or something leaks."""
    sys.path.insert(0, sys.argv[1])
    module = importlib.import_module(sys.argv[2])
    failures, tries = run(module)
    if tries == 0:
        print("the file has no examples")
        return 1
    if failures:
        return 1
    found = leaks(module) if "--leaks" in sys.argv else []
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
