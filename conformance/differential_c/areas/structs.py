"""Structs by value: returned, passed, nested, in arrays and C tuples, with unions, enums and complex numbers in them; their
conversions to and from dictionaries; slices and loops over arrays of them."""

from __future__ import annotations

from ..numbers_c import COMPLEX, FLOATS, INT, INTEGERS, PYTHON, TYPES
from .menu import choose, numbered, statements

MENU = [
    "log(s)", "log(w)", "log(w.one, w.many[$k].a)", "log(make@($i, $i).a, make@($i, $i).b)", "log(wrap@(make@($i, $i), $i, $r).many[1].row[$3])",
    "log(wrap@(s, $i, $r).z.real)", "s = w.many[$k]", "w.many[$k] = s", "w.one = make@($i, $i)", "p.many[$k].row[$3] = $i",
    "p[0].one.a = $i", "p.one.row[$3] += 1", "arr[$3] = w.one", "arr[$3].a = $i", "w = wrap@(w.many[$k], $i, $r)", "log(arr[:2])", "log([$v.a for $v in arr[:3]])",
    "for s in arr[:$3]:\n    log(s.a)", "for $v in w.many:\n    log($v.b)", "s = {'a': $o, 'b': $i, 'row': [1, 2, 3]}", "s = {'a': 1, 'b': 2, 'row': list($l)}", "s = {'a': $i}",
    "s = o", "w.one = o", "w = o", "arr = [s, s, w.one]", "arr[:2] = [s, w.one]", "log(change@(&w, $i))", "log(change@(p, $n))", "log(w.many[:2])", "log(w.one.row)",
    "log(w.one.row[:2], s.row[1:])", "$v = s\nlog($v.a, $v)", "z = w.z\nlog(z * 2, z == w.z)", "w.z = w.z * $c", "w.z.real = $r\nlog(w.z)", "w.u.b[$3] = $n\nlog(w.u.i)",
    "w.u.i = $n", "w.colour = BLUE\nlog(w.colour == GREEN, w.colour)", "w.colour = <Colour>$n", "o = w\nlog(o['one']['a'])",
    "o = s", "log(sum([$v.row[0] & 7 for $v in arr[:3]]))", "q = &arr[$3]\nlog(q.a, q[0])", "q = arr\nlog((q + 1).a, q[2].b, (q + $3)[0])", "q[0] = s", "memcpy(&arr[1], &s, sizeof(s))",
    "log(sizeof(s) == sizeof(Small@), sizeof(w) == sizeof(Large@), sizeof(arr) // sizeof(s))", "s = pick@(w, $n)\nlog(s)", "log(pick@(wrap@(pick@(w, 1), $i, $r), $n))",
    "t = (s, $n)\nlog(t[0].a, t[1])", "log(twice@(s)[0].a, twice@(s)[1])", "s, $v = twice@(w.one)\nlog($v)", "kept_@ = w\nlog(kept_@.one)", "kept_@.many[$k] = s", "h.w = w\nh.s = s", "h.s.a = $i\nlog(h.s, h.w.one.a)",
    "h.w.many[$k].row[$3] = $i", "h.rows[$3] = h.s\nlog(h.rows[:3])", "log(h.total())", "s = h.w.pair_of()", "fa = make_other@\nlog(fa($n, $n))", "fa = make@ if $t else make_other@\nlog(fa($n, $n).a)",
    "log(default@())", "log(default@(s))", "s.name[0] = c'x'\ns.name[1] = 0\nlog(s.name)", "memcpy(s.name, b'abc', 4)\nlog(s.name, s.name[:2])", "log(Small@(a=1, b=2).a)", "s = Small@($n, 2)", "log(dict(s)['a'])",
    "log(outer_pointer@(p, $i).one.a)", "(&w.many[$k])[0].a = $i", "(<Small@ *>&w)[0].b = $n", "log((<Small@ *>p).a)", "log(o['a'] if isinstance(o, dict) else None)", "s.a, s.row[1] = $n, $n", "s.a = s.row[0] = $n", "s.a += $n\nw.one.row[1] -= $n",
    "del o\no = None", "log(fail('here') or s)", "log(make@(fail(), 1))", "s = make@(1, raise_())", "w.link = &w\nlog(w.link.link.one.a)", "log(w.one.row == w.many[0].row)",
]


