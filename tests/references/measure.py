"""Calls each function of a built module again and again and says which of them keep or lose something.

    python3 tests/references/measure.py FOLDER MODULE [CALLS]

A function `t_NAME(s)` must end without an exception, `e_NAME(s)` with one. Each gets an object of its own and is called
CALLS times (100000; slow ones as often as SECONDS allow, which is said), in two halves after a warm-up. In the second
half the blocks of Python's allocator, the bytes of C's, and the counts of the object and of the shared constants must stay
as they were; a leak in one of a thousand calls shows. The last line is a summary.
"""

import ctypes
import gc
import importlib
import sys
import time
import warnings
from array import array

CALLS = 100000
SECONDS = 2.0
WARM_UP = 200
# How often a second half that shows something is measured again.
ROUNDS = 3
SHARED = [None, True, False, Ellipsis, NotImplemented, 0, 1, 2, (), "", b"", "x", object, int, str, list, ValueError, TypeError]


class Sentinel:
    """What the functions get."""


class Mallinfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()]


def c_bytes():
    """Bytes that C's allocator has handed out; 0 where it does not say."""
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallinfo2"):
        return 0
    library.mallinfo2.restype = Mallinfo
    info = library.mallinfo2()
    return info.uordblks + info.hblkhd


def call(function, raises, sentinel, times):
    """The loop that is measured; an error when the function does not end as it must."""
    if not raises:
        for _ in range(times):
            function(sentinel)
        return None
    for _ in range(times):
        try:
            function(sentinel)
        except Exception:
            continue
        return "no exception was raised"
    return None


def state(sentinel):
    """Blocks, C bytes, the count of the object, the counts of the shared constants."""
    gc.collect()
    getattr(sys, "_clear_internal_caches", getattr(sys, "_clear_type_cache", int))()
    # An array holds no objects, so writing the counts down changes none.
    counts = array("q", bytes(8 * (1 + len(SHARED))))
    counts[0] = sys.getrefcount(sentinel)
    for place, thing in enumerate(SHARED, 1):
        counts[place] = sys.getrefcount(thing)
    return sys.getallocatedblocks(), c_bytes(), counts


def growth(before, after, calls):
    """(what grew or shrank between two states, the number of blocks)"""
    problems = []
    blocks, c = after[0] - before[0], after[1] - before[1]
    # The measurement itself holds a few.
    allowed = max(calls // 1000, 8)
    if blocks > allowed:
        problems.append("{} blocks stay behind after {} calls".format(blocks, calls))
    if c > 16 * calls + 4096:
        problems.append("{} bytes of C memory stay behind after {} calls".format(c, calls))
    changes = [new - old for old, new in zip(before[2], after[2])]
    if changes[0]:
        problems.append("the object's count changed by {} in {} calls".format(changes[0], calls))
    for thing, change in zip(SHARED, changes[1:]):
        if abs(change) > allowed:
            problems.append("the count of {!r} changed by {} in {} calls".format(thing, change, calls))
    return problems, blocks


def measure(function, raises, calls):
    """(what is wrong, the number of calls, blocks)"""
    sentinel = Sentinel()
    unraisable = []
    sys.unraisablehook = lambda details: unraisable or unraisable.append(repr(details.exc_value))
    try:
        start = time.perf_counter()
        problem = call(function, raises, sentinel, WARM_UP)
        each = (time.perf_counter() - start) / WARM_UP
        half = max(WARM_UP, min(calls, int(SECONDS / each))) // 2
        problem = problem or call(function, raises, sentinel, half)
        for done in range(2, ROUNDS + 2):
            before = state(sentinel)
            problem = problem or call(function, raises, sentinel, half)
            problems, blocks = growth(before, state(sentinel), half)
            # A leak is there each time; what Python keeps for later is not.
            if not problems:
                break
    except Exception as error:
        return ["{}: {}".format(type(error).__name__, error)], 0, 0
    problems += ([problem] if problem else []) + ["not raised: " + what for what in unraisable]
    return problems, done * half, blocks


def main():
    """Status 1 when something is kept or lost."""
    sys.path.insert(0, sys.argv[1])
    module = importlib.import_module(sys.argv[2])
    calls = int(sys.argv[3]) if len(sys.argv) > 3 else CALLS
    warnings.simplefilter("ignore")
    names = [name for name in sorted(vars(module)) if name[:2] in ("t_", "e_")]
    failed, total, slowest, most = 0, 0, calls, 0
    for name in names:
        problems, times, blocks = measure(getattr(module, name), name[0] == "e", calls)
        total, slowest, most = total + times, min(slowest, times), max(most, blocks)
        failed += bool(problems)
        for problem in problems:
            print("{}.{}: {}".format(sys.argv[2], name, problem))
        if "-v" in sys.argv:
            print("{}.{}: {} calls, {} blocks".format(sys.argv[2], name, times, blocks))
    print("{} functions, {} calls (the slowest {}), at most {} blocks more: {} failed".format(len(names), total, slowest, most, failed))
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
