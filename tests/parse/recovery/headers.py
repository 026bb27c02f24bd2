if x = 1:
    a = 1 1
elif y:
    b = 2
else:
    c = = 3
while True
    pass
for x y:
    d = 4
try:
    pass
e = 5
else:
    pass
try:
    pass
except A
    pass
finally:
    pass
class A(:
    def f(self: pass
    def g(self): pass
def (x): pass
with open(x) as 1: pass
return
match x:
    case 1
        pass
    case 2: pass
    case 3 4: pass
x = 1
