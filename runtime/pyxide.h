/* All of the runtime's interface, for modules that are linked with its library.
 *
 * A file that carries the runtime in itself includes only the headers of the units it needs.
 */
#ifndef PYX_PYXIDE_H
#define PYX_PYXIDE_H
#include "arith.h"
#include "args.h"
#include "attr.h"
#include "call.h"
#include "class.h"
#include "compare.h"
#include "constant.h"
#include "container.h"
#include "convert.h"
#include "exc.h"
#include "function.h"
#include "fused.h"
#include "gen.h"
#include "gil.h"
#include "import.h"
#include "instance.h"
#include "iter.h"
#include "lock.h"
#include "match.h"
#include "module.h"
#include "number.h"
#include "object.h"
#include "print.h"
#include "pyclass.h"
#include "refnanny.h"
#include "scope.h"
#include "share.h"
#include "slots.h"
#include "str.h"
#include "template.h"
#include "traceback.h"
#include "with.h"
#endif
