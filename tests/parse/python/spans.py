@decorator  # a comment
def f(a, b=1):
    """Doc."""
    if a:  # another
        return (a + b) * [x.y, z[0]]
    elif b: pass
    else:
        pass

x = "ab" 'cd'; y = f"a{b!r:>{c}}d"
class C(B):

    z: int = 0
# the end
