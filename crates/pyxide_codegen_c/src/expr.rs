//! Operands, places and computations as C expressions.

use crate::func::FuncPrinter;
use crate::names::c_string;
use num_bigint::BigInt;
use pyxide_mir::{BinOp, Const, OpKind, Operand, Place, PlaceBase, Proj, Reg, Rvalue, Storage, UnOp};
use pyxide_types::cdecl::type_name;
use pyxide_types::{ClassId, FloatKind, IntKind, Type, TypeId, Types};
use std::iter::zip;

/// Precedence of a C expression, for parentheses. Higher binds tighter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Prec {
    Assign,
    Conditional,
    LogicalOr,
    LogicalAnd,
    Or,
    Xor,
    And,
    Equality,
    Relational,
    Shift,
    Additive,
    Multiplicative,
    Unary,
    Postfix,
}

/// A printed expression.
pub struct CExpr {
    pub text: String,
    pub prec: Prec,
}

impl CExpr {
    pub fn atom(text: impl Into<String>) -> CExpr {
        CExpr { text: text.into(), prec: Prec::Postfix }
    }

    /// The text, in parentheses if it binds less tightly than `min`.
    pub fn at(self, min: Prec) -> String {
        if self.prec < min { format!("({})", self.text) } else { self.text }
    }
}

fn binary_prec(op: BinOp) -> Prec {
    match op {
        BinOp::Mul | BinOp::Div | BinOp::Rem => Prec::Multiplicative,
        BinOp::Add | BinOp::Sub => Prec::Additive,
        BinOp::Shl | BinOp::Shr => Prec::Shift,
        BinOp::Lt | BinOp::Le | BinOp::Gt | BinOp::Ge => Prec::Relational,
        BinOp::Eq | BinOp::Ne => Prec::Equality,
        BinOp::And => Prec::And,
        BinOp::Xor => Prec::Xor,
        BinOp::Or => Prec::Or,
    }
}

impl<'a> FuncPrinter<'a> {
    pub fn types(&self) -> &'a Types {
        &self.cx.module.types
    }
}

