# cython: language_level=3
"""Template strings. Before Python 3.14 the module that has their classes is made with the first of them.

>>> t = simple('x', 3)
>>> t.strings
('a ', ' b ', '')
>>> t.values
('x', 3)
>>> [(i.expression, i.conversion, i.format_spec) for i in t.interpolations]
[('name', None, ''), ('width + 1', 'r', '>3')]
>>> [part if isinstance(part, str) else part.value for part in t]
['a ', 'x', ' b ', 3]
>>> shown(7).strings, shown(7).interpolations[0].conversion
(('x = ', ''), 'r')
>>> both = simple('y', 1) + shown(2)
>>> both.strings
('a ', ' b ', 'x = ', '')
>>> from string.templatelib import Template, Interpolation
>>> type(both) is Template and type(both.interpolations[0]) is Interpolation
True
>>> both.strings = ()  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
AttributeError: Template object attribute 'strings' is read-only
>>> simple('x', 3) + 'text'  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
TypeError: can only concatenate Template to Template
>>> match_one(simple('z', 1))
('z', 'name')
"""


def simple(name, width):
    width -= 1
    return t'a {name} ' t'b {width + 1!r:>{width + 1}}'


def shown(x):
    return t'{x = }'


def match_one(template):
    match template.interpolations[0]:
        case object(value=value, expression=expression):
            return value, expression
