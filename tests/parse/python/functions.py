def f(): pass
def f(a, b: int = 1, /, c=2, *args: int, d, e: str = "x", **kw: dict) -> None:
    """Docstring."""
    return
def f(*, a): return a, *b
def f(*args: *Ts): pass
@decorator
@decorator(1).attr[x]
@(x := y)
def f(): pass
class A: x = 1
class A(B, C, metaclass=M, *args, **kw):
    def method(self): pass
@d
class A(): pass
async def f():
    await x
    async for i in y: pass
    async with a as b, c: pass
    return [await z async for z in w]
await_ = 1
def g[T: int = str, *Ts = *X, **P](x: T) -> T: pass
class G[T](Base[T]): pass
type X[T: (int, str)] = list[T]
