import copy

trace = []
ticks = 0

VALUES = [(1, 2), ("ab", 0), ([1, 2], (3,)), (None, 1.5), ({"a": 1}, "a"), (b"x", True), (2**64, -3), ({1, 2}, [1])]


class Stop(BaseException):
    pass


def tick():
    global ticks
    ticks += 1
    if ticks > 60:
        raise Stop("ticks")


def shown(x, depth=0):
    kind = type(x).__name__
    if kind in ("int", "float", "complex", "bool", "NoneType", "slice", "range"):
        text = repr(x)
        return text if len(text) < 200 else "long"
    if kind in ("str", "bytes", "bytearray"):
        return repr(x[:60]) + str(len(x))
    if depth > 3:
        return kind
    if kind in ("list", "tuple"):
        return kind + str([shown(i, depth + 1) for i in x[:20]])
    if kind in ("set", "frozenset"):
        return kind + str(sorted([shown(i, depth + 1) for i in x]))
    if kind == "dict":
        return kind + str([(shown(k, depth + 1), shown(v, depth + 1)) for k, v in list(x.items())[:20]])
    if isinstance(x, BaseException):
        return kind
    if kind == "Point":
        return "Point(" + shown(x.x, depth + 1) + ")"
    return "other"


def log(x=None):
    trace.append(shown(x))
    if len(trace) > 200:
        raise Stop("trace")
    return x


def call(*args, k=None, **kw):
    log((args, k, kw))
    return args


def three():
    yield 1
    yield 'b'
    yield None


class Point:
    def __init__(self, x):
        self.x = x

    def move(self, y, k=0):
        return self.x, y, k

    def __eq__(self, other):
        return isinstance(other, Point) and other.x == self.x

    def __hash__(self):
        return 1

    def __add__(self, other):
        log("add")
        return Point((self.x, 1)) if isinstance(other, Point) else NotImplemented

    def __radd__(self, other):
        return "radd"

    def __getitem__(self, i):
        if isinstance(i, int) and i > 3:
            raise IndexError(i)
        return i

    def __lt__(self, other):
        return self.x < other.x if isinstance(other, Point) else NotImplemented


class Manager:
    def __init__(self, value, swallows):
        self.value = value
        self.swallows = swallows

    def __enter__(self):
        log("enter")
        return self.value

    def __exit__(self, kind, value, traceback):
        log("exit " + (kind.__name__ if kind else "-"))
        return self.swallows


def run(name, function):
    global ticks
    for values in VALUES:
        ticks = 0
        del trace[:]
        try:
            result = function(*copy.deepcopy(values))
            if type(result).__name__ == "generator":
                given = []
                for x in result:
                    given.append(x)
                    tick()
                result = given
            came = "gives " + shown(result)
        except BaseException as e:
            came = "raises {} after {} from {}".format(
                type(e).__name__, type(e.__context__).__name__, type(e.__cause__).__name__)
        print(name, "|", came, "|", "; ".join(trace)[:800], flush=True)
