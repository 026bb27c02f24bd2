"""What build scripts ask of files."""

from pyxide.translation import is_generated


def is_cython_generated_file(path, allow_failed=False, if_not_found=True):
    """Whether a file was written by a Cython compiler."""
    return is_generated(path, allow_failed, if_not_found)


def file_generated_by_this_cython(path):
    """Whether a file was written by this compiler."""
    return is_generated(path, if_not_found=False)
