def outer(a):
    b = 1
    def inner():
        nonlocal b
        b += a
        return b
    return inner

def gen(n):
    x = yield n
    yield from x

def total(items):
    return sum(i * i for i in items)