def part(g, number: int) -> str:
    g.reset()
    a, b = g.random.choice(INTEGERS), g.random.choice(INTEGERS + FLOATS + COMPLEX[:1])
    row = g.random.choice([t for t in INTEGERS + FLOATS if "char" not in t.name and t.bits > 8])
    name = "    char name[6]\n" if g.chance(0.3) else ""
    packed = "packed " if g.chance(0.2) else ""
    clause = g.random.choice(["", " except *", " noexcept", " except * nogil", " nogil", " noexcept nogil"])
    raising = "    if x == 7:\n        {}raise ValueError('seven')\n".format("with gil:\n            " if "nogil" in clause else "") if "noexcept" not in clause else ""
    order = ["    Small@ one", "    Small@ many[2]", "    Any@ u", "    double complex z", "    Colour colour"]
    g.random.shuffle(order)
    text = """
cdef {packed}struct Small@:
    {a} a
    {b} b
{name}    {row} row[3]

cdef union Any@:
    int i
    unsigned char b[4]

cdef struct Large@:
{order}

cdef Large@ kept_@
ctypedef Small@ (*Maker@)(int, int){pointer}

cdef Small@ make@(int x, int y){clause}:
    cdef Small@ r
    cdef int i
    memset(&r, 0, sizeof(r))
    r.a = <{a}>(x & 127)
    r.b = y & 63
    for i in range(3):
        r.row[i] = (x & 31) + i
{raising}    return r

cdef Small@ make_other@(int x, int y){clause}:
    cdef Small@ r = make@(x, y)
    r.a = 1
    return r

cdef Large@ wrap@(Small@ s, int i, double d) except *:
    cdef Large@ r
    memset(&r, 0, sizeof(r))
    r.one = s
    r.many[0] = s
    r.many[1] = make@(i, i)
    r.u.i = i & 0x7ffffff
    r.z = d + 1j
    r.colour = GREEN if i > 2 else RED
    s.a = 3
    return r

cdef Small@ pick@(Large@ w, int i) except *:
    if i > 1:
        raise IndexError(i)
    w.one.a = 9
    return w.many[i] if i else w.one

cdef int change@(Large@ *p, int k) except -1:
    p.one.a = <{a}>(k & 15)
    p.many[k & 1].row[1] += 1
    if k == 3:
        raise KeyError(k)
    return k & 1

cdef (Small@, int) twice@(Small@ s) except *:
    return s, 2

cdef object default@(Small@ s=make@(5, 6)):
    return s

cdef Large@ outer_pointer@(Large@ *p, int i) noexcept nogil:
    cdef Large@ copied = p[0]
    copied.one.a = 4
    p.u.i = 1
    return copied

cdef class Holder@:
    cdef Small@ s
    cdef Large@ w
    cdef Small@ rows[3]
    cdef public {a} plain
    def __cinit__(self):
        self.s = make@(1, 2)
        self.w = wrap@(self.s, 3, 1.5)
        self.rows[0] = self.rows[1] = self.rows[2] = self.s
    cdef Small@ first(self):
        return self.rows[0]
    def total(self):
        return self.first().a + self.rows[1].row[2], self.s
"""
    pointer = clause if clause else " except *"
    menu = choose(g, MENU, 20)
    g.add_scalar("x", INT)
    g.add_scalar("y", TYPES["double"])
    g.add_object("o", "object")
    tests = []
    for kind in ("plain", "closure", "generator")[:g.random.randrange(1, 4)]:
        inside = kind == "closure"
        head = "def {}_@(int x, double y, o):\n".format(kind)
        body = """    cdef Small@ s = make@(1, 2)
    cdef Large@ w = wrap@(s, 3, 2.5)
    cdef Large@ *p = &w
    cdef Small@ arr[3]
    cdef Small@ *q = arr
    cdef double complex z = 1j
    cdef (Small@, int) t = (s, 1)
    cdef Maker@ fa = make@
    cdef Holder@ h = Holder@()
    arr[0] = arr[1] = arr[2] = s
"""
        if kind != "plain":
            # Variables that live on cannot have their address kept.
            body = "\n".join(line for line in body.split("\n") if "*" not in line and "arr" not in line) + "\n"
            chosen = [m for m in menu if not any(word in m for word in ("p.", "p[", "q", "arr", "&", "p)", "(p"))]
        else:
            chosen = menu
        chosen = chosen or ["log(s)"]
        lines = statements(g, chosen, g.random.randrange(6, 14), "    ")
        if kind == "generator":
            lines = [line for each in lines for line in ([each] if each.strip().endswith(":") or not g.chance(0.3) else [each, each[:len(each) - len(each.lstrip())] + "yield s.a"])]
            lines.append("    yield w.one")
        else:
            lines.append("    return {}".format("(lambda: (s.a, w.one))()" if inside else "s, w.one.a"))
        tests.append(head + body + "\n".join(lines) + "\n")
        g.make_calls("{}_{}".format(kind, number), (INT, TYPES["double"], PYTHON["object"]), 0, False)
        g.calls_made.append(("{}_{}".format(kind, number), "3, 1.5, {'a': 4, 'b': 5, 'row': [7, 8, 9], 'name': b'nm'}, "))
    text = text.format(packed=packed, a=a.name, b=b.name, row=row.name, name=name, order="\n".join(order), clause=clause, raising=raising, pointer=pointer)
    return numbered(text + "\n\n".join(tests), number)
