"""What the hand-written module `probe` must do. Run by test_probe.py under each Python, beside the built module."""

import asyncio
import gc
import inspect
import pickle
import sys
import traceback
import types
import weakref

import probe


def error(call, *args, **kwargs):
    """The exception's type name and text; fails when there is none."""
    try:
        value = call(*args, **kwargs)
    except BaseException as exc:
        return "%s: %s" % (type(exc).__name__, exc)
    raise AssertionError("no exception but %r" % (value,))


def equal(got, expected):
    assert got == expected, "%r is not %r" % (got, expected)


def arguments():
    equal(probe.one(1), (1,))
    equal(probe.one(a=1), (1,))
    equal(probe.one(**{"".join(["a"]): 1}), (1,))
    equal(error(probe.one), "TypeError: one() takes exactly 1 positional argument (0 given)")
    equal(error(probe.one, 1, 2), "TypeError: one() takes exactly 1 positional argument (2 given)")
    equal(error(probe.one, b=1), "TypeError: one() got an unexpected keyword argument 'b'")
    equal(error(probe.one, 1, a=1), "TypeError: one() got multiple values for keyword argument 'a'")
    equal(probe.optional(1), (1, None))
    equal(probe.optional(b=2, a=1), (1, 2))
    equal(error(probe.optional), "TypeError: optional() takes at least 1 positional argument (0 given)")
    equal(error(probe.optional, 1, 2, 3), "TypeError: optional() takes at most 2 positional arguments (3 given)")
    equal(probe.kwonly(1, k=2), (1, 2))
    equal(error(probe.kwonly, 1), "TypeError: kwonly() needs keyword-only argument k")
    equal(error(probe.kwonly, k=1), "TypeError: kwonly() takes exactly 1 positional argument (0 given)")
    equal(probe.posonly(1, b=2), (1, 2))
    equal(error(probe.posonly, a=1, b=2), "TypeError: posonly() takes exactly 2 positional arguments (0 given)")
    equal(error(probe.posonly, 1, 2, a=1), "TypeError: posonly() got an unexpected keyword argument 'a'")
    equal(probe.stars(1), (1, (), None, {}))
    equal(probe.stars(1, 2, 3, k=4, x=5), (1, (2, 3), 4, {"x": 5}))
    equal(probe.stars(a=1), (1, (), None, {}))
    equal(error(probe.stars, 1, 2, a=3), "TypeError: stars() got multiple values for keyword argument 'a'")
    equal(error(probe.stars), "TypeError: stars() takes at least 1 positional argument (0 given)")
    equal(error(probe.constants, 1), "TypeError: constants() takes no arguments (1 given)")
    equal(error(probe.constants, x=1), "TypeError: constants() takes no keyword arguments")


def functions():
    f = probe.stars
    equal(type(f).__name__, "cython_function_or_method")
    equal((f.__name__, f.__qualname__, f.__doc__, f.__module__), ("stars", "q.stars", "Doc of stars", "probe"))
    equal(f.__code__.co_varnames, ("a", "k", "args", "kw"))
    equal(str(inspect.signature(f)), "(a, *args, k, **kw)")
    equal(str(inspect.signature(probe.posonly)), "(a, /, b)")
    assert inspect.unwrap(f) is f and callable(f) and f.__code__ is f.__code__
    f.attribute = 5
    equal((f.attribute, f.__dict__), (5, {"attribute": 5}))
    f.__name__ = "other"
    equal((f.__name__, f.func_name), ("other", "other"))
    f.__name__ = "stars"
    equal(error(setattr, f, "__name__", 1), "TypeError: __name__ must be set to a string object")
    equal(f.__defaults__, None)
    f.__annotations__["a"] = int
    equal(str(inspect.signature(f)), "(a: int, *args, k, **kw)")
    f.__annotations__ = None
    equal(f.__annotations__, {})
    assert weakref.ref(f)() is f
    assert repr(f).startswith("<cyfunction q.stars at 0x")
    equal(f.__reduce__(), "q.stars")
    equal(pickle.loads(pickle.dumps(probe.gen)), probe.gen)

    class Bound:
        method = probe.one

    b = Bound()
    equal(b.method(), (b,))
    assert isinstance(b.method, types.MethodType)
    equal(probe.corr._is_coroutine is asyncio.coroutines._is_coroutine, True)
    equal(hasattr(probe.one, "_is_coroutine"), False)


def tracebacks():
    try:
        probe.fails()
    except ValueError as exc:
        frames = traceback.extract_tb(exc.__traceback__)[1:]
        equal(
            [(f.filename, f.lineno, f.name) for f in frames],
            [("other.pxi", 22, "probe.fails"), ("probe.pyx", 21, "probe.inner")],
        )
        assert exc.__traceback__.tb_next.tb_frame.f_globals is probe.__dict__


def exceptions():
    def fail():
        raise ValueError("inner")

    exc, second, context_is_exc, pending = probe.catches(fail)
    equal((type(exc), type(second), context_is_exc, pending), (ValueError, KeyError, True, False))
    equal(sys.exc_info(), (None, None, None))
    try:
        raise IndexError
    except IndexError as outer:
        exc = probe.catches(fail)[0]
        assert exc.__context__ is outer and sys.exc_info()[1] is outer