impl FuncPrinter<'_> {
    pub fn operand(&self, o: &Operand) -> CExpr {
        match o {
            Operand::Reg(r) => self.reg(*r),
            Operand::Const(c) => self.constant(c),
        }
    }

    /// A register: its variable, or the folded computation.
    pub fn reg(&self, r: Reg) -> CExpr {
        if let Some((b, i)) = self.folds.get(r) {
            return match &self.f.blocks[b].ops[i].kind {
                OpKind::Assign { dst, value } => self.rvalue(value, self.f.reg(*dst).ty),
                OpKind::Call { callee, args, outs, .. } => {
                    let (text, ret) = self.call(callee, args, outs, self.f.blocks[b].ops[i].span);
                    self.convert(CExpr::atom(text), ret, self.f.reg(r).ty)
                }
                _ => unreachable!("only assignments and calls are folded"),
            };
        }
        CExpr::atom(self.lvalue(r))
    }

    /// The C variable of a register.
    pub fn lvalue(&self, r: Reg) -> String {
        match self.f.reg(r).storage {
            Storage::Frame(i) => {
                let scope = self.f.params[0];
                let Type::Scope(s) = self.types().kind(self.f.reg(scope).ty) else {
                    unreachable!("a generator's first parameter is its scope")
                };
                format!(
                    "{}->{}",
                    self.reg_names[scope.index()],
                    self.types().scopes[s.index()].fields[i].cname
                )
            }
            Storage::Arg(i) => format!("argv[{i}]"),
            Storage::Local => self.reg_names[r.index()].to_string(),
        }
    }

    pub fn operand_type(&self, o: &Operand) -> TypeId {
        self.cx.module.operand_type(self.f, o)
    }

    /// The operand as type `to`: object pointers and differing C pointers get a cast.
    pub fn operand_as(&self, o: &Operand, to: TypeId) -> CExpr {
        let from = self.operand_type(o);
        if let Operand::Const(Const::Null(_)) = o {
            return CExpr::atom("NULL");
        }
        // C converts any pointer to `void *` by itself, but for those to constants.
        let t = self.types();
        if t.pointee(to) == Some(Types::VOID)
            && let Some(Rvalue::Cast(x)) = self.folded(o)
            && let Type::Ptr(item) = t.get(t.unqualified(self.operand_type(x)))
            && !t.is_qualified(*item)
            && !matches!(t.get(*item), Type::Func(_))
        {
            return self.operand(x);
        }
        let e = self.operand(o);
        self.convert(e, from, to)
    }

    pub fn convert(&self, e: CExpr, from: TypeId, to: TypeId) -> CExpr {
        let t = self.types();
        let (a, b) = (t.unqualified(from), t.unqualified(to));
        if a == b || !needs_pointer_cast(t, a, b) {
            return e;
        }
        CExpr { text: format!("({}){}", type_name(t, b), e.at(Prec::Unary)), prec: Prec::Unary }
    }

    pub fn constant(&self, c: &Const) -> CExpr {
        let t = self.types();
        match c {
            Const::Int(v, ty) => self.int_literal(v, *ty),
            // Always a `double`, as in the source: C converts it to what it is used with.
            Const::Float(v, _) => {
                let text = float_literal(*v);
                let prec = if text.starts_with('-') { Prec::Unary } else { Prec::Postfix };
                CExpr { text, prec }
            }
            Const::Imaginary(v, _) => {
                CExpr { text: format!("{} * _Complex_I", float_literal(*v)), prec: Prec::Multiplicative }
            }
            Const::CStr(bytes) => CExpr::atom(c_string(bytes)),
            Const::Null(_) => CExpr::atom("NULL"),
            Const::None => CExpr::atom("Py_None"),
            Const::True => CExpr::atom("Py_True"),
            Const::False => CExpr::atom("Py_False"),
            Const::Ellipsis => CExpr::atom("Py_Ellipsis"),
            Const::NotImplemented => CExpr::atom("Py_NotImplemented"),
            Const::Object(k) => CExpr::atom(self.cx.const_ref(*k)),
            Const::BuiltinType(b) => {
                let object = b.c_type_object();
                let text = match object.strip_prefix("*(PyTypeObject *)") {
                    Some(exception) => exception.to_string(),
                    None => format!("(PyObject *)&{object}"),
                };
                CExpr { text, prec: Prec::Unary }
            }
            Const::Api(name) => CExpr::atom(name.as_str()),
            Const::TypeObject(c) => {
                CExpr { text: format!("(PyObject *){}", self.cx.type_ptr(*c)), prec: Prec::Unary }
            }
            Const::Module => CExpr::atom("pyx_mod.module"),
            Const::Static(s) => CExpr::atom(self.cx.static_name(*s)),
            Const::PyFunc(p) => {
                CExpr { text: format!("(void *)&{}", self.cx.pyfunc_def(*p)), prec: Prec::Unary }
            }
            Const::CFunc(c) => {
                CExpr { text: format!("(void *){}", self.cx.cfunc_ref(*c)), prec: Prec::Unary }
            }
            Const::Func(f) => CExpr {
                text: format!("(void *){}", self.cx.module.functions[f.index()].name),
                prec: Prec::Unary,
            },
            Const::Named(name, _) => {
                let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
                CExpr { text: name.to_string(), prec: if plain { Prec::Postfix } else { Prec::Assign } }
            }
            Const::SizeOf(ty) => CExpr::atom(format!("sizeof({})", type_name(t, *ty))),
        }
    }

    fn int_literal(&self, v: &BigInt, ty: TypeId) -> CExpr {
        use IntKind::*;
        let t = self.types();
        // C++ converts no integer to an enum by itself.
        if self.cx.module.cplus && matches!(t.kind(ty), Type::Enum(_)) {
            return CExpr { text: format!("({}){v}", type_name(t, t.unqualified(ty))), prec: Prec::Unary };
        }
        let kind = t.int_kind(ty).unwrap_or(Int);
        let suffix = match kind {
            UInt => "u",
            Long => "L",
            ULong => "UL",
            LongLong => "LL",
            ULongLong => "ULL",
            _ => "",
        };
        let small = *v >= BigInt::from(i32::MIN + 1) && *v <= BigInt::from(i32::MAX);
        // Assignments and arithmetic convert small literals by themselves.
        let suffix = match (small, suffix, kind) {
            (true, "L" | "LL", _) => "",
            (false, "", PySsizeT | SsizeT | PtrdiffT | PyHashT) => "LL",
            (false, "", SizeT) => "ULL",
            (false, "", Int | Bint) if *v > BigInt::from(u32::MAX) || *v < BigInt::from(i32::MIN) => "LL",
            (_, s, _) => s,
        };
        if *v == BigInt::from(i64::MIN) {
            return CExpr { text: "(-9223372036854775807LL - 1)".into(), prec: Prec::Postfix };
        }
        let prec = if v.sign() == num_bigint::Sign::Minus { Prec::Unary } else { Prec::Postfix };
        CExpr { text: format!("{v}{suffix}"), prec }
    }

    /// The C text of a place, as an lvalue.
    pub fn place(&self, place: &Place) -> CExpr {
        let t = self.types();
        let (mut e, mut ty) = match place.base {
            PlaceBase::Reg(r) => (self.reg(r), self.f.reg(r).ty),
            PlaceBase::CVar(v) => (CExpr::atom(self.cx.cvar_ref(v)), self.cx.module.cvars[v.index()].ty),
            PlaceBase::Static(s) => {
                (CExpr::atom(self.cx.static_name(s)), self.cx.module.statics[s.index()].ty)
            }
        };
        let mut path = place.path.iter().peekable();
        while let Some(p) = path.next() {
            match p {
                Proj::Deref => {
                    let to = t.pointee(ty).unwrap_or(Types::ERROR);
                    // `(*p).x` is `p->x`.
                    if let Some(Proj::Field(s, i)) = path.peek() {
                        let field =
                            &t.structs[s.index()].fields.as_ref().expect("fields of a complete struct")[*i];
                        e = CExpr::atom(format!("{}->{}", e.at(Prec::Postfix), field.cname));
                        ty = field.ty;
                        path.next();
                        continue;
                    }
                    e = CExpr { text: format!("*{}", e.at(Prec::Unary)), prec: Prec::Unary };
                    ty = to;
                }
                Proj::Field(s, i) => {
                    let field =
                        &t.structs[s.index()].fields.as_ref().expect("fields of a complete struct")[*i];
                    e = CExpr::atom(format!("{}.{}", e.at(Prec::Postfix), field.cname));
                    ty = field.ty;
                }
                Proj::ClassField(c, i) => {
                    let base = self.instance(e, ty, *c);
                    let field = &t.classes[c.index()].fields[*i];
                    e = CExpr::atom(format!("{base}{}", field.cname));
                    ty = field.ty;
                }
                Proj::ScopeField(s, i) => {
                    let field = &t.scopes[s.index()].fields[*i];
                    let typed = matches!(t.kind(ty), Type::Scope(own) if own == s);
                    let base = if typed {
                        e.at(Prec::Postfix)
                    } else {
                        format!("(({} *){})", t.scopes[s.index()].cname, e.at(Prec::Unary))
                    };
                    e = CExpr::atom(format!("{base}->{}", field.cname));
                    ty = field.ty;
                }
                Proj::TupleItem(i) => {
                    e = CExpr::atom(format!("{}.f{i}", e.at(Prec::Postfix)));
                    ty = match t.kind(ty) {
                        Type::CTuple(items) => items[*i],
                        _ => Types::ERROR,
                    };
                }
                Proj::Index(i) => {
                    let index = self.operand(i).at(Prec::Assign);
                    e = CExpr::atom(format!("{}[{index}]", e.at(Prec::Postfix)));
                    ty = t.pointee(ty).unwrap_or(Types::ERROR);
                }
            }
        }
        e
    }

    /// Access prefix for a member that class `owner` declares, of an instance whose static type is `ty`:
    /// `self->` or `self->base.base.`.
    pub fn instance(&self, e: CExpr, ty: TypeId, owner: ClassId) -> String {
        let t = self.types();
        let mut at = match t.kind(ty) {
            Type::Class(c) if t.is_subclass(*c, owner) => *c,
            _ => {
                return format!("(({} *){})->", t.classes[owner.index()].struct_cname, e.at(Prec::Unary));
            }
        };
        let mut out = format!("{}->", e.at(Prec::Postfix));
        while at != owner {
            out.push_str("__pyx_base.");
            at = t.class_of(t.classes[at.index()].base).expect("owner is among the bases");
        }
        out
    }

    /// Whether a cast of the operand changes nothing: the type has the same spelling in C, and C does not compute in a wider
    /// one what is printed in place.
    fn is_cast_to_itself(&self, o: &Operand, to: TypeId) -> bool {
        let t = self.types();
        let (a, b) = (t.unqualified(self.operand_type(o)), t.unqualified(to));
        let variable = o.reg().is_some_and(|r| !self.folds.is_folded(r));
        let wide = t.is_object(a)
            || t.is_pointer(a)
            || matches!(
                t.get(a),
                Type::Int(IntKind::Int | IntKind::Bint | IntKind::Long | IntKind::PySsizeT)
            );
        (variable || wide)
            && (a == b
                || type_name(t, a) == type_name(t, b)
                || adds_const(t, a, b)
                || same_functions(t, a, b))
    }

    /// Arithmetic in a wider type on values of type `to`, of which a cast keeps the low bits: the same arithmetic in `to`,
    /// since integers wrap around (`-fwrapv`).
    pub fn narrowed<'s>(&'s self, o: &Operand, to: TypeId) -> Option<(BinOp, &'s Operand, &'s Operand)> {
        let t = self.types();
        let kind = |ty: TypeId| match t.get(t.unqualified(ty)) {
            Type::Int(k) => Some(*k),
            _ => None,
        };
        let Some(Rvalue::Binary(op @ (BinOp::Add | BinOp::Sub | BinOp::Mul), a, b)) = self.folded(o) else {
            return None;
        };
        let (narrow, wide) = (kind(to)?, kind(self.operand_type(o))?);
        if !matches!(narrow, IntKind::Int | IntKind::Long) || wide.size() < narrow.size() {
            return None;
        }
        let small = |o: &Operand| matches!(o, Operand::Const(Const::Int(v, _)) if i32::try_from(v).is_ok());
        let inner = |o: &'s Operand| match self.folded(o) {
            Some(Rvalue::Cast(x)) if kind(self.operand_type(x)) == Some(narrow) => Some(x),
            _ => small(o).then_some(o),
        };
        let (x, y) = (inner(a)?, inner(b)?);
        (!small(x) || !small(y)).then_some((*op, x, y))
    }

    /// A computation whose result is of type `ty`.
    pub fn rvalue(&self, v: &Rvalue, ty: TypeId) -> CExpr {
        let t = self.types();
        match v {
            Rvalue::Use(o) => self.operand_as(o, ty),
            Rvalue::Load(p) => {
                let from = self.cx.module.place_type(self.f, p);
                let e = self.place(p);
                self.convert(e, from, ty)
            }
            Rvalue::AddrOf(p) => {
                let e = self.place(p);
                let from = self.cx.module.place_type(self.f, p);
                let text = format!("&{}", e.at(Prec::Unary));
                let exact = t.pointee(ty).is_some_and(|to| t.unqualified(to) == t.unqualified(from));
                if exact {
                    CExpr { text, prec: Prec::Unary }
                } else {
                    CExpr { text: format!("({}){text}", type_name(t, t.unqualified(ty))), prec: Prec::Unary }
                }
            }
            Rvalue::Unary(UnOp::Not, o) if let Some(inverse) = self.inverse(o) => inverse,
            Rvalue::Unary(op, o) => {
                let symbol = match op {
                    UnOp::Neg => "-",
                    UnOp::Invert => "~",
                    UnOp::Real => "__real__ ",
                    UnOp::Imag => "__imag__ ",
                    UnOp::Not => "!",
                };
                let e = self.operand(o).at(Prec::Unary);
                let space = if symbol == "-" && e.starts_with('-') { " " } else { "" };
                CExpr { text: format!("{symbol}{space}{e}"), prec: Prec::Unary }
            }
            Rvalue::Binary(BinOp::Rem, a, b) if t.is_float(self.operand_type(a)) => {
                let name = match t.kind(self.operand_type(a)) {
                    Type::Float(FloatKind::Float) => "fmodf",
                    Type::Float(FloatKind::LongDouble) => "fmodl",
                    _ => "fmod",
                };
                let (a, b) = (self.operand(a).at(Prec::Assign), self.operand(b).at(Prec::Assign));
                CExpr::atom(format!("{name}({a}, {b})"))
            }
            Rvalue::Binary(op, a, b) => {
                let prec = binary_prec(*op);
                let (ta, tb) = (self.operand_type(a), self.operand_type(b));
                let mut left = self.operand(a);
                let mut right = self.operand(b);
                if matches!(op, BinOp::Shl | BinOp::Shr) && matches!(a, Operand::Const(Const::Int(..))) {
                    // A shift has the type of its left operand, which a bare literal does not say.
                    let text = format!("({}){}", type_name(t, t.unqualified(ta)), left.at(Prec::Unary));
                    left = CExpr { text, prec: Prec::Unary };
                }
                if op.is_comparison() && (t.is_object(ta) || t.is_object(tb)) && ta != tb {
                    left = self.operand_as(a, Types::OBJECT);
                    right = self.operand_as(b, Types::OBJECT);
                }
                // Bitwise and shift operators have surprising precedence, and a comparison of comparisons looks like
                // Python's chain: readers want the parentheses.
                let inner = match op {
                    BinOp::And | BinOp::Or | BinOp::Xor | BinOp::Shl | BinOp::Shr => Prec::Unary,
                    _ if op.is_comparison() => Prec::Shift,
                    _ => prec,
                };
                let next = match inner {
                    Prec::Additive => Prec::Multiplicative,
                    Prec::Multiplicative => Prec::Unary,
                    other => other,
                };
                CExpr { text: format!("{} {} {}", left.at(inner), op.c_symbol(), right.at(next)), prec }
            }
            Rvalue::Cast(o) if self.is_cast_to_itself(o, ty) => self.operand(o),
            Rvalue::Cast(o) if let Some((op, a, b)) = self.narrowed(o, ty) => {
                self.rvalue(&Rvalue::Binary(op, a.clone(), b.clone()), ty)
            }
            Rvalue::Cast(o) => {
                let e = self.operand(o).at(Prec::Unary);
                CExpr { text: format!("({}){e}", type_name(t, t.unqualified(ty))), prec: Prec::Unary }
            }
            Rvalue::Aggregate(items) => {
                let value = |o: &Operand| self.operand(o).at(Prec::Assign);
                let fields = match t.kind(ty) {
                    Type::Struct(s) => t.structs[s.index()].fields.as_ref(),
                    _ => None,
                };
                let items: Vec<String> = match fields {
                    // By name: a header may have more fields, and in another order, than its declaration.
                    Some(fields) => zip(items, fields)
                        .filter_map(|(i, f)| i.as_ref().map(|o| format!(".{} = {}", f.cname, value(o))))
                        .collect(),
                    None => items.iter().map(|i| i.as_ref().map_or("0".into(), value)).collect(),
                };
                let body = if items.is_empty() { "0".to_string() } else { items.join(", ") };
                CExpr::atom(format!("({}){{{body}}}", type_name(t, t.unqualified(ty))))
            }
            Rvalue::Method(object, c, m) => {
                let method = &t.classes[c.index()].methods[*m];
                let vtab = self.vtable_of(object, *c, method.introduced_by);
                CExpr::atom(format!("{vtab}->{}", method.cname))
            }
            Rvalue::Select(c, a, b) => {
                let c = self.operand(c).at(Prec::Or);
                let (a, b) = (
                    self.operand_as(a, ty).at(Prec::Conditional),
                    self.operand_as(b, ty).at(Prec::Conditional),
                );
                CExpr { text: format!("{c} ? {a} : {b}"), prec: Prec::Conditional }
            }
        }
    }
}

