"""The command `cythonize` by pyxide."""

from pyxide.cythonize_command import main

if __name__ == "__main__":
    main()
