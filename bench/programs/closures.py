"""Closures, decorators, lambdas, default and keyword arguments, sorting by key."""


def memoize(function):
    known = {}

    def wrapper(*args):
        if args not in known:
            known[args] = function(*args)
        return known[args]

    wrapper.known = known
    return wrapper


def counter(start=0, *, step=1):
    value = start

    def advance(by=None):
        nonlocal value
        value += step if by is None else by
        return value

    return advance


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value

    return composed


def paths(rows, columns):
    @memoize
    def count(row, column):
        if row == 0 or column == 0:
            return 1
        return count(row - 1, column) + count(row, column - 1)

    return count(rows, columns) % 1000003


def run(rounds):
    total = 0
    advance = counter(5, step=3)
    change = compose(lambda x: x + 1, lambda x: x * 3, lambda x: x % 1009)
    for number in range(rounds):
        total += advance() if number % 3 else advance(by=2)
        total = change(total)
        if number % 200 == 0:
            total += paths(12, 12)
            records = [(change(k), "k%d" % (k % 7), k) for k in range(60)]
            records.sort(key=lambda record: (record[1], -record[0]))
            total += sum(map(lambda record: record[2] * len(record[1]), filter(lambda r: r[0] % 2, records)))
    return total
