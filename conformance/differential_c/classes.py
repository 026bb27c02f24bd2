"""Random extension classes: typed attributes, inheritance, overriding, properties, special methods, construction and
destruction that leave a trace. A mixin of the generator (`program.Generator`)."""

from __future__ import annotations

from typing import List, NamedTuple, Optional, Tuple

from .numbers_c import BINT, FLOATS, INT, PYTHON, TYPES, CType, is_integer

#: Special methods: the name, its parameters, and the expression that uses it (`@` is the instance, `#` an integer, `$` an object).
SPECIAL = [("__len__", "", "len(@)"), ("__getitem__", "i", "@[#]"), ("__contains__", "i", "(# in @)"), ("__call__", "i, j=4", "@(#)"),
           ("__eq__", "other", "(@ == $)"), ("__hash__", "", "hash(@)"), ("__bool__", "", "bool(@)"), ("__add__", "other", "(@ + #)"),
           ("__radd__", "other", "(# + @)"), ("__sub__", "other", "(@ - $)"), ("__neg__", "", "(-@)"), ("__int__", "", "int(@)"), ("__float__", "", "float(@)"),
           ("__index__", "", "[1, 2, 3][@]"), ("__str__", "", "str(@)"), ("__repr__", "", "repr(@)"), ("__iter__", "", "list(@)"), ("__lt__", "other", "(@ < #)"),
           ("__getattr__", "name", "@.missing"), ("__mul__", "other", "(@ * #)"), ("__abs__", "", "abs(@)"), ("__invert__", "", "(~@)"),
           ("__pow__", "other, modulo", "(@ ** #)"), ("__ge__", "other", "(@ >= $)"), ("__ne__", "other", "(@ != $)"), ("__and__", "other", "(@ & #)"),
           ("__floordiv__", "other", "(@ // #)"), ("__rshift__", "other", "(@ >> #)")]

RESULTS = {"__len__": "small", "__hash__": "integer", "__bool__": "truth", "__int__": "python integer", "__float__": "real", "__index__": "small", "__str__": "string",
           "__repr__": "string", "__contains__": "truth"}


class Method(NamedTuple):
    """A method that instances are used by; its own class and those below may define it anew."""

    kind: str
    name: str
    parameters: Tuple[CType, ...]
    optional: int
    returns: CType
    clause: str


class Class:
    """An extension class, or a Python class below one."""

    def __init__(self, name: str, base: Optional["Class"], python: bool = False) -> None:
        self.name = name
        self.base = base
        self.python = python
        self.attributes: List[Tuple[str, CType]] = []
        self.methods: List[Method] = []
        self.uses: List[str] = []
        self.declaration = ""

    def ancestors(self) -> List["Class"]:
        return [] if self.base is None else [self.base] + self.base.ancestors()

    def all_attributes(self) -> List[Tuple[str, CType]]:
        return (self.base.all_attributes() if self.base else []) + self.attributes

    def all_methods(self) -> List[Method]:
        own = {m.name for m in self.methods}
        return self.methods + [m for m in (self.base.all_methods() if self.base else []) if m.name not in own]

    def all_uses(self) -> List[str]:
        return self.uses + (self.base.all_uses() if self.base else [])

    def arguments(self, generator) -> str:
        return "{}, {}".format(generator.integer(3).text, generator.object_(2)) if generator.chance(0.8) else generator.integer(3).text

    def use(self, generator, name: str) -> str:
        """An expression that uses an instance."""
        methods = self.all_methods()
        if methods and generator.chance(0.6):
            method = generator.random.choice(methods)
            count = generator.random.randrange(len(method.parameters) - method.optional, len(method.parameters) + 1)
            text = "{}.{}({})".format(name, method.name, ", ".join(generator.value_of(t, 2) for t in method.parameters[:count]))
            return "({}, 0)[1]".format(text) if False else text
        uses = self.all_uses() + ["isinstance(@, {})".format(self.name), "@ is None", "type(@).__name__"]
        text = generator.random.choice(uses)
        return text.replace("@", name).replace("#", generator.integer(2).text).replace("$", generator.object_(2))


