"""Pancake flips over all permutations: list slicing, indexing and integer loops."""


def run(n):
    order = list(range(n))
    counts = list(range(n))
    most = checksum = number = 0
    remaining = n
    while True:
        while remaining > 1:
            counts[remaining - 1] = remaining
            remaining -= 1
        flipped = order[:]
        first = flipped[0]
        flips = 0
        while first:
            flipped[: first + 1] = flipped[first::-1]
            flips += 1
            first = flipped[0]
        if flips > most:
            most = flips
        checksum += -flips if number & 1 else flips
        while True:
            if remaining == n:
                return checksum, most
            moved = order[0]
            for index in range(remaining):
                order[index] = order[index + 1]
            order[remaining] = moved
            counts[remaining] -= 1
            if counts[remaining] > 0:
                break
            remaining += 1
        number += 1
