"""What the generated modules call, as plain Python: a log of events, objects that take part in them, and the loop that
calls every function and prints what came of it. It is the same for both compilers."""

import asyncio
import gc
import sys

events = []


class Stop(BaseException):
    """Ends a function that logs without end."""


def shown(x, depth=0):
    kind = type(x).__name__
    if x is None or kind in ("bool", "complex", "slice", "range"):
        return repr(x)
    if kind == "int":
        return repr(x) if abs(x) < 1 << 400 else "long"
    if kind == "float":
        return repr(x)
    if kind in ("str", "bytes", "bytearray"):
        return ascii(x[:80]) + (str(len(x)) if len(x) > 80 else "")
    if depth > 4:
        return kind
    if kind == "list":
        return "[" + ", ".join([shown(i, depth + 1) for i in x[:40]]) + "]"
    if kind == "tuple":
        return "(" + ", ".join([shown(i, depth + 1) for i in x[:40]]) + ")"
    if kind in ("set", "frozenset"):
        return kind + str(sorted([shown(i, depth + 1) for i in x]))
    if kind == "dict":
        return "{" + ", ".join([shown(k, depth + 1) + ": " + shown(v, depth + 1) for k, v in list(x.items())[:40]]) + "}"
    if isinstance(x, type):
        return "class " + x.__name__
    if isinstance(x, BaseException):
        return "{}({})".format(kind, ascii(str(x)))
    if isinstance(x, int):
        return kind + " " + repr(int(x))
    return "<" + kind + ">"


def raise_():
    raise LookupError("raised")


def log(*values):
    events.append(" ".join([shown(x) for x in values]))
    if len(events) > 150:
        raise Stop()
    return values[0] if values else None


def fail(message="failed", kind=ValueError):
    log("fail")
    raise kind(message)


class Manager:
    def __init__(self, value=None, swallows=False):
        self.value = value
        self.swallows = swallows

    def __enter__(self):
        log("enter")
        return self.value

    def __exit__(self, kind, value, traceback):
        log("exit", kind.__name__ if kind else "-")
        return self.swallows


class Point:
    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def __repr__(self):
        return "Point"

    def __eq__(self, other):
        return isinstance(other, Point) and self.x == other.x

    def __hash__(self):
        return 5

    def __add__(self, other):
        return Point(self.x + getattr(other, "x", other))

    def __index__(self):
        return self.x

    __int__ = __index__

    def __float__(self):
        return float(self.x) + 0.5

    def __bool__(self):
        return bool(self.x)

    def __len__(self):
        return self.y


class Index:
    """An object that is an index. Without `__int__` it could not be a C integer under Cython."""

    __repr__ = Point.__repr__

    def __init__(self, x):
        self.x = x

    def __index__(self):
        log("index")
        return self.x

    __int__ = __index__


class Broken:
    """An object whose conversions fail."""

    __repr__ = Point.__repr__

    def __index__(self):
        raise KeyError("index")

    __int__ = __index__

    def __float__(self):
        raise KeyError("float")

    def __bool__(self):
        raise KeyError("bool")

    def __len__(self):
        return -1

    def __eq__(self, other):
        raise KeyError("eq")

    __hash__ = None


async def pause(x):
    await asyncio.sleep(0)
    return x


async def ticking(n):
    for i in range(n):
        yield await pause(i)


def unraisable(args):
    # Cython names the function with its module, pyxide without.
    where = args.object.rpartition(".")[2] if isinstance(args.object, str) else shown(args.object)
    events.append("ignored {} {} in {}".format(args.exc_type.__name__, ascii(str(args.exc_value)), where))


def drain(value):
    """What a generator or coroutine gives."""
    kind = type(value).__name__
    if kind == "generator":
        given = []
        for x in value:
            given.append(x)
            if len(given) > 60:
                value.close()
                break
        return given
    if kind == "coroutine":
        return asyncio.run(value)
    if kind == "async_generator":
        async def collect():
            return [x async for x in value]
        return asyncio.run(collect())
    return value


def run(module, calls):
    sys.unraisablehook = unraisable
    # Cycles stay: when they are found is no matter of the compiler.
    gc.disable()
    for number, (name, values) in enumerate(calls):
        function = getattr(module, name, None)
        if function is None:
            continue
        del events[:]
        print("{} {} calls {}".format(name, number, shown(tuple(values))), flush=True)
        try:
            came = "gives " + shown(drain(function(*values)))
        except BaseException as e:
            came = "raises {}: {}".format(type(e).__name__, ascii(str(e))[:300])
            context = e.__context__
            if context is not None:
                came += " after {}: {}".format(type(context).__name__, ascii(str(context))[:200])
            if e.__cause__ is not None:
                came += " from " + type(e.__cause__).__name__
            e = context = None
        print("{} {} {} | {}".format(name, number, came, "; ".join(events)[:1500]), flush=True)