class Classes:
    """See the head of the file."""

    def make_class(self, number: int) -> str:
        bases = [c for c in self.classes if not c.python]
        base = self.random.choice(bases) if bases and self.chance(0.7) else None
        cls = Class("Class{}".format(number), base)
        declared, lines = [], []
        for i in range(self.random.randrange(1, 5)):
            t = self.pick([(6, self.any_integer_type()), (2, self.random.choice(FLOATS)), (1, BINT), (2, PYTHON["object"]), (1, PYTHON["list"]), (1, PYTHON["str"]),
                           (1, PYTHON["dict"])])
            name = "m{}_{}".format(number, i)
            access = self.random.choice(["", "public ", "readonly "])
            declared.append("    cdef {}{} {}".format(access, t.name, name))
            cls.attributes.append((name, t))
            if access:
                cls.uses.append("(<object>@).{}".format(name))
                if access == "public ":
                    cls.uses.append("setattr(@, '{}', {})".format(name, "#" if t.kind != "python" else "$"))
        self.reset()
        self.add_self(cls)
        self.may_nest = False
        lines += self.construction(cls)
        if base:
            for method in base.all_methods():
                if self.chance(0.5):
                    lines += self.method(cls, method, declared, True)
        for i in range(self.random.randrange(1, 4)):
            kind = self.random.choice(["def", "cdef", "cpdef"])
            types = tuple(self.any_parameter_type() for _ in range(self.random.randrange(3)))
            returns = PYTHON["object"] if kind == "def" else self.any_return_type()
            if returns.kind == "void":
                returns = INT
            self.returns = returns
            clause = "" if kind == "def" else self.clause_for(returns)
            optional = self.random.randrange(len(types) + 1) if self.chance(0.3) else 0
            lines += self.method(cls, Method(kind, "do{}_{}".format(number, i), types, optional, returns, clause), declared, False)
        lines += self.property_(cls, number)
        for name, parameters, use in self.random.sample(SPECIAL, self.random.randrange(1, 7)):
            lines += self.special(cls, name, parameters)
            cls.uses.append(use)
        if any("__eq__" in line for line in lines) and not any("__hash__" in line for line in lines):
            lines += ["    def __hash__(self):", "        return 7", ""]
        head = "cdef class {}{}:".format(cls.name, "({})".format(base.name) if base else "")
        cls.declaration = "\n".join([head] + declared)
        self.classes.append(cls)
        text = "\n".join([head] + ([] if self.declared_apart else declared) + [""] + lines).rstrip()
        if self.chance(0.5):
            text += "\n\n\n" + self.python_class(cls, number)
        return text

    def add_self(self, cls: Class) -> None:
        self.add_instance("self", cls)
        self.scope.instances = []

    def construction(self, cls: Class) -> List[str]:
        """`__cinit__`, `__init__` and `__dealloc__`, each with a trace."""
        lines = ["    def __cinit__(self, a=3, *args):", "        log('cinit {}', a)".format(cls.name)]
        for name, t in cls.attributes:
            if t.kind == "python":
                value = {"list": "[1, 2]", "str": "'s'", "dict": "{'k': 1}"}.get(t.name)
                if value or self.chance(0.4):
                    lines.append("        self.{} = {}".format(name, value or "a"))
            elif self.chance(0.7):
                lines.append("        self.{} = {}".format(name, self.number_of(t, 3).text))
        lines.append("")
        if self.chance(0.7):
            lines += ["    def __init__(self, a=1, b=None):"]
            if cls.base:
                lines.append("        " + self.random.choice(["super().__init__(a, b)", "{}.__init__(self, a, b)".format(cls.base.name), "pass"]))
            self.add_object("a", "object")
            self.add_object("b", "object")
            lines += ["        log('init {}', b)".format(cls.name)] + self.assign("        ") + self.assign_object("        ")
            self.reset()
            self.add_self(cls)
            lines.append("")
        elif not cls.base:
            lines += ["    def __init__(self, *args):", "        log('init', len(args))", ""]
        if self.chance(0.7):
            lines += ["    def __dealloc__(self):", "        log('dealloc {}', {})".format(cls.name, self.integer(2).text), ""]
        return lines

    def method(self, cls: Class, method: Method, declared: List[str], overrides: bool) -> List[str]:
        self.reset()
        lines = self.decorators("    ")
        self.add_self(cls)
        self.may_nest = method.kind == "def"
        self.returns, self.clause = method.returns, method.clause
        for i, t in enumerate(method.parameters):
            self.add_parameter("x{}".format(i), t)
        given = self.parameters_text(method.parameters, method.optional)
        head = "{} {}{}(self{})".format(method.kind, "" if method.kind == "def" else method.returns.name + " ", method.name, ", " + given if given else "")
        suffix = " " + method.clause if method.clause else ""
        if method.kind != "def" and self.declared_apart:
            bare = given
            if method.optional:
                bare = ", ".join(part.split("=")[0] + ("=*" if "=" in part else "") for part in given.split(", "))
                head = "{} {}{}(self, {})".format(method.kind, method.returns.name + " ", method.name, given)
            declared.append("    {} {} {}(self{}){}".format(method.kind, method.returns.name, method.name, ", " + bare if bare else "", suffix))
        own = []
        if overrides and self.chance(0.5):
            own.append("        log({}.{}(self{}))".format(cls.base.name, method.name, "".join(", x{}".format(i) for i in range(len(method.parameters)))))
        lines += ["    {}{}:".format(head, suffix)] + own + self.body("        ", 1, 4) + ["        " + self.return_(), ""]
        cls.methods.append(method)
        return lines

    def property_(self, cls: Class, number: int) -> List[str]:
        if self.chance(0.5):
            return []
        self.reset()
        self.add_self(cls)
        name = "total{}".format(number)
        lines = ["    @property", "    def {}(self):".format(name), "        return {}".format(self.element(1)), ""]
        cls.uses.append("@.{}".format(name))
        if self.chance(0.6):
            self.add_object("value", "object")
            lines += ["    @{}.setter".format(name), "    def {}(self, value):".format(name), "        log('set', value)"] + self.assign("        ") + [""]
            cls.uses.append("setattr(@, '{}', $)".format(name))
        return lines

    def special(self, cls: Class, name: str, parameters: str) -> List[str]:
        self.reset()
        self.add_self(cls)
        for parameter in parameters.split(", "):
            if parameter:
                self.add_object(parameter.split("=")[0], "object")
        kind = RESULTS.get(name, "object")
        value = {"small": lambda: self.fit(self.integer(1), 0, 9).text, "integer": lambda: self.fit(self.integer(1), 0, 2**30).text,
                 "truth": lambda: self.truth(1).text, "real": lambda: "float({})".format(self.real(1).text), "string": lambda: self.string(2),
                 "python integer": lambda: self.integer(1).text, "object": lambda: self.object_(1)}[kind]()
        if name == "__iter__":
            value = "iter({})".format(self.list_(2))
        if name in ("__eq__", "__lt__", "__add__", "__sub__", "__mul__", "__ge__", "__ne__") and self.chance(0.3):
            value = "NotImplemented if isinstance(other, str) else " + value
        body = self.statement("        ") if self.chance(0.3) else []
        fuel = ["        cdef int fuel = 5"] if any("fuel" in line for line in body) else []
        return ["    def {}(self{}):".format(name, ", " + parameters if parameters else "")] + fuel + [self.deeper(d) for d in self.declared] + body + [
            "        return {}".format(value), ""]

    @staticmethod
    def deeper(line: str) -> str:
        return "    " + line

    def python_class(self, base: Class, number: int) -> str:
        """A class of Python below an extension class, in the same module."""
        cls = Class("Sub{}".format(number), base, True)
        lines = ["class {}({}):".format(cls.name, base.name), "    extra = 5", ""]
        for method in base.all_methods():
            if method.kind != "cdef" and self.chance(0.6):
                names = ["x{}".format(i) for i in range(len(method.parameters))]
                defaults = ["{}={}".format(n, self.default(t)) if i >= len(names) - method.optional else n for i, (n, t) in enumerate(zip(names, method.parameters))]
                lines += ["    def {}(self{}):".format(method.name, "".join(", " + d for d in defaults)), "        log('{}.{}')".format(cls.name, method.name)]
                way = self.random.randrange(3)
                if way == 0:
                    lines.append("        return super().{}({})".format(method.name, ", ".join(names)))
                elif way == 1:
                    lines.append("        return {}".format(self.random.choice(["3", "None", "'x'", "self.extra", "2**70", "raise_()"])))
                else:
                    lines.append("        return {}.{}(self{})".format(base.name, method.name, "".join(", " + n for n in names)))
                lines.append("")
        if self.chance(0.5):
            lines += ["    def __del__(self):", "        log('del {}')".format(cls.name), ""]
        self.classes.append(cls)
        return "\n".join(lines).rstrip()
