"""Gravity between a few bodies: float arithmetic on lists."""


def system():
    bodies = []
    for number in range(5):
        k = number + 1.0
        bodies.append([
            [3.1 * k, 1.7 * k * (-1) ** number, 0.3 * k],
            [0.11 / k, 0.23 / k, -0.05 * k],
            30.0 if number == 0 else 0.02 * k,
        ])
    return bodies


def step(pairs, bodies, dt):
    for first, second in pairs:
        (x1, y1, z1), v1, m1 = first
        (x2, y2, z2), v2, m2 = second
        dx = x1 - x2
        dy = y1 - y2
        dz = z1 - z2
        square = dx * dx + dy * dy + dz * dz + 0.01
        force = dt / (square * square ** 0.5)
        v1[0] -= dx * m2 * force
        v1[1] -= dy * m2 * force
        v1[2] -= dz * m2 * force
        v2[0] += dx * m1 * force
        v2[1] += dy * m1 * force
        v2[2] += dz * m1 * force
    for place, speed, _ in bodies:
        for axis in range(3):
            place[axis] += dt * speed[axis]


def energy(pairs, bodies):
    total = 0.0
    for _, (vx, vy, vz), mass in bodies:
        total += 0.5 * mass * (vx * vx + vy * vy + vz * vz)
    for (p1, _, m1), (p2, _, m2) in pairs:
        distance = sum([(a - b) ** 2 for a, b in zip(p1, p2)]) ** 0.5
        total -= m1 * m2 / distance
    return total


def run(steps):
    bodies = system()
    pairs = [(bodies[i], bodies[j]) for i in range(len(bodies)) for j in range(i + 1, len(bodies))]
    for _ in range(steps):
        step(pairs, bodies, 0.001)
    return round(energy(pairs, bodies), 9)
