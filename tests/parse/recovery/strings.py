a = "unterminated
b = 'fine'
c = f"{x"
d = f"{}"
e = f"{a b}"
f = f"}"
g = f"{x!z}"
h = "\x1"
i = "\N{NO SUCH NAME}"
j = b"é"
k = bu"x"
l = "a" b"b"
m = f"{x!}"
n = 'fine'
o = """never
closed
