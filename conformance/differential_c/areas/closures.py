"""C values that nested functions capture and generators keep: numbers, structs, C tuples, enumerators, complex numbers,
pointers; `nonlocal` through two levels; `send`, `throw` and `close` through `try` statements."""

from __future__ import annotations

from ..numbers_c import DOUBLE, INT
from .menu import choose, numbered, statements

READ = ["log(n, d)", "log(pt.x, pt.y)", "log(pt)", "log(pair[0], pair)", "log(col, col == GREEN)", "log(z.real, z)", "log(u, flag)", "log(o, st)", "log(cp[0], cp[:2])", "log(ptr[0])", "log(f($n))",
        "log([n + $v for $v in range($3)])", "log(sum(n * $v for $v in range(4)))", "log(list(n + $v + k for $v in range(2)))", "log({$v: n for $v in st})", "log((lambda: n)(), (lambda $v=n: $v)())", "log(big)", "log(small)", "log(k)",
        "log((lambda: (lambda: (n, pt.x))())())", "log(any(n == $v for $v in range(9)))", "log(obj.value, obj.doubled())", "log(ld)", "log(arg)", "log(mv)"]
WRITE = ["n = $n", "n += 1", "d = $r", "d *= 2", "pt.x = $n", "pt = made_@($n)", "pt = {'x': 1, 'y': 2.5}", "pair = ($n, 2.5)", "pair[0] = $n", "col = BLUE", "z = $c", "z = z + 1j", "u = $u", "flag = $o", "flag = not flag", "o = $o", "st = $s", "big = $i", "small = $n",
         "small -= 200", "k = $n", "obj.value = $n", "obj = Holder_@($n)", "obj = None", "ld = $r", "arg = $n", "arg = $o", "n, k = k, n", "n = $o", "d = o", "ptr = &shared_@", "ptr[0] = $n"]
BAD = ["raise ValueError(n)", "log(1 // (n - n))", "fail()", "n = st", "log(later)", "del o\nlog(o)", "log(undefined_@)"]
HEAD = """
cdef struct Pt_@:
    int x
    double y

cdef int shared_@ = 4
undefined_@ = 1

cdef Pt_@ made_@(int x) except *:
    cdef Pt_@ r
    r.x = x
    r.y = x * 0.5
    if x == 5:
        raise KeyError(x)
    return r

ctypedef int (*Step_@)(int) except? -1

cdef int step_@(int x) except? -1:
    return x - 1

cdef class Holder_@:
    cdef public int value
    cdef object __weakref__
    def __cinit__(self, int value=1):
        self.value = value
    def __dealloc__(self):
        log('gone', self.value)
    def doubled(self):
        return (lambda: self.value * 2)()
    def steps(self, int upto):
        cdef int i
        for i in range(upto):
            self.value += i
            yield self.value
"""
LOCALS = """cdef int n = x
cdef double d = 1.5
cdef Pt_@ pt = made_@(2)
cdef (int, double) pair = (1, 2.5)
cdef Colour col = RED
cdef double complex z = 1j
cdef Py_UCS4 u = 'u'
cdef bint flag = x > 3
cdef object o = x
cdef str st = 'abc'
cdef char *cp = b'pointed'
cdef int *ptr = &shared_@
cdef long long big = 1 << 40
cdef unsigned char small = 7
cdef Holder_@ obj = Holder_@(x)
cdef long double ld = 0.25
cdef Step_@ f = step_@
cdef int k = 3"""
NAMES = ["n", "d", "pt", "pair", "col", "z", "u", "flag", "o", "st", "big", "small", "k", "obj", "ld", "arg", "ptr"]


def part(g, number: int) -> str:
    g.reset()
    g.boundscheck = g.wraparound = True
    g.add_scalar("n", INT)
    g.add_scalar("d", DOUBLE)
    g.add_object("o", "object")
    read, write = choose(g, READ, 8), choose(g, WRITE, 8)
    bad = g.random.sample(BAD, 2)
    parts = [HEAD]
    for index in range(g.random.randrange(2, 5)):
        kind = g.random.choice(["function", "generator", "coroutine" if False else "generator", "nested", "nested", "method"])
        lines = ["def {}{}_@(int x, arg=2):".format("h", index)] + ["    " + line for line in LOCALS.split("\n")]
        names = [name for name in NAMES if g.chance(0.4)]
        outer = g.random.random() < 0.5
        if kind == "generator":
            body = yielding(g, statements(g, read + write + bad[:1], g.random.randrange(5, 12), "    "), 0.4)
            lines += body + ["    yield n, d"]
        else:
            inner = [m for m in write if m.split(" ")[0].split(".")[0].split("[")[0].strip(",") in names]
            lines += ["    mv = 1" if g.chance(0.5) else "    mv = 'x'"]
            generates = kind == "nested" and g.chance(0.4)
            lines += ["    def inner(a, int b=2):"] + (["        nonlocal {}".format(", ".join(names))] if names and inner else [])
            body = statements(g, read + inner + bad, g.random.randrange(3, 8), "        ")
            if g.chance(0.4):
                body += ["        def deeper(c=n):"] + (["            nonlocal {}".format(names[0])] if names and inner else []) + statements(g, read + [m for m in inner if m.startswith(names[0] + " ")], 3, "            ")
                body += ["            return n, c, a, b", "        log(deeper(), deeper(7))"]
            lines += (yielding(g, body, 0.4) + ["        yield a, b"]) if generates else body + ["        return a, b, n"]
            call = "list(inner({}))" if generates else "inner({})"
            lines += statements(g, read + write + ["log({})".format(call.format("$o")), "log({})".format(call.format("$n, $n")), "o = inner", "st = 'zz'"], g.random.randrange(4, 9), "    ")
            lines += ["    later = 5"] if g.chance(0.5) else []
            lines.append("    return inner if False else {}".format(call.format("1")))
        if not outer:
            lines = lines[:1] + [line for line in lines[1:] if "log(later)" not in line]
        parts.append("\n".join(lines))
        if kind == "generator":
            parts.append(driver(index))
            for x in range(5):
                g.calls_made.append(("drive{}_{}".format(index, number), "{}, {}, ".format(x, g.random.randrange(6))))
        for x in g.random.sample(range(-1, 8), 4):
            g.calls_made.append(("h{}_{}".format(index, number), "{}, ".format(x)))
    return numbered("\n\n\n".join(parts), number) + "\n"


def driver(index: int) -> str:
    """Sends, throws and closes."""
    return """def drive{0}_@(int x, int way):
    g = h{0}_@(x)
    try:
        log(next(g))
        if way == 0:
            log(g.send(7), g.send(None))
        elif way == 1:
            log(g.throw(ValueError('thrown')))
        elif way == 2:
            log(g.close(), g.close())
        elif way == 3:
            log(g.throw(GeneratorExit))
        elif way == 4:
            log(g.throw(KeyError(3)), next(g, 'end'))
        log(list(g))
    except Exception as e:
        log(e, e.__context__)
    except GeneratorExit:
        log('exit')
    return g.gi_frame is None, next(g, 'over')""".format(index)


def yielding(g, lines, share):
    """With `yield` expressions between the statements."""
    out = []
    for line in lines:
        out.append(line)
        stripped = line.strip()
        if not stripped.endswith(":") and not stripped.startswith(("break", "continue", "return", "raise", "cdef", "nonlocal")) and g.chance(share):
            out.append(line[:len(line) - len(stripped)] + g.random.choice(["yield n", "yield pt", "log((yield d))", "n = (yield o) or 3", "yield from range(2)", "o = yield", "yield from obj.steps(2)", "yield (yield n)"]))
    return out
