"""Statements: each function runs a kind of statement with an object that it must neither keep nor lose."""

import sys

cdef object global_slot = None
cdef int counter = 0
python_global = None


class Failure(Exception):
    pass


class Manager:
    def __init__(self, thing, swallow):
        self.thing, self.swallow = thing, swallow

    def __enter__(self):
        return self.thing

    def __exit__(self, kind, value, traceback):
        return self.swallow


def t_assign(s):
    a = s
    b = a
    a = [b, s]
    a, b = b, a
    x = y = z = (a, b)
    return x, y, z


def t_unpack(s):
    a, (b, c), *d = s, [s, s], s, s
    [e, f] = (s, a)
    *g, h = [s, s]
    for i, (j, *k) in [(s, (s, s)), (a, [b])]:
        pass
    return a, b, c, d, e, f, g, h, i, j, k


def t_unpack_fails(s):
    for bad in ([s], [s, s, s], iter([s]), s, (x for x in (s, s, s))):
        try:
            a, b = bad
        except (ValueError, TypeError):
            pass
        try:
            few = [s]
            a, b, *c = few
        except ValueError:
            pass
        try:
            a, (b, c) = s, bad
        except (ValueError, TypeError):
            pass


def t_attributes(s):
    class Holder:
        pass
    h = Holder()
    h.x = s
    h.x = [h.x]
    h.y = h
    del h.y
    try:
        h.missing
    except AttributeError:
        pass
    try:
        del h.missing
    except AttributeError:
        pass
    return h.x


def t_items(s):
    d = {s: [s]}
    d[s] = (s, s)
    d['x'] = s
    l = [s, s, s]
    l[0] = l
    l[0] = None
    l[1:2] = [s, s]
    l[:] = l[::-1]
    del l[0], d[s], l[:1]
    for key in (s, 99):
        try:
            l[key]
        except (TypeError, IndexError):
            pass
        try:
            del l[key]
        except (TypeError, IndexError):
            pass
    try:
        d[s]
    except KeyError:
        pass
    return l, d


def t_augmented(s):
    a = [s]
    b = a
    a += [s]
    a *= 2
    t = (s,)
    t += (s, s)
    n = 10 ** 20
    n += 1
    n <<= 3
    n //= 7
    n **= 2
    n |= 1
    text = 'a'
    text += 'b'
    text *= 3
    d = {'k': [s]}
    d['k'] += [s]
    try:
        n += s
    except TypeError:
        pass
    try:
        a[0] += s
    except TypeError:
        pass
    return b


def t_delete(s):
    a = b = [s]
    if s is not None:
        del a
    try:
        a
    except UnboundLocalError:
        pass
    del b
    b = s
    del b


def t_globals(s):
    global python_global, global_slot, late
    python_global = [s]
    global_slot = (s, python_global)
    global_slot = None
    python_global = None
    late = s
    del late
    try:
        late
    except NameError:
        pass


def t_conditions(s):
    if s and not (s is None) or s == 3:
        x = s
    elif s != s:
        x = [s]
    else:
        x = None
    while x:
        x = None
    else:
        x = s
    assert s, s
    return x


def e_assert(s):
    assert not s, (s, s)


def t_loops(s):
    out = []
    for x in [s, s, s]:
        if x is None:
            continue
        out.append(x)
        if len(out) == 2:
            break
    else:
        out = None
    for x in (s, s):
        pass
    for k, v in {1: s, s: 2}.items():
        out.append((k, v))
    for k in {s: s}:
        out.append(k)
    for v in {s: s}.values():
        out.append(v)
    for c in 'añb':
        out.append(c)
    for b in b'ab':
        out.append(b)
    for i, x in enumerate([s, s], 5):
        out.append(i)
    for x in reversed([s, s]):
        out.append(x)
    for i in range(300, 305):
        out.append(i)
    for i in range(s is None, 2):
        out.append(i)
    for x in {s, 1}:
        out.append(x)
    for x, y in zip([s], (s,)):
        out.append((x, y))
    for x in iter([s]):
        return x


def t_loop_fails(s):
    try:
        for x in s:
            pass
    except TypeError:
        pass

    def broken():
        yield s
        raise Failure(s)
    try:
        for x in broken():
            pass
    except Failure:
        pass
    d = {s: 1}
    try:
        for x in d:
            d[x, x] = 1
    except RuntimeError:
        pass


