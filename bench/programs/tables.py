"""Dictionaries and sets: counting, grouping, graph search, set algebra."""


def numbers(count, seed=7):
    state = seed
    for _ in range(count):
        state = (state * 69069 + 1) & 0xFFFFFFFF
        yield state >> 12


def count_words(size):
    counts = {}
    groups = {}
    for value in numbers(size):
        word = "w%d" % (value % 997)
        counts[word] = counts.get(word, 0) + 1
        groups.setdefault(len(word), set()).add(word)
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10]
    return sum([n for _, n in top]), {k: len(v) for k, v in groups.items()}


def search(size):
    edges = {node: [] for node in range(size)}
    for node, value in enumerate(numbers(size * 3)):
        edges[node % size].append(value % size)
    seen = {0}
    frontier = [0]
    depth = 0
    while frontier:
        following = []
        for node in frontier:
            for other in edges[node]:
                if other not in seen:
                    seen.add(other)
                    following.append(other)
        frontier = following
        depth += 1
    return len(seen), depth


def algebra(size):
    evens = {n for n in range(0, size, 2)}
    threes = set(range(0, size, 3))
    total = 0
    for shift in range(20):
        moved = {n + shift for n in threes}
        total += len(evens & moved) + len(evens - moved) - len(evens ^ moved)
        total += (shift in moved) + moved.isdisjoint(evens)
    return total


def run(size):
    return count_words(size), search(size // 2), algebra(size // 4)