def generators():
    equal(list(probe.gen([[7, 8]])), [1, 7, 8])
    log = [[7]]
    g = probe.gen(log)
    equal(error(g.send, 5), "TypeError: can't send non-None value to a just-started generator")
    equal((next(g), g.send("sent"), log), (1, 7, [[7], "sent"]))
    assert g.gi_yieldfrom is not None and not g.gi_running
    equal(inspect.getgeneratorstate(g), "GEN_SUSPENDED")
    equal(error(next, g), "StopIteration: ")
    equal(error(next, g), "StopIteration: ")
    equal((g.gi_yieldfrom, g.gi_frame), (None, None))
    # An exception thrown in, at the start, at a yield, and at a delegation.
    g = probe.gen([[]])
    equal(error(g.throw, ValueError("early")), "ValueError: early")
    equal(error(next, g), "StopIteration: ")
    log = [[]]
    g = probe.gen(log)
    next(g)
    equal(error(g.throw, ValueError, "late"), "ValueError: late")
    equal(type(log[1]), ValueError)

    def inner():
        try:
            yield "in"
        except KeyError:
            yield "caught"
        return "result"

    g = probe.gen([inner()])
    equal((next(g), next(g), g.throw(KeyError)), (1, "in", "caught"))
    equal(error(next, g), "StopIteration: result")
    outer = probe.gen([probe.gen([[3]])])
    equal(list(outer), [1, 1, 3])
    # A StopIteration in the body.
    log = [[]]
    g = probe.gen(log)
    next(g)
    equal(error(g.throw, StopIteration), "RuntimeError: generator raised StopIteration")
    # Closing.
    log = [[]]
    g = probe.gen(log)
    next(g)
    g.close()
    equal(type(log[1]), GeneratorExit)
    g.close()
    closed = []

    def recorder():
        try:
            yield 1
        finally:
            closed.append(1)

    g = probe.gen([recorder()])
    next(g), next(g)
    del g
    gc.collect()
    equal(closed, [1])

    def reenter():
        yield error(next, g)

    g = probe.gen([reenter()])
    equal(list(g), [1, "ValueError: generator already executing"])
    assert isinstance(g, __import__("collections.abc").abc.Generator)
    assert repr(g).startswith("<generator object gen at 0x")
    # The exception being handled does not leak in or out.
    def peek():
        yield sys.exc_info()[0]

    g = probe.gen([peek()])
    next(g)
    try:
        raise ValueError
    except ValueError:
        equal(next(g), ValueError)
    equal(sys.exc_info()[0], None)


def coroutines():
    async def native(x):
        await asyncio.sleep(0)
        return x + 1

    async def main():
        return await probe.corr(native(1)), await probe.corr(probe.corr(native(2)))

    equal(asyncio.run(main()), (2, 3))
    equal(asyncio.run(probe.corr(native(3))), 4)
    c = probe.corr(5)
    equal(error(c.send, None), "TypeError: object int can't be used in 'await' expression")
    equal(error(c.send, None), "RuntimeError: cannot reuse already awaited coroutine")
    assert isinstance(probe.itercoro([[]]), __import__("collections.abc").abc.Awaitable)
    c = probe.corr(probe.itercoro([[9]]))
    equal((c.send(None), c.send(None)), (1, 9))
    c.close()
    import warnings

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        probe.corr(5)
        gc.collect()
    equal([str(w.message) for w in caught], ["coroutine 'corr' was never awaited"])

    async def collect():
        return [x async for x in probe.agen([1, 2, 3])]

    equal(asyncio.run(collect()), [1, 2, 3])

    async def partly():
        g = probe.agen([1, 2])
        first = await g.__anext__()
        await g.aclose()
        try:
            await g.__anext__()
        except StopAsyncIteration:
            return first, "closed"

    equal(asyncio.run(partly()), (1, "closed"))

    async def thrown():
        g = probe.agen([1, 2])
        await g.asend(None)
        try:
            await g.athrow(ValueError("x"))
        except ValueError as exc:
            return str(exc)

    equal(asyncio.run(thrown()), "x")


def classes():
    b = probe.Base(21)
    equal((b.call_twice(), b.swap(5), b.swap(6)), (42, None, 5))
    d = probe.Derived(a=10)
    equal((d.call_twice(), d.swap(d)), (30, None))
    equal((probe.Base.__module__, probe.Base.__doc__, probe.Base.swap.__doc__), ("probe", "Doc of Base.", "Swaps."))
    equal(error(probe.Base), "TypeError: __cinit__() takes exactly 1 positional argument (0 given)")
    equal(error(probe.Base, "x"), "TypeError: an integer is required")
    equal(error(probe.Base.swap), "TypeError: swap() needs an argument")
    assert error(probe.Base.swap, 1, 2).startswith("TypeError: descriptor 'swap' requires a 'probe.Base' object")
    equal((probe.Base.make(1), b.make(2), probe.Derived.kind()), ((1,), (2,), probe.Derived))
    assert type(b) is probe.Base and "Base object" in repr(b)
    assert error(setattr, probe.Base, "x", 1).startswith("TypeError:")

    class Sub(probe.Derived):
        def call_twice(self):
            return "overridden"

    s = Sub(4)
    s.attribute = 1
    equal((s.call_twice(), s.swap(1)), ("overridden", None))
    gone = probe.deallocated()
    del b, s
    d = None
    gc.collect()
    equal(probe.deallocated() - gone, 3)
    equal(probe.__pyx_capi__["twice"].__class__.__name__, "PyCapsule")


CHECKS = [arguments, functions, tracebacks, exceptions, generators, coroutines, classes]


def blocks():
    """Allocated blocks, without what the cache of type attributes keeps."""
    gc.collect()
    sys._clear_type_cache()
    return sys.getallocatedblocks()


def main():
    equal((probe.__name__, probe.__doc__), ("probe", "Doc."))
    equal(len(probe.constants()), 24)
    for check in CHECKS:
        check()
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    for check in CHECKS:
        for _ in range(3):
            check()
        before = blocks()
        for _ in range(rounds):
            check()
        grown = blocks() - before
        assert grown < rounds, "%s leaks: %d blocks in %d rounds" % (check.__name__, grown, rounds)
    print("ok")


main()
