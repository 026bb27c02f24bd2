if a:
pass
    x = 1
y = 2
def f():
        x = 1
    y = 2
        z = 3
w = 3
for x in y:
	a = 1
        b = 2
c = 3
