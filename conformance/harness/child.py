"""Imports one built module and runs its tests; a program of its own, so that a crash takes nothing else along.

Usage: `python child.py doctest|unittest MODULE FILE RESULT.json`. The result holds the numbers of tests and of
doctest examples run, and the first failure. It is written before the interpreter ends, so that a crash at exit is
seen as a crash with a result. Needs only the standard library of the Python it runs in.
"""

import doctest
import importlib.machinery
import importlib.util
import io
import json
import sys
import traceback
import unittest


def load(name, path):
    """Imports the extension module in `path` under `name`."""
    loader = importlib.machinery.ExtensionFileLoader(name, path)
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module


def collect(kind, module):
    """The module's tests, and how many doctest examples they hold."""
    if kind == "unittest":
        return unittest.defaultTestLoader.loadTestsFromModule(module), 0
    suite = doctest.DocTestSuite(module)
    return suite, sum(len(test._dt_test.examples) for test in suite)


class Result(unittest.TestResult):
    """Keeps one short text per failing test."""

    def __init__(self):
        super().__init__()
        self.failed = []

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.failed.append((test.id(), summarize(err)))

    def addError(self, test, err):
        super().addError(test, err)
        self.failed.append((test.id(), summarize(err)))

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.failed.append((subtest.id(), summarize(err)))

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.failed.append((test.id(), "unexpected success"))


def summarize(err):
    """A failure as a few lines: doctest's report of the first failing example, or the exception."""
    text = "".join(traceback.format_exception_only(err[0], err[1]))
    if issubclass(err[0], doctest.DocTestCase.failureException) and "Failed example:" in text:
        return text[text.index("Failed example:"):][:1500]
    frames = traceback.extract_tb(err[2])[-1:]
    place = " at line %s" % frames[0].lineno if frames else ""
    return (text.strip() + place)[:1500]


def main(kind, name, path, report):
    outcome = {"tests": 0, "examples": 0, "skipped": 0, "failed": [], "import_error": None}
    try:
        module = load(name, path)
        suite, outcome["examples"] = collect(kind, module)
    except BaseException as error:  # Whatever a module's body raises is a result here, SystemExit too.
        outcome["import_error"] = summarize((type(error), error, error.__traceback__))
    else:
        result = Result()
        kept, sys.stdout = sys.stdout, io.StringIO()
        try:
            suite.run(result)
        finally:
            sys.stdout = kept
        outcome.update(tests=result.testsRun, failed=result.failed, skipped=len(result.skipped))
    with open(report, "w", encoding="utf-8", errors="backslashreplace") as out:
        json.dump(outcome, out)


if __name__ == "__main__":
    sys.path.pop(0)
    main(*sys.argv[1:5])
