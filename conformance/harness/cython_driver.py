"""Translates one file with Cython itself, set up as its own test runner sets it up.

Usage (in an environment that has Cython): `python cython_driver.py SPEC.json`. The spec holds `source`, `output`,
`module`, `include`, `cplus`, `level`, `mode` and `tags`. Messages go to stderr; the exit status is 1 where there are errors.
"""

import json
import sys


def main(spec):
    from Cython.Compiler import Errors, Options
    from Cython.Compiler.Main import compile as translate

    Errors.LEVEL = 0  # every warning
    Options.warning_errors = "werror" in spec["tags"]
    Options.error_on_unknown_names = "allow_unknown_names" not in spec["tags"]
    if spec["mode"] == "run":
        Options.clear_to_none = False
    options = Options.CompilationOptions(
        Options.default_options,
        include_path=spec["include"],
        output_file=spec["output"],
        cplus=spec["cplus"],
        language_level=spec["level"],
        evaluate_tree_assertions=True,
        c_line_in_traceback=True,
        compiler_directives={"autotestdict": False},
    )
    result = translate(spec["source"], options=options, full_module_name=spec["module"])
    return 1 if result.num_errors else 0


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        sys.exit(main(json.load(file)))
