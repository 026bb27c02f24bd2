def small(f):
    try:
        return f()
    finally:
        f.close()

def loop(items):
    for x in items:
        try:
            if x:
                continue
            break
        finally:
            x.done()
