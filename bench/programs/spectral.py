"""The largest singular value of an infinite matrix: calls in nested loops on floats."""


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    size = len(vector)
    result = []
    for i in range(size):
        total = 0.0
        for j in range(size):
            total += entry(i, j) * vector[j]
        result.append(total)
    return result


def transposed_times(vector):
    return [sum([entry(j, i) * value for j, value in enumerate(vector)]) for i in range(len(vector))]


def run(size):
    u = [1.0] * size
    v = u
    for _ in range(4):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    over = under = 0.0
    for a, b in zip(u, v):
        over += a * b
        under += b * b
    return round((over / under) ** 0.5, 9)
