"""Exceptions raised, caught, chained and passed through `finally` and `with`."""


class Refused(ValueError):
    def __init__(self, code):
        super().__init__("refused %d" % code)
        self.code = code


class Guard:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log[0] += 1
        return self

    def __exit__(self, kind, value, trace):
        self.log[1] += 1
        return kind is KeyError


def risky(number):
    if number % 7 == 0:
        raise Refused(number)
    if number % 5 == 0:
        raise KeyError(number)
    if number % 3 == 0:
        return [1, 2, 3][number % 6]
    return number


def attempt(number, log):
    try:
        with Guard(log):
            return risky(number)
        return -1
    except Refused as error:
        return error.code % 11
    except (IndexError, TypeError):
        return 1
    finally:
        log[2] += 1


def nested(number):
    try:
        try:
            int("x" * (number % 3))
        except ValueError as error:
            raise RuntimeError("outer") from error
    except RuntimeError as error:
        return len(str(error)) + len(str(error.__cause__))
    else:
        return 0


def run(count):
    log = [0, 0, 0]
    total = 0
    for number in range(count):
        total += attempt(number, log)
        if number % 4 == 0:
            total += nested(number)
        try:
            total += (1, 2)[number % 3]
        except IndexError:
            total -= 1
    return total, log
