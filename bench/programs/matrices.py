"""Matrices as lists of lists: elimination, products and comprehension."""


def matrix(size, seed):
    state = seed
    rows = []
    for _ in range(size):
        row = []
        for _ in range(size):
            state = (state * 16807) % 2147483647
            row.append(state / 2147483647.0 - 0.5)
        rows.append(row)
    return rows


def product(a, b):
    columns = list(zip(*b))
    return [[sum([x * y for x, y in zip(row, column)]) for column in columns] for row in a]


def determinant(rows):
    rows = [row[:] for row in rows]
    size = len(rows)
    value = 1.0
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(rows[i][k]))
        if pivot != k:
            rows[k], rows[pivot] = rows[pivot], rows[k]
            value = -value
        value *= rows[k][k]
        for i in range(k + 1, size):
            factor = rows[i][k] / rows[k][k]
            for j in range(k, size):
                rows[i][j] -= factor * rows[k][j]
    return value


def run(size):
    a = matrix(size, 11)
    b = matrix(size, 23)
    return round(determinant(a), 12), round(determinant(product(a, b)), 12)
