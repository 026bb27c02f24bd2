"""
Generators, generator expressions, coroutines.

>>> list(count(3))
[0, 1, 2]
>>> g = echo()
>>> next(g), g.send(1), g.send('x')
('start', 1, 'x')
>>> g.throw(KeyError, 'k')
'caught k'
>>> g.close()
>>> next(g)
Traceback (most recent call last):
StopIteration
>>> list(delegating())
[0, 1, 'returned 2', 'a', 'b']
>>> closing()
['started', 'cleaned']
>>> sum(x * x for x in range(5) if x % 2)
10
>>> squares(4)
([0, 1, 4, 9], {0, 1, 4, 9}, {0: 0, 1: 1, 2: 4, 3: 9})
>>> list(fibonacci(10))
[0, 1, 1, 2, 3, 5, 8]
>>> list(flatten([1, [2, [3, 4]], [], 5]))
[1, 2, 3, 4, 5]
>>> stop_inside()
'RuntimeError'
>>> returned(totals(), 1, 2, None)
3
>>> typed_locals(4)
[0.0, 0.5, 1.0, 1.5]
>>> running()
'generator already executing'
>>> complete(main())
[0, 1, 4, 'done']
>>> for i in range(50): _ = next(constant_held(i))
>>> type(count(1)).__name__, count.__name__
('generator', 'count')
"""


def count(int n):
    for i in range(n):
        yield i


def constant_held(choice):
    return [1, None if choice else True, (yield)]


def echo():
    value = 'start'
    while True:
        try:
            value = yield value
        except KeyError as e:
            value = 'caught ' + e.args[0]


def returning(n):
    yield from range(n)
    return n


def delegating():
    result = yield from returning(2)
    yield f'returned {result}'
    yield from 'ab'


def closing():
    log = []
    def g():
        try:
            log.append('started')
            yield 1
            log.append('not reached')
        finally:
            log.append('cleaned')
    it = g()
    next(it)
    del it
    import gc
    gc.collect()
    return log


def squares(n):
    return [x * x for x in range(n)], {x * x for x in range(n)}, {x: x * x for x in range(n)}


def fibonacci(int limit):
    cdef int a = 0, b = 1
    while a < limit:
        yield a
        a, b = b, a + b


def flatten(values):
    for v in values:
        if isinstance(v, list):
            yield from flatten(v)
        else:
            yield v


def stop_inside():
    def g():
        yield 1
        raise StopIteration
    try:
        list(g())
    except RuntimeError as e:
        return type(e).__name__


def typed_locals(int n):
    def g():
        cdef double x = 0
        cdef int i
        for i in range(n):
            yield x
            x += 0.5
    return list(g())


def running():
    def g():
        yield next(it)
    it = g()
    try:
        next(it)
    except ValueError as e:
        return str(e)


def complete(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as e:
        return e.value


async def square(x):
    return x * x


async def numbers(n):
    for i in range(n):
        yield i


class Manager:
    async def __aenter__(self):
        return 'done'

    async def __aexit__(self, *args):
        return False


async def main():
    out = []
    async for i in numbers(3):
        out.append(await square(i))
    async with Manager() as word:
        out.append(word)
    return out


def totals():
    total = 0
    value = yield
    while value is not None:
        total += value
        value = yield
    return total


def returned(generator, *values):
    next(generator)
    try:
        for value in values:
            generator.send(value)
    except StopIteration as stop:
        return stop.value
