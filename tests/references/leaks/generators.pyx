"""Generators, coroutines, asynchronous generators: run to the end, dropped half-way, thrown into, closed."""

import types


class Failure(Exception):
    pass


def counting(s):
    a = [s]
    for x in (s, a, (s, a)):
        b = [x]
        sent = yield b
        if sent is not None:
            a = sent
    return a


def cleaning(s, log):
    try:
        x = [s]
        yield x
        yield s
    except Failure as e:
        yield e
    finally:
        log.append(s)


def delegating(s):
    r = yield from counting(s)
    x = yield from [s, r]
    return x, r


def managed(s):
    with Context(s) as c:
        yield c
        yield [c]


def held(s, choice):
    yield [1, s, None if choice else True, (yield s), {s: (yield)}]


def stopping(s):
    yield s
    raise StopIteration(s)


def typed(s, int n):
    cdef double total = 0
    cdef list l = [s]
    cdef int i
    for i in range(n):
        total += i
        l.append(s)
        yield total, l


class Context:
    def __init__(self, s):
        self.s = s

    def __enter__(self):
        return self.s

    def __exit__(self, *args):
        return False


def t_run(s):
    return list(counting(s)), list(delegating(s)), list(cleaning(s, [])), list(managed(s)), list(typed(s, 3)), list(held(s, 0))


def t_dropped(s):
    for make in (counting, delegating, managed, stopping, lambda s: cleaning(s, []), lambda s: held(s, 1), lambda s: typed(s, 3)):
        g = make(s)
        del g
        g = make(s)
        next(g)
        del g
        g = make(s)
        next(g)
        try:
            next(g)
        except RuntimeError:
            pass
        g = None


def t_sent(s):
    g = counting(s)
    next(g)
    try:
        while True:
            g.send([s])
    except StopIteration as e:
        return e.value


def t_thrown(s):
    for make in (counting, delegating, managed, lambda s: cleaning(s, []), lambda s: held(s, 1), lambda s: typed(s, 3)):
        g = make(s)
        try:
            g.throw(Failure(s))
        except Failure:
            pass
        g = make(s)
        next(g)
        try:
            g.throw(Failure(s))
            g.throw(Failure, Failure(s))
        except Failure:
            pass
        try:
            g.throw(s)
        except TypeError:
            pass


def t_closed(s):
    log = []
    for make in (counting, delegating, managed, lambda s: cleaning(s, log)):
        g = make(s)
        g.close()
        g = make(s)
        next(g)
        g.close()
        g.close()
        try:
            next(g)
        except StopIteration:
            pass
    return log


def ignoring(s):
    try:
        yield s
    except GeneratorExit:
        yield [s]


def t_close_ignored(s):
    g = ignoring(s)
    next(g)
    try:
        g.close()
    except RuntimeError:
        pass


def t_errors(s):
    g = counting(s)
    try:
        g.send(s)
    except TypeError:
        pass
    g = stopping(s)
    next(g)
    try:
        next(g)
    except RuntimeError as e:
        pass
    def self_calling():
        yield next(it[0])
    it = []
    it.append(self_calling())
    try:
        next(it[0])
    except ValueError:
        pass
    it.clear()


def t_expressions(s):
    a = [s, s]
    g = (x for x in a if x)
    next(g)
    del g
    h = ((x, y) for x in a for y in a)
    return list(h), sum(1 for x in a), {x for x in (y for y in a)}


def t_attributes(s):
    g = counting(s)
    x = g.gi_frame, g.gi_code, g.gi_running, g.gi_yieldfrom, g.__name__, g.__qualname__
    g.__name__ = 'other'
    next(g)
    return x


def t_nested(s):
    def inner(n):
        if n:
            yield s
            yield from inner(n - 1)
            yield [s]
    g = inner(5)
    for i in range(4):
        next(g)
    return list(inner(4))


def t_stop_value(s):
    def returns(v):
        return v
        yield
    def collects():
        out = []
        for v in (s, (s,), [s], None, StopIteration(s), ValueError(s)):
            out.append((yield from returns(v)))
        return out
    try:
        next(collects())
    except StopIteration as e:
        return e.value


async def waiting(s, fail):
    x = [s]
    y = await step(s)
    async with AsyncContext(s) as c:
        if fail:
            raise Failure(s)
        async for v in produce(s):
            x.append(v)
        x += [v async for v in produce(s)]
    return x, y, c


@types.coroutine
def step(s):
    r = yield s
    return [s, r]


async def produce(s):
    try:
        yield s
        await step(s)
        yield [s]
    finally:
        s = None


async def simple(s):
    x = [s]
    yield x
    await step(s)
    yield s


class AsyncContext:
    def __init__(self, s):
        self.s = s

    async def __aenter__(self):
        await step(self.s)
        return self.s

    async def __aexit__(self, *args):
        return False


def drive(c, steps):
    try:
        for i in range(steps):
            c.send(None)
    except (StopIteration, StopAsyncIteration):
        pass


def t_coroutines(s):
    drive(waiting(s, False), 20)
    for n in range(1, 6):
        c = waiting(s, False)
        drive(c, n)
        c.close()
    c = waiting(s, True)
    try:
        drive(c, 20)
    except Failure:
        pass
    c = waiting(s, False)
    c.send(None)
    try:
        c.throw(Failure(s))
    except Failure:
        pass
    del c


def t_async_generators(s):
    g = produce(s)
    drive(g.__anext__(), 3)
    drive(g.asend(s), 3)
    drive(g.aclose(), 3)
    g = produce(s)
    drive(g.__anext__(), 3)
    try:
        drive(g.athrow(Failure(s)), 3)
    except Failure:
        pass
    g = simple(s)
    a = g.__anext__()
    a.close()
    del g, a
    g = simple(s)
    drive(g.__anext__(), 1)
    del g


def t_await_fails(s):
    async def bad():
        await s
    async def bad_for():
        async for x in s:
            pass
    async def bad_with():
        async with s:
            pass
    for f in (bad, bad_for, bad_with):
        try:
            f().send(None)
        except (TypeError, AttributeError):
            pass
