# cython: language_level=2
"""The statements that only language level 2 has, and those that it reads otherwise."""


class Writer:
    def __init__(self):
        self.out = []

    def write(self, text):
        self.out.append(text)


class Failure(Exception):
    pass


def t_print(s):
    w = Writer()
    print >>w, s, [s], 'text',
    print >>w, 1
    print >>w
    try:
        print >>s, s
    except AttributeError:
        pass
    return w.out


def t_exec(s):
    d = {'s': s}
    exec 'x = [s]' in d
    exec 'y = s' in d, d
    try:
        exec 's.missing' in d
    except AttributeError:
        pass
    try:
        exec 'no syntax here' in d
    except SyntaxError:
        pass
    d.clear()


def t_old_forms(s):
    try:
        raise Failure, s
    except Failure, e:
        x = e.args
    try:
        raise Failure, (s, s), None
    except (KeyError, Failure), e:
        y = e.args
    return x, y, 1 <> 2, 7 / 2, 0777, u'text', 'text'


def t_unpacked_parameters(s):
    return [x for x in [s, s]], map(str, [s]), filter(None, [s]), zip([s], [s]), {'a': s}.items()
