"""The generator of random programs gives modules that Python runs, the same for the same seed."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from differential.__main__ import without_functions
from differential.programs import module


class Programs(unittest.TestCase):
    def test_same_seed_same_module(self):
        self.assertEqual(module(3, 4), module(3, 4))
        self.assertNotEqual(module(3, 4), module(4, 4))

    def test_python_runs_it(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "generated.py"
            path.write_text(module(5, 3) + "\nmain()\n")
            done = subprocess.run([sys.executable, "-W", "ignore", str(path)], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({line.split(" | ")[0] for line in done.stdout.splitlines()}, {"test0", "test1", "test2"})

    def test_refused_functions_are_left_out(self):
        text = 'x = 1\ndef test0(a):\n    return a\n\ndef test1(a):\n    return 1.5[a]\n\ndef main():\n    run("test0", test0)\n    run("test1", test1)\n'
        shorter = without_functions(text, {6})
        self.assertNotIn("test1", shorter)
        self.assertIn('run("test0", test0)', shorter)


if __name__ == "__main__":
    unittest.main()
