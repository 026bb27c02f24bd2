"""Scanning text through `char *`: words, a hash, digits; and structures in an array."""

from libc.stdlib cimport free, malloc

cdef struct Particle:
    double place[3]
    double speed[3]
    int alive


cdef unsigned int hash_of(const char *text, Py_ssize_t length) nogil:
    cdef unsigned int value = 2166136261u
    cdef Py_ssize_t i
    for i in range(length):
        value = (value ^ <unsigned char>text[i]) * 16777619u
    return value


cdef Py_ssize_t words_in(const char *text):
    cdef Py_ssize_t count = 0
    cdef bint inside = False
    while text[0] != 0:
        if text[0] == c' ' or text[0] == c'\n':
            inside = False
        elif not inside:
            inside = True
            count += 1
        text += 1
    return count


def text(int rounds):
    cdef bytes data = b"some words of 12 letters, and 345 more of them\n" * 200
    cdef const char *start = data
    cdef Py_ssize_t length = len(data), i
    cdef long total = 0, number
    cdef char letter
    for _ in range(rounds):
        total += words_in(start) + hash_of(start, length) % 1000
        number = 0
        for i in range(length):
            letter = start[i]
            if c'0' <= letter <= c'9':
                number = number * 10 + (letter - c'0')
            elif number:
                total += number
                number = 0
    return total


def particles(int steps):
    cdef int count = 2000, i, axis, step
    cdef double total = 0
    cdef Particle *all_of_them = <Particle *>malloc(count * sizeof(Particle))
    cdef Particle *p
    if all_of_them == NULL:
        raise MemoryError()
    try:
        for i in range(count):
            p = &all_of_them[i]
            p.alive = 1
            for axis in range(3):
                p.place[axis] = i * 0.001 * (axis + 1)
                p.speed[axis] = 1.0 / (i + axis + 1)
        for step in range(steps):
            for i in range(count):
                p = all_of_them + i
                if not p.alive:
                    continue
                for axis in range(3):
                    p.place[axis] += p.speed[axis] * 0.01
                    if p.place[axis] > 5.9:
                        p.speed[axis] = -p.speed[axis]
                if p.place[0] + p.place[1] < 0.0001:
                    p.alive = 0
        for i in range(count):
            if all_of_them[i].alive:
                total += all_of_them[i].place[0] + all_of_them[i].place[2]
    finally:
        free(all_of_them)
    return round(total, 6)