def t_try(s):
    try:
        raise Failure(s)
    except KeyError:
        pass
    except (ValueError, Failure) as e:
        x = e.args
    else:
        x = None
    finally:
        y = s
    try:
        x = s
    except Failure:
        pass
    else:
        x = [s]
    return x, y


def t_nested_try(s):
    try:
        try:
            raise Failure(s)
        except Failure as first:
            try:
                raise KeyError(s) from first
            except KeyError as second:
                raise second
    except KeyError as e:
        return e.__context__, e.__cause__
    finally:
        s = None


def t_finally_return(s):
    for i in range(3):
        try:
            if i == 0:
                continue
            return [s]
        finally:
            s = (s,)


def t_finally_break(s):
    while True:
        try:
            raise Failure(s)
        finally:
            break
    return sys.exc_info()


def e_finally(s):
    try:
        x = [s]
        raise Failure(s, x)
    finally:
        s = None


def e_raise_from(s):
    raise Failure(s) from KeyError(s)


def e_reraise(s):
    try:
        raise Failure(s)
    except Failure:
        x = [s]
        raise


def e_raise_class(s):
    local = [s]
    raise Failure


def t_raise_wrong(s):
    for what in (s, 1, None, object):
        try:
            raise what
        except TypeError:
            pass
        try:
            raise Failure from what
        except (TypeError, Failure):
            pass


def t_except_wrong(s):
    try:
        try:
            raise Failure(s)
        except s:
            pass
    except (TypeError, Failure) as e:
        return e.__context__


def t_except_star(s):
    try:
        raise ExceptionGroup('g', [Failure(s), KeyError(s), ExceptionGroup('h', [Failure(s)])])
    except* Failure as e:
        x = e.exceptions
    except* KeyError as e:
        y = e
    else:
        return None
    try:
        try:
            raise ExceptionGroup('g', [Failure(s), ValueError(s)])
        except* Failure:
            raise KeyError(s)
        finally:
            z = s
    except BaseException as e:
        return e, z
    return x, y


def t_with(s):
    with Manager(s, False) as a, Manager([s], True) as (b):
        c = a, b
        raise Failure(s)
    with Manager(s, False):
        pass
    for i in range(2):
        with Manager((s, s), False) as (d, e):
            if i:
                break
            continue
    with Manager(s, False) as f:
        return c, d, e, f


def e_with(s):
    with Manager(s, False) as x:
        raise Failure(x)


def t_with_fails(s):
    try:
        with s:
            pass
    except (TypeError, AttributeError):
        pass
    try:
        with Manager(s, False) as (a, b):
            pass
    except TypeError:
        pass


def t_match(s):
    out = []
    for subject in (s, [s, s], (1, s, 3), {'k': s, 2: s}, 'text', 5, None, Failure(s)):
        match subject:
            case [a, b]:
                out.append((a, b))
            case [1, *rest]:
                out.append(rest)
            case {'k': value, **others}:
                out.append((value, others))
            case str() as text if text:
                out.append(text)
            case 4 | 5:
                out.append(subject)
            case None:
                out.append(None)
            case Failure(args=(inner,)):
                out.append(inner)
            case other:
                out.append(other)
    return out


def t_class_statement(s):
    class Base:
        attribute = s

        def method(self):
            return self.attribute, s

    class Derived(Base, metaclass=type):
        """Doc."""
        other = [Base, s]

        @property
        def value(self):
            return super().method()

        @staticmethod
        def nothing():
            return s
    return Derived().value, Derived.nothing()


def e_class_statement(s):
    class Broken:
        x = s
        y = s.missing


def t_imports(s):
    import os
    import os.path as p
    from os import path, sep as separator
    try:
        import no_such_module_anywhere
    except ImportError:
        pass
    try:
        from os import no_such_name
    except ImportError:
        pass
    return os, p, path, separator


def t_gil(s):
    global counter
    x = [s]
    with nogil:
        counter += 1
        with gil:
            y = [x, s]
    return y


def e_gil(s):
    x = [s]
    with nogil:
        with gil:
            raise Failure(x)


def t_print(s):
    out = []
    print(s, [s], sep=' ', end='', file=Writer(out))
    return out


class Writer:
    def __init__(self, out):
        self.out = out

    def write(self, text):
        self.out.append(text)


def t_decorators(s):
    def decorate(f):
        f.mark = s
        return f

    @decorate
    @(lambda f: f)
    def g(x=s, *, y=[s]) -> tuple:
        return x, y
    return g(), g.mark