/// C makes pointers to constant values of others by itself. A cast would fix the `const`, which the header that declares a
/// function may have elsewhere.
fn adds_const(t: &Types, from: TypeId, to: TypeId) -> bool {
    match (t.get(from), t.get(to)) {
        (Type::Ptr(a), Type::Ptr(b)) => matches!(t.get(*b), Type::Const(c) if c == a),
        _ => false,
    }
}

/// Pointers to functions from one type to another that has no name and the same parameters: how exceptions are told is
/// nothing to C, and a header may know the named type better than its declaration does.
fn same_functions(t: &Types, from: TypeId, to: TypeId) -> bool {
    let is_function = |id| matches!(t.kind(id), Type::Ptr(f) if matches!(t.kind(*f), Type::Func(_)));
    matches!(t.get(to), Type::Ptr(_))
        && is_function(from)
        && is_function(to)
        && type_name(t, t.resolve(from)) == type_name(t, to)
}

/// C accepts the conversion only with a cast (or warns).
fn needs_pointer_cast(t: &Types, from: TypeId, to: TypeId) -> bool {
    let c_struct = |id: TypeId| match t.kind(id) {
        Type::Class(c) => Some((0, c.0)),
        Type::Scope(s) => Some((1, s.0)),
        Type::Object | Type::Builtin(_) => Some((2, 0)),
        _ => None,
    };
    match (c_struct(from), c_struct(to)) {
        (Some(a), Some(b)) => a != b,
        (Some(_), None) => t.is_pointer(to),
        (None, Some(_)) => t.is_pointer(from),
        (None, None) => {
            if from == Types::NULL {
                return false;
            }
            match (t.kind(from), t.kind(to)) {
                (Type::Ptr(_), Type::Ptr(_)) if same_functions(t, from, to) => false,
                (Type::Ptr(a), Type::Ptr(b)) => {
                    // C converts `void *` and adds `const` by itself.
                    let (ua, ub) = (t.unqualified(*a), t.unqualified(*b));
                    let drops_const = t.is_qualified(*a) && !t.is_qualified(*b);
                    drops_const || ua != ub && ub != Types::VOID
                }
                _ => false,
            }
        }
    }
}

/// A C literal with the same value.
pub fn float_literal(v: f64) -> String {
    if v.is_nan() {
        "Py_NAN".into()
    } else if v.is_infinite() {
        if v > 0.0 { "Py_HUGE_VAL".into() } else { "-Py_HUGE_VAL".into() }
    } else {
        // Rust prints the shortest text that reads back as the same value.
        format!("{v:?}")
    }
}
