match x:
    case 1 | -2 | 1.5 | 1 + 2j | -1 - 2j: pass
    case "a" "b" | b"c" | None | True | False: pass
    case _: pass
    case name: pass
    case a.b.c: pass
    case [] | [a] | [a, *rest] | [*_]: pass
    case () | (a) | (a,) | (a, b): pass
    case a, b: pass
    case *a, b: pass
    case {}: pass
    case {"k": v, 1: _, a.b: c, **rest}: pass
    case Point(): pass
    case Point(x, y=0, z=Point(1)): pass
    case a.Point(x) as p if p: pass
    case (1 | 2) as n: pass
match x, y:
    case a: pass
match *x, y:
    case a: pass
match (x):
    case (a, b) if a == b:
        pass
match -x:
    case case: pass
match match:
    case match: pass
match, case = 1, 2
match * x
match: int = 1
print(match, case, type)
