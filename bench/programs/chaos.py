"""A chaos game along splines: small vector classes with operators, and lists of them."""


class Vector:
    def __init__(self, x=0.0, y=0.0):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def length(self):
        return (self.x * self.x + self.y * self.y) ** 0.5

    def mix(self, other, share):
        return self * (1.0 - share) + other * share


class Spline:
    def __init__(self, points, degree=3):
        self.points = points
        self.degree = degree
        count = len(points) - degree + 1
        self.knots = [0] * degree + list(range(1, count)) + [count] * degree

    def span(self):
        return self.knots[self.degree - 1], self.knots[len(self.points)]

    def at(self, u):
        low = self.degree - 1
        while low < len(self.points) - 1 and self.knots[low + 1] <= u:
            low += 1
        window = [self.points[max(0, low - self.degree + 1 + k)] for k in range(self.degree + 1)
                  if 0 <= low - self.degree + 1 + k < len(self.points)]
        share = u - int(u)
        while len(window) > 1:
            window = [a.mix(b, share) for a, b in zip(window, window[1:])]
        return window[0]


class Dice:
    def __init__(self, seed):
        self.state = seed

    def roll(self, sides):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % sides


def run(steps):
    splines = [
        Spline([Vector(1.6 + 0.3 * k, 0.3 * ((k * 7) % 5)) for k in range(4 + shape)]) for shape in range(3)
    ]
    dice = Dice(1234)
    point = Vector(1.0, 1.0)
    hits = {}
    for _ in range(steps):
        spline = splines[dice.roll(len(splines))]
        low, high = spline.span()
        target = spline.at(low + (high - low) * 0.999 * (point.length() % 1.0))
        point = point.mix(target, 0.5)
        cell = int(point.x * 20), int(point.y * 20)
        hits[cell] = hits.get(cell, 0) + 1
    return len(hits), max(hits.values()), round(point.x, 9)
