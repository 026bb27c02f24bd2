from __future__ import annotations, print_function
import a
import a.b.c as d, e
from a import b
from a.b import (c as d, e,)
from a import *
from . import a
from .. import a
from ...a.b import c
from .... import a
