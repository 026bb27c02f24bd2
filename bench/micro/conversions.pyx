"""Conversions and small operations, one kind a function; each answers a checksum."""

LIMIT = 3


def int_to_object_and_back(int count):
    cdef long i, total = 0
    cdef object value
    for i in range(count):
        value = i * 1000
        total += <long>value
    return total


def float_to_object_and_back(int count):
    cdef int i
    cdef double total = 0
    cdef object value
    for i in range(count):
        value = i * 0.5
        total += <double>value
    return total


def bytes_to_pointer(int count):
    cdef int i
    cdef long total = 0
    cdef bytes text = b"some text"
    cdef const char *start
    for i in range(count):
        start = text
        total += start[i % 9]
    return total


def pointer_to_bytes(int count):
    cdef int i
    cdef long total = 0
    cdef const char *start = b"some text"
    cdef bytes text
    for i in range(count):
        text = start[:5]
        total += len(text)
    return total


def object_arithmetic(int count):
    cdef int i
    cdef object a = 7, b = 3, total = 0
    for i in range(count):
        total = (total + a * b - 1) % 1009
    return total


def float_objects(int count):
    cdef int i
    cdef object a = 0.5, total = 0.0
    for i in range(count):
        total = total * a + 1.5
    return total


def compare_objects(int count):
    cdef int i, total = 0
    cdef object a = 3, b = 5
    for i in range(count):
        if a < b and a != b:
            total += 1
    return total


def list_build_and_index(int count):
    cdef int i, total = 0
    values = []
    for i in range(count):
        values.append(i & 7)
    for i in range(count):
        total += values[i]
    return total


def list_comprehension(int count):
    return sum([x * 2 for x in range(count)])


def dict_get_and_set(int count):
    cdef int i
    table = {}
    for i in range(count):
        key = i & 63
        table[key] = table.get(key, 0) + 1
    return table[5]


def dict_iteration(int count):
    cdef int i
    cdef long total = 0
    table = {k: k for k in range(50)}
    for i in range(count // 50):
        for key, value in table.items():
            total += value
    return total


def tuple_unpack(int count):
    cdef int i, total = 0
    pair = (1, 2)
    for i in range(count):
        a, b = pair
        total += b
    return total


def global_lookup(int count):
    cdef int i, total = 0
    for i in range(count):
        total += LIMIT
    return total


def f_string(int count):
    cdef int i
    cdef long total = 0
    for i in range(count):
        total += len(f"{i}: {i & 3!r}")
    return total


def unicode_iteration(int count):
    cdef int i
    cdef long total = 0
    text = "a word or two of text"
    for i in range(count // 20):
        for letter in text:
            if letter == "o":
                total += 1
    return total


def string_equality(int count):
    cdef int i, total = 0
    names = ["alpha", "beta", "gamma", "delta"]
    for i in range(count):
        if names[i & 3] == "gamma":
            total += 1
    return total


def is_instance(int count):
    cdef int i, total = 0
    value = "text"
    for i in range(count):
        if isinstance(value, str) and not isinstance(value, (int, float)):
            total += 1
    return total


def try_finally(int count):
    cdef int i, total = 0
    for i in range(count):
        try:
            total = total * 5 + 1
        finally:
            total ^= i
    return total


def raise_and_catch(int count):
    cdef int i, total = 0
    for i in range(count // 10):
        try:
            raise ValueError("x")
        except ValueError:
            total += 1
    return total


def generator_step(int count):
    cdef long total = 0
    for value in (x for x in range(count)):
        total += value
    return total


def range_over_objects(int count):
    total = 0
    for i in range(count):
        total += i & 1
    return total
