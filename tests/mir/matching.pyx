def f(x):
    match x:
        case 1 | 2:
            return "small"
        case [a, *rest]:
            return a, rest
        case {"k": v, **others}:
            return v, others
        case str(s) if s:
            return s
        case _:
            return None
