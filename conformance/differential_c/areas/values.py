"""Numbers under directives: complex and long double, checked overflow, C and Python division, enumerators, C tuples, pointers."""

from __future__ import annotations

from ..numbers_c import DOUBLE, INT
from .menu import choose, numbered, statements

MENU = ["log(z + $c, z - w, z * w)", "log(z / w)", "log($r / z)", "log(z == w, z != $r)", "log(abs(z ** 2 - z * z) < 0.001)", "log(z.real, z.imag, z.conjugate())", "log(abs(z))", "log(-z, +z)", "z = $c", "z = $r", "z = o", "w = $c", "z += w", "z *= 2", "z /= w", "z -= $r", "z.real = $r", "log(<double complex>$n)", "fz = z\nlog(fz == z)", "log(complex(z), complex($r, $r))", "log(<float complex>w)",
        "ld = $r", "log(ld)", "log(ld * 3, ld / 4 == d)", "ld = o", "ld += $n", "log(<double>ld, <int>(ld * 0) + 1)", "log(ld < d, ld == d)", "log(ld // 2, ld % 2)", "log(int(d * 0.001), float(n), round(d), round(d, 1))", "log(d // 2, d % 2, -d // 2, -d % 3)", "log(d // e, d % e)", "log(d / e)", "e = $r", "d = $r", "log(divmod(d, 2))", "log(n // m, n % m)", "log(n / m)", "log(-n // 3, -n % 3)", "m = $n", "n = $n", "m = -$n", "log(divmod(n, 3), divmod(n, -3))",
        "log(cython.cdiv(n, 3), cython.cmod(-n, 3))", "log(n ** 2, 2 ** $n, n ** -1, m ** 0)", "log(2.0 ** n, d ** 2, abs(d) ** 0.5)", "log(pow(n, 2), pow(n, 2, 5))", "log(a8 + $n, a8 * 2, -a8)", "a8 = $n", "a8 = o", "u8 = o", "u8 += 1\nlog(u8)", "u8 -= 250\nlog(u8)", "u16 = o", "i64 = o", "u64 = o", "log(i64 + $n, u64 + 1)", "i64 = $i", "u64 = $i", "log(u64 >> 3, u64 << 2, i64 >> 2)", "log(~a8, ~u8, ~u64, ~n)", "log(a8 < u8, n < u32, i64 == u64)", "u32 = $i", "log(u32 * u32, u32 - 1, -u32)",
        "log(<unsigned char>n, <signed char>u32, <short>i64, <long>u8)", "log(<bint>n, <bint>d, <int><bint>m)", "log(flag, flag + 1, flag and n)", "flag = n", "flag = o", "flag = d", "log(col, col + 1, <int>col)", "col = BLUE", "col = <Colour>$n", "col = o", "log(col == GREEN, col in (RED, BLUE), RED < col)", "lev = LOW\nlog(lev, <int>lev, lev < MIDDLE)", "lev = o", "log(Shown.ONE, Shown(1), list(Shown))", "sho = ONE\nlog(sho)", "sho = Shown.TWO\nlog(sho == 2)", "sho = o", "log(RED + $n, TOP * 2, LOW & 3)",
        "t = (n, d)\nlog(t, t[0])", "t = o", "t = (1, 2)", "t[1] = $r", "log(t == (1, 2.0), t[0] + t[1])", "n, d = t", "q = (t, n)\nlog(q[0][1], q)", "q = o", "o = t", "log(pair_@($n, $r)[1])", "$v, $vx = pair_@($n, 2.5)\nlog($v, $vx)", "log(min(n, m), max(n, $n, 3), min(d, n), max(u8, a8))", "log(abs(n), abs(-d), abs(a8))", "log(sum_@(n, m), over_@(i64, 2))", "log(over_@(i64, i64))", "log(mul_@(n, $i))", "log(small_@(a8, $n))", "log(fold_@(n, m))", "log(neg_@(n))", "log(nogil_@($n))",
        "log(<long>p == 0, p is NULL)", "p = &n\nlog(p[0])", "p[0] = $n\nlog(n)", "p = arr + $3\nlog(p - arr, p[0])", "p = &arr[1]\nlog(p[-1], p[1], (p - 1)[0])", "log(arr[$3], arr[n & 1], arr)", "arr[:] = [1, n & 7, 3]\nlog(arr)", "arr[$3] += $n", "log(arr[:2], arr[1:])", "arr2[1][$3] = $n\nlog(arr2[1], arr2)", "arr2[0] = arr", "log(sum(arr), 2 in arr, list(arr), len(arr))", "arr = o", "arr = [1, 2, $n]", "v = <void *>&n\nlog((<int *>v)[0])", "pp = &p\nlog(pp[0] == p)", "p, pp = p, &p",
        "log(n if flag else d, o if flag else n)", "log(n and d, n or d, flag and col)", "log(0 < n < m < 9, n != m == 3)", "log(n in (1, 2, m), d in (1.5, 2), n not in [1, o])", "log(n is None, o is None)", "log(f'{n:d} {d:.2f} {u8:x} {flag} {col} {z} {i64:+d} {u64:>12}')", "log('%d %5.1f %s %x' % (n, d, flag, u32))", "log(str(n), repr(d), str(flag), str(u64), hex(n), bin(u8), oct(u32))", "log(hash(n) == n, hash(d) == hash(o))", "log(isinstance(n, int), isinstance(d, float), type(n).__name__, type(u8).__name__)", "log([n, d, z, flag, u8], {n: d}, (a8, u64))",
        "for n in range($n, 3):\n    log(n)", "for u8 in range(3):\n    log(u8)", "for $v in range(u8, u8 + 2):\n    log($v)", "for d in range(2):\n    log(d)", "for n in range(3, -1, -2):\n    log(n)", "for n from 0 <= n < 3:\n    log(n)", "for $v from 3 >= $v > 0 by 2:\n    log($v)", "for n, d in [(1, 2.5), (3, $r)]:\n    log(n, d)", "n = d", "n = <int>d if -1000 < d < 1000 else 0", "d = n", "a8 = <signed char>n", "n = o", "d = o", "o = n", "o = d", "o = u64", "log(o + n, n - o, o == n)", "o += 1", "log(sizeof(n), sizeof(ld) > 8, sizeof(arr), sizeof(t) > 8)",
        "log(u8 == 255, a8 == -1, u32 == -1, u64 > -1)", "log(n & m, n | m, n ^ 5, n << 2, n >> 1)", "log(n << m if 0 <= m < 8 else 0)", "log(1 if z else 0, 1 if ld else 0, 1 if p else 0, 1 if t else 0)", "log(size)", "size = o", "size = len(o)", "log(size - 1 if size else 0, -size)", "assert n < 100, d", "log(cython.typeof(n + d), cython.typeof(u8 + a8), cython.typeof(z * n), cython.typeof(n / m))", "log(cython.typeof(n // m), cython.typeof(u8 << 1), cython.typeof(flag + flag), cython.typeof(col + 1), cython.typeof(-u32))", "log(math_@(d))", "log(ext_@(a8, u8, i64, d))", "log(ext_@(o, 1, 2, o))", "log(ext_@(1, o, o, 2))"]


