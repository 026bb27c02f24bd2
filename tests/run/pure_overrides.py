"""A `def` in a class that the .pxd declares overrides the C method that the class inherits.

>>> Base().check(1), Sub().check(1), Plain().check(1)
(-2, 1, 1)
>>> Base().call(), Sub().call(), Plain().call()
('base', 'sub', 'base')
>>> Sub().ready()
True
>>> hasattr(Sub(), 'hidden')
False
"""


class Base:
    def ready(self):
        return False

    def check(self, x):
        return x if self.ready() else -2

    def hidden(self):
        return "base"

    def call(self):
        return self.hidden()


class Sub(Base):
    def ready(self):
        return True

    def hidden(self):
        return "sub"


class Plain(Base):
    def ready(self):
        return True

    def hidden(self):
        return "plain"
