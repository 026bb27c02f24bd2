"""Rays against spheres and a plane: classes, float arithmetic, recursion."""


class Vec:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def plus(self, other):
        return Vec(self.x + other.x, self.y + other.y, self.z + other.z)

    def minus(self, other):
        return Vec(self.x - other.x, self.y - other.y, self.z - other.z)

    def scaled(self, factor):
        return Vec(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self.scaled(1.0 / self.dot(self) ** 0.5)

    def mirrored(self, normal):
        return self.minus(normal.scaled(2.0 * self.dot(normal)))


class Sphere:
    def __init__(self, centre, radius, shade, shine):
        self.centre = centre
        self.radius = radius
        self.shade = shade
        self.shine = shine

    def hit(self, origin, direction):
        to_centre = self.centre.minus(origin)
        along = to_centre.dot(direction)
        inside = self.radius * self.radius - to_centre.dot(to_centre) + along * along
        if inside <= 0.0:
            return None
        distance = along - inside ** 0.5
        return distance if distance > 1e-4 else None

    def normal(self, point):
        return point.minus(self.centre).unit()

    def shade_at(self, point):
        return self.shade


class Floor:
    shine = 0.1

    def __init__(self, height):
        self.height = height

    def hit(self, origin, direction):
        if direction.y >= -1e-6:
            return None
        distance = (self.height - origin.y) / direction.y
        return distance if distance > 1e-4 else None

    def normal(self, point):
        return Vec(0.0, 1.0, 0.0)

    def shade_at(self, point):
        return 0.9 if (int(point.x + 100) + int(point.z + 100)) % 2 else 0.2


class Scene:
    def __init__(self):
        self.things = [Floor(-1.0)]
        for k in range(5):
            self.things.append(Sphere(Vec(k * 1.1 - 2.2, -0.2 + 0.2 * (k % 2), 4.0 + k % 3), 0.7, 0.3 + 0.1 * k, 0.3))
        self.light = Vec(-3.0, 5.0, -2.0)

    def nearest(self, origin, direction):
        best, found = None, None
        for thing in self.things:
            distance = thing.hit(origin, direction)
            if distance is not None and (best is None or distance < best):
                best, found = distance, thing
        return best, found

    def trace(self, origin, direction, depth):
        distance, thing = self.nearest(origin, direction)
        if thing is None:
            return 0.5 + 0.3 * direction.y
        point = origin.plus(direction.scaled(distance))
        normal = thing.normal(point)
        to_light = self.light.minus(point).unit()
        level = 0.1
        _, shadow = self.nearest(point, to_light)
        if shadow is None:
            level += max(0.0, normal.dot(to_light)) * thing.shade_at(point)
        if depth and thing.shine:
            level += thing.shine * self.trace(point, direction.mirrored(normal), depth - 1)
        return level


def run(size):
    scene = Scene()
    eye = Vec(0.0, 0.5, -3.0)
    total = 0.0
    for row in range(size):
        for column in range(size):
            direction = Vec(column / size - 0.5, 0.5 - row / size, 1.0).unit()
            total += scene.trace(eye, direction, 3)
    return round(total, 6)