def part(g, number: int) -> str:
    g.reset()
    text = """
cdef (int, double) pair_@(int x, double y) except *:
    if x == 4:
        raise ValueError(x)
    return x, y

@cython.overflowcheck(True)
cdef int sum_@(int x, int y) except? -1:
    return x + y

@cython.overflowcheck(True)
cdef long long over_@(long long x, long long y) except? -1:
    return x * y

@cython.overflowcheck(True)
cdef unsigned int mul_@(unsigned int x, unsigned int y) except? 77:
    return x * y + 1

@cython.overflowcheck(True)
cdef short small_@(short x, short y) except? -1:
    return x + y - 1

@cython.overflowcheck(True)
@cython.overflowcheck.fold({fold})
def fold_@(int x, int y):
    return x * y + x - y * 3 + (x << 2 if 0 <= x < 1000 else 0)

@cython.overflowcheck(True)
def neg_@(long x):
    return -x, abs(x) if x > -9 else 0, x - 1

cdef int nogil_@(int x) except -1 nogil:
    if x == 3:
        with gil:
            raise KeyError(x)
    return x // 2 + x % 3

cdef double math_@(double x) noexcept nogil:
    return sqrt(fabs(x)) + floor(x)

cpdef ext_@(signed char a, unsigned char b, long long c, float d):
    return a, b, c, d
"""
    menu = choose(g, MENU, 50)
    g.add_scalar("n", INT)
    g.add_scalar("d", DOUBLE)
    g.add_object("o", "object")
    tests = []
    for index in range(2):
        decorators = [d for d in g.decorators() if "overflow" not in d and "bounds" not in d and "wraparound" not in d]
        g.overflowcheck, g.boundscheck, g.wraparound = False, True, True
        # Division by zero is undefined where C divides.
        known = [m for m in menu if not g.cdivision or not any(w in m for w in ("// m", "% m", "/ m", "/ w", "/ z", "% e", "// e"))]
        lines = statements(g, known, g.random.randrange(10, 18), "    ")
        head = """def val{}_@(int n, double d, o):
    cdef double complex z = 1 + 2j, w = 0.5j
    cdef float complex fz = 1j
    cdef long double ld = 2.5
    cdef double e = 0
    cdef int m = n & 3
    cdef signed char a8 = 5
    cdef unsigned char u8 = 250
    cdef unsigned short u16 = 65000
    cdef unsigned int u32 = 7
    cdef long long i64 = 1 << 40
    cdef unsigned long long u64 = 1 << 63
    cdef bint flag = n > 2
    cdef Colour col = GREEN
    cdef Level lev = TOP
    cdef Shown sho = TWO
    cdef (int, double) t = (1, 2.5)
    cdef ((int, double), int) q = ((1, 2.5), 3)
    cdef int *p = &m
    cdef int **pp = &p
    cdef void *v = NULL
    cdef int[3] arr = [4, 5, 6]
    cdef int[2][3] arr2
    cdef Py_ssize_t size = 3
    memset(arr2, 0, sizeof(arr2))
""".format(index)
        tests.append("\n".join(decorators + [head]) + "\n".join(lines) + "\n    return n, d, m\n")
        for _ in range(6):
            g.calls_made.append(("val{}_{}".format(index, number), "{}, {}, {}, ".format(g.random.choice([-3, -1, 0, 1, 2, 3, 4, 5, 7, 1000]), g.random.choice(["0.5", "-1.0", "3.0", "0.0", "1e300", "float('nan')"]),
                                                                                     g.random.choice(["0", "1", "-1", "255", "256", "2**63", "2**64", "-2**63", "1.5", "'x'", "None", "True", "[1, 2, 3]", "(1, 2.5)", "((1, 2), 3)", "1j", "Point(3)", "Broken()", "10", "5"]))))
    for name, count in (("fold", 2), ("neg", 1), ("ext", 4)):
        for _ in range(4):
            g.calls_made.append(("{}_{}".format(name, number), "".join(g.random.choice(["0", "1", "-1", "3", "127", "128", "2**31 - 1", "-2**31", "2**63 - 1", "-2**63", "70000", "1.5"]) + ", " for _ in range(count))))
    return numbered(text.format(fold=g.chance(0.5)) + "\n" + "\n\n".join(tests), number)
