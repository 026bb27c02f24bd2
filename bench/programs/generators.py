"""Generators in pipelines, `yield from` over trees, and sending values in."""


class Tree:
    def __init__(self, key, left=None, right=None):
        self.key = key
        self.left = left
        self.right = right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.key
        if self.right is not None:
            yield from self.right


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Tree(middle, build(low, middle), build(middle + 1, high))


def squares(source):
    for value in source:
        yield value * value


def keep(source, divisor):
    return (value for value in source if value % divisor)


def averages():
    total, count = 0, 0
    value = yield 0
    while value is not None:
        total += value
        count += 1
        value = yield total // count
    return total


def pairs(source):
    iterator = iter(source)
    try:
        while True:
            first = next(iterator)
            yield first, next(iterator, 0)
    except StopIteration:
        return


def run(size):
    tree = build(0, size)
    total = 0
    for _ in range(3):
        for first, second in pairs(keep(squares(tree), 3)):
            total = (total + first * 2 - second) % 1000003
    running = averages()
    next(running)
    last = 0
    for value in tree:
        last = running.send(value % 100)
    try:
        running.send(None)
    except StopIteration as stop:
        total += stop.value
    return total, last
