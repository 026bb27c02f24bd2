"""C strings, bytes, str and bytearray: conversions with encodings, slices, indices, characters, loops, C arrays of characters."""

from __future__ import annotations

from ..numbers_c import INT
from .menu import choose, numbered, statements

MENU = [
    "log(c)", "log(c[:$n])", "log(c[1:])", "log(c[1:1 + $n])", "log(c[:])", "log(<bytes>c)", "log(<object>c)", "log(c.decode('utf-8', 'replace'))", "log(c[:3].decode('ascii', 'replace'))",
    "log(c[1:4].decode('latin-1'))", "log(c[:2].decode('utf-8', errors='ignore'))", "log(c[:$n].decode('utf-16', 'replace'))", "log(c.decode(o))", "log(c.decode('ascii'))", "log(c[:4].decode())",
    "log(len(c))", "log(c == b'hello')", "log(c is NULL, c == NULL, c != NULL, not c)", "log(c[0] == c'h', c[0], c[$n])", "for ch in c[:4]:\n    log(ch)", "for ch in c[1:$n + 2]:\n    log(ch)",
    "for $v in c[:3]:\n    log($v)", "for $v in b:\n    log($v)", "for ch in b:\n    log(ch)", "for uc in b:\n    log(uc)", "for $v in st:\n    log($v)", "for u in st:\n    log(u, <int>u)", "for $v, $vx in enumerate(b):\n    log($v, $vx)",
    "b = c", "b = c[:$n]", "b = c[$k:$n + 1]", "st = c", "st = c[:3]", "o = c", "log(b[$m])", "log(b[$m:])", "log(b[$m:$m])", "log(b[$n])", "uc = b[$n]\nlog(uc)", "ch = b[$m]\nlog(ch)", "log(st[$m])", "log(st[$m:])", "log(st[$m:$m])",
    "u = st[$m]\nlog(u)", "u = st[$n]\nlog(u, <long>u)", "log(st.encode('utf-8'))", "log(st.encode('ascii', 'replace'))", "log(st.encode('latin-1'))", "log(st.encode('utf-16-le'))", "log(st.encode('ascii', 'xmlcharrefreplace'))", "log(st.encode(o))", "log(st.encode())",
    "log((<char *>b)[1])", "c = b", "c = o", "c = kept_text_@", "cc = b\nlog(cc[1:3])", "uc_p = b\nlog(uc_p[0], uc_p[:2])", "log(name_@($n))", "log(name_@($n)[:2])", "$v = name_@($n)\nlog($v)", "memcpy(buf, b'xyz', 4)\nlog(buf)", "log(buf[:2])", "buf[$3] = c'q'\nlog(buf)",
    "buf[0] = 0\nlog(buf)", "log(len(buf))", "strcpy(buf, 'hey')\nlog(buf)", "log(take_@(b))", "log(take_@(c))", "log(take_@(o))", "log(take_@(st))", "log(take_@('lit'))", "log(take_@(b'lit'))", "log(u)", "log(u.isalpha(), u.isdigit(), u.isspace())", "log(u.upper(), u.lower())", "u = u.upper()",
    "u = $u", "log(u in 'abc', u not in 'h')", "log(u == 'h', u == c'h', u != st)", "log(u + 1, u * 2)", "log(u + st)", "log(f'{u}{ch}{uc}')", "log(f'{u:>3}|{u!r}')", "log('%s' % u, '%c' % u)", "log(str(u), repr(u), ord(u))", "log(chr($n + 97))", "u = chr($n + 97)", "u = $n + 97", "ch = $n",
    "log(c'x' in b'xyz', c'x' in b)", "log(uc in b, ch in b)", "log(st == 'hello', st != st, st in ('a', 'hello'))", "log(st < 'i', st + 'x')", "log(b == b'hello', b < b'z', b + b'x', b * 2)", "log(st is o, b is o)", "log(ba[$m])", "ba[$m] = $n\nlog(ba)", "ba[$m] = $i", "ba[1:2] = b'zz'\nlog(ba)",
    "ba += b\nlog(ba)", "ba.append($i)", "del ba[$m]", "log(ba[:$m], ba.decode('latin-1'))", "log(ba.decode('utf-8', 'replace'))", "log(b.decode('utf-8'), b[1:].decode('ascii'), b[:$m].decode('utf-8', 'replace'))", "log(b.decode(o))", "log(o.decode('utf-8'))", "log(st.join(['a', o]))", "log(b'-'.join([b, c]))",
    "log(b.find(b'l'), b.startswith(b'h'), b.split(b'l'))", "log(st.find('l'), st.find('l', $m, $m), st.startswith(('h', 'x')), st.split('l', 1), st.replace('l', 'L', 1))", "log(st.startswith('h', $m), st.endswith('o', 0, $m), st.count('l', $m))", "log(st.splitlines(), st.isalnum(), st.title(), st.zfill(9))",
    "log(st.tailmatch if False else 0)", "log(st if $t else c)", "log(c if $t else b)", "log(b or c, st and u)", "o = u\nlog(o)", "o = b[0]", "o = st[0]", "o = ch\nlog(o)", "st = None", "b = None", "ba = None", "st = o", "b = o", "log(len(st), len(b), len(ba))", "log(hash(st) == hash('hello'))", "log(int(st), int(b))", "log(float(st))", "log(float(b))",
    "log(u'abc'[$3], 'abc'[$m], b'abc'[$3])", "u = o", "uc = o", "log(ord(st[$3]), ord(b[:1]))", "ch = <char>o", "log(<char>u if u < 127 else 0)", "log(c - <char *>own, &c[2] - c)", "c += 1\nlog(c)", "log(c[$k:][:2])", "log((c + 1)[:2], <bytes>(c + 2))", "log(st[0] == st[1], st[$m] == 'h', b[0] == b[1], b[$m] == c'h')", "log(st[:1] == 'h', st[-1:] == 'o')",
    "log(st[o:], b[o:])", "log(st[None:$m], st[:None])", "log(fail() or c)", "log(max(st), min(b), sorted(st))", "log(list(st), list(b), tuple(ba), set(b) == set(ba))", "log(bytes($n), bytes(ba), bytearray(b), str(b, 'latin-1'), bytes(st, 'utf-8'))", "log(f'{st!r:>12}{b!r}{$n:03d}{$r:.2f}')", "log('%s %r %d %x' % (st, b, $n, $n))", "st += u\nlog(st)", "st += 'x'", "b += b'y'", "st *= 2",
    "log(ascii(st), repr(c))", "log(isinstance(c, bytes), isinstance(u, str))", "log([ch for ch in b if ch > 100], [u for u in st if u != 'l'])", "log({u: <int>u for u in st})", "log(''.join([u for u in st]), ''.join(reversed(st)))", "log(any(u == 'h' for u in st))", "assert st, c", "kept_@ = b\nlog(kept_@)", "log(switch_@(u), switch_@(st[0]))", "log(cat_@(c, st))",
]


