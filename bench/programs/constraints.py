"""One-way constraints with strengths, planned and re-run: polymorphic methods and object graphs."""

REQUIRED, STRONG, NORMAL, WEAK = range(4)


class Variable:
    __slots__ = ("name", "value", "owner", "users", "mark", "strength")

    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.owner = None
        self.users = []
        self.mark = 0
        self.strength = WEAK + 1


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.output = None

    def inputs(self):
        return ()

    def candidates(self):
        return ()

    def execute(self):
        pass

    def choose(self, mark):
        best = None
        for variable in self.candidates():
            if variable.mark != mark and variable.strength > self.strength:
                if best is None or variable.strength > best.strength:
                    best = variable
        return best

    def attach(self, planner):
        for variable in set(self.inputs()) | set(self.candidates()):
            variable.users.append(self)
        planner.add(self)


class Stay(Constraint):
    def __init__(self, variable, strength):
        super().__init__(strength)
        self.variable = variable

    def candidates(self):
        return (self.variable,)


class Edit(Stay):
    def __init__(self, variable, strength):
        super().__init__(variable, strength)
        self.value = variable.value

    def execute(self):
        self.variable.value = self.value


class Equal(Constraint):
    def __init__(self, first, second, strength):
        super().__init__(strength)
        self.first = first
        self.second = second

    def candidates(self):
        return (self.first, self.second)

    def inputs(self):
        if self.output is None:
            return ()
        return (self.second,) if self.output is self.first else (self.first,)

    def execute(self):
        if self.output is self.second:
            self.second.value = self.first.value
        else:
            self.first.value = self.second.value


class Scale(Equal):
    def __init__(self, first, factor, offset, second, strength):
        super().__init__(first, second, strength)
        self.factor = factor
        self.offset = offset

    def execute(self):
        if self.output is self.second:
            self.second.value = self.first.value * self.factor + self.offset
        else:
            self.first.value = (self.second.value - self.offset) // self.factor


class Planner:
    def __init__(self):
        self.constraints = []
        self.marks = 0

    def add(self, constraint):
        self.constraints.append(constraint)
        self.marks += 1
        pending = [constraint]
        while pending:
            current = pending.pop()
            target = current.choose(self.marks)
            if target is None:
                continue
            loser = target.owner
            if loser is not None:
                loser.output = None
                pending.append(loser)
            target.owner = current
            target.strength = current.strength
            target.mark = self.marks
            current.output = target

    def plan(self):
        order, done = [], set()
        remaining = [c for c in self.constraints if c.output is not None]
        while remaining:
            later = []
            for constraint in remaining:
                for variable in constraint.inputs():
                    if variable.owner is not None and variable.owner not in done:
                        later.append(constraint)
                        break
                else:
                    done.add(constraint)
                    order.append(constraint)
            if len(later) == len(remaining):
                break
            remaining = later
        return order


def chain(length):
    planner = Planner()
    variables = [Variable("v%d" % n, 0) for n in range(length)]
    for left, right in zip(variables, variables[1:]):
        Equal(left, right, REQUIRED).attach(planner)
    Stay(variables[-1], WEAK).attach(planner)
    edit = Edit(variables[0], STRONG)
    edit.attach(planner)
    order = planner.plan()
    for value in range(60):
        edit.value = value
        for constraint in order:
            constraint.execute()
    return sum([variable.value for variable in variables])


def projection(length):
    planner = Planner()
    total = 0
    for number in range(length):
        source = Variable("s", number)
        target = Variable("t", number)
        Stay(source, NORMAL).attach(planner)
        Scale(source, 10, 1000, target, REQUIRED).attach(planner)
        total += target.value
    for constraint in planner.plan():
        constraint.execute()
    for constraint in planner.constraints:
        if constraint.output is not None:
            total += constraint.output.value
    return total


def run(length):
    return chain(length), projection(length)
