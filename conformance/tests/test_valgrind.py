"""What counts of a report of valgrind, and which files are the sample."""

import unittest

import valgrind

FRAME = "<frame><ip>0x1</ip><obj>{}</obj><fn>{}</fn><line>{}</line></frame>"


def error(kind, *frames, origin=()):
    stacks = ["".join(FRAME.format(*frame) for frame in stack) for stack in (frames, origin) if stack]
    text = "</stack><auxwhat>created</auxwhat><stack>".join(stacks)
    return "<error><kind>{}</kind><what>text of {}</what><stack>{}</stack></error>".format(kind, kind, text)


class Faults(unittest.TestCase):
    def test_only_errors_with_a_frame_of_the_module_count(self):
        module = ("/built/m.so", "f", 7)
        python = ("/usr/lib/libpython.so", "PyObject_Call", 3)
        report = error("InvalidRead", module, python) + error("UninitValue", python) + error("Leak_DefinitelyLost", python, module)
        report += error("UninitValue", ("/usr/lib/libpython.so", "_PyEval_EvalFrameDefault", 9), module)
        report += error("UninitValue", module, python, origin=[python])
        report += error("UninitCondition", module, python, origin=[python, module])
        found = valgrind.faults("<valgrindoutput>{}</valgrindoutput>".format(report), "/built/m.so")
        self.assertEqual([fault.kind for fault in found], ["InvalidRead", "Leak_DefinitelyLost", "UninitCondition"])
        self.assertEqual(str(found[0]), "InvalidRead: text of InvalidRead in f:7 < PyObject_Call:3")


class Sample(unittest.TestCase):
    def test_the_choice_changes_by_single_names(self):
        names = ["name%d" % i for i in range(100)]
        first = valgrind.smallest(names, 10, 0)
        second = valgrind.smallest([*names, "another"], 10, 0)
        self.assertEqual(first, sorted(first))
        self.assertGreaterEqual(len(set(first) & set(second)), 9)
        self.assertFalse(set(first) & set(valgrind.smallest(names, 10, 1)), "lots have nothing in common")


if __name__ == "__main__":
    unittest.main()
