def numbers(n):
    for i in range(n):
        if i == 3:
            continue
        got = yield i
        if got:
            return got

def delegating(items):
    for x in items:
        try:
            yield from x
        except ValueError:
            yield None
