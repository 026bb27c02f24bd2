"""Queens on a board by permutations: recursive generators, sets and tuples."""


def permutations(items):
    if len(items) <= 1:
        yield tuple(items)
        return
    for index in range(len(items)):
        rest = items[:index] + items[index + 1:]
        for tail in permutations(rest):
            yield (items[index],) + tail


def solutions(size):
    columns = range(size)
    for order in permutations(list(columns)):
        if size == len({order[i] + i for i in columns}) == len({order[i] - i for i in columns}):
            yield order


def run(size):
    found = list(solutions(size))
    return len(found), sum([column * row for order in found for row, column in enumerate(order)])
