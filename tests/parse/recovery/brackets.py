a = (1, 2
b = [3
c = 4
def f(x,
      y:
    return x
d = {1: 2
e = 5
f(1, 2))
g = (1, 2]
h = 6
