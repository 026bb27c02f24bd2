"""Times functions of one module in a process of its own; prints one JSON line.

Usage: `python worker.py FILE NAME REPEATS FUNCTION=SIZE…`. FILE is an extension module or a `.py` file. Each function
takes its size and answers a checksum; the result maps it to the shortest processor time of `REPEATS` calls and to
that checksum. A function that the module does not have is left out.
"""

import importlib.machinery
import importlib.util
import json
import resource
import sys
import time


def load(path, name):
    """Imports the file under `name`."""
    kind = importlib.machinery.SourceFileLoader if path.endswith(".py") else importlib.machinery.ExtensionFileLoader
    loader = kind(name, path)
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module


def best(function, size, repeats):
    """The shortest time of several calls, and the checksum, which must be the same each time."""
    shortest, checksum = None, None
    for number in range(repeats):
        started = time.process_time()
        value = function(size)
        taken = time.process_time() - started
        if number and value != checksum:
            raise SystemExit("%s: %r, then %r" % (function.__name__, checksum, value))
        checksum = value
        shortest = taken if shortest is None else min(shortest, taken)
    return shortest, repr(checksum)


def main(path, name, repeats, *wanted):
    module = load(path, name)
    times = {}
    for item in wanted:
        function, size = item.split("=")
        if hasattr(module, function):
            times[function] = best(getattr(module, function), int(size), int(repeats))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"times": times, "peak_kib": peak}))


if __name__ == "__main__":
    sys.path.pop(0)
    main(*sys.argv[1:])