def part(g, number: int) -> str:
    g.reset()
    text = """
from libc.string cimport strcpy, strlen
cdef char *kept_text_@ = b'kept text'
cdef bytes kept_@ = b'one'

cdef const char *name_@(int i) except NULL:
    if i == 2:
        raise ValueError(i)
    return b'first' if i == 0 else b'other'

cdef Py_ssize_t length_@(const char *s) noexcept nogil:
    return strlen(s)

def take_@(const char *s):
    return s, length_@(s)

cdef str cat_@(char *s, str t):
    return s[:2].decode('latin-1') + t

cdef int switch_@(Py_UCS4 u):
    if u == 'h' or u == '\\u20ac':
        return 1
    elif u in 'xyz':
        return 2
    elif u == c'e':
        return 3
    return 0
"""
    menu = choose(g, MENU, 30)
    for name, kind in (("o", "object"), ("st", "str"), ("b", "bytes")):
        g.add_object(name, kind)
    g.add_scalar("x", INT)
    decorators = g.decorators()
    g.boundscheck = g.wraparound = True
    decorators = [d for d in decorators if "boundscheck" not in d and "wraparound" not in d]
    tests = []
    for which in range(g.random.randrange(1, 3)):
        body = """def text{}_@(int x, o, str st, bytes b):
    cdef bytes own = b'hello, world'
    cdef char *c = own
    cdef const char *cc = own
    cdef unsigned char *uc_p = <unsigned char *>c
    cdef char ch = c'a'
    cdef unsigned char uc = 98
    cdef Py_UCS4 u = 'h'
    cdef char[8] buf
    cdef bytearray ba = bytearray(own)
    memset(buf, 0, 8)
""".format(which)
        lines = statements(g, menu, g.random.randrange(6, 14), "    ") + ["    return st, b, o, u"]
        tests.append("\n".join(decorators + [body]) + "\n".join(lines) + "\n")
        for _ in range(4):
            values = [g.argument(INT), g.random.choice(["'utf-8'", "'ascii'", "'nonsense'", "None", "b'by'", "'hello'", "3", "b'caf\\xc3\\xa9'", "'caf\\xe9'"]),
                      g.random.choice(["'hello'", "'caf\\xe9'", "'\\u20ac\\U0001f600x'", "''", "'12'"]), g.random.choice(["b'hello'", "b'caf\\xc3\\xa9'", "b'\\xff\\x00z'", "b''", "b'12'"])]
            g.calls_made.append(("text{}_{}".format(which, number), "".join(v + ", " for v in values)))
        g.calls_made.append(("take_{}".format(number), g.random.choice(["b'abc', ", "'abc', ", "b'a\\x00b', ", "None, ", "bytearray(b'xy'), "])))
    return numbered(text + "\n\n".join(tests), number)
