"""A JSON-like encoder: isinstance tests, dictionary walks, string escapes and joins."""

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quote(text):
    out = []
    for letter in text:
        if letter in ESCAPES:
            out.append(ESCAPES[letter])
        elif letter < " " or letter > "~":
            out.append("\\u%04x" % ord(letter))
        else:
            out.append(letter)
    return '"' + "".join(out) + '"'


def encode(value, out):
    if value is None:
        out.append("null")
    elif value is True:
        out.append("true")
    elif value is False:
        out.append("false")
    elif isinstance(value, str):
        out.append(quote(value))
    elif isinstance(value, (int, float)):
        out.append(repr(value))
    elif isinstance(value, dict):
        out.append("{")
        first = True
        for key, item in sorted(value.items()):
            if not first:
                out.append(", ")
            first = False
            out.append(quote(key))
            out.append(": ")
            encode(item, out)
        out.append("}")
    elif isinstance(value, (list, tuple)):
        out.append("[")
        for index, item in enumerate(value):
            if index:
                out.append(", ")
            encode(item, out)
        out.append("]")
    else:
        raise TypeError("cannot encode " + type(value).__name__)


def document(number):
    return {
        "id": number,
        "name": 'item "%d"\tof\u00e9 many' % number,
        "flags": [True, False, None, number % 7 == 0],
        "nested": {"x": number * 0.5, "y": [number, [number + 1, (number + 2,)]], "empty": {}},
    }


def run(count):
    total = 0
    for number in range(count):
        out = []
        encode(document(number), out)
        text = "".join(out)
        total = (total * 31 + len(text) + sum(map(ord, text[:40]))) % 1000003
    return total
