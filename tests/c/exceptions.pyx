def ladder(a, b):
    return (a + b) * (a - b)

def handled(items):
    count = 0
    for x in items:
        try:
            count += int(x)
        except ValueError:
            continue
        except (TypeError, KeyError) as e:
            count -= 1
            if count < 0:
                break
    return count

def cleaned(f):
    while True:
        try:
            x = f()
            if x:
                continue
            if x is None:
                break
        finally:
            f.close()
    return f

def managed(lock, x):
    with lock:
        if x:
            return 1
    return 2


def counted(word):
    # Whatever the try statement fails at, `seen` has a value before it.
    seen = {}
    try:
        seen[word] += 1
    except KeyError:
        seen[word] = 1
    return seen
