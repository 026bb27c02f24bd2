def catch(f):
    try:
        f()
    except ValueError as e:
        return e
    except (TypeError, KeyError):
        pass
    else:
        return 1

def again():
    raise ValueError("x") from None
