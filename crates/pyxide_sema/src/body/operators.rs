//! Unary and binary operators: C arithmetic where both operands are C numbers, pointer arithmetic, else Python's.
//!
//! ```text
//! int + int            Binary(Add) : int
//! int / int            Binary(TrueDiv) : double          (level 3)
//! int * object         both as objects, Binary(Mul) : object
//! double* + int        Binary(Add, double*, Py_ssize_t) : double*
//! ```

use super::types::{self, display};
use super::{Body, constant, mk};
use num_traits::Signed;
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{ArithFlags, BinOp, Coercion, Expr, ExprKind, UnOp};
use pyxide_syntax::ast::{self, BinaryOp, UnaryOp};
use pyxide_types::{BuiltinType, ComplexKind, IntKind, Type, TypeId, Types};

impl<'ast> Body<'_, 'ast, '_> {
    pub(super) fn arith_flags(&self) -> ArithFlags {
        ArithFlags {
            cdivision: self.dirs.cdivision(),
            overflowcheck: self.dirs.overflowcheck(),
            cpow: self.dirs.cpow(),
            nogil: self.nogil,
        }
    }

    pub(super) fn bin_op(&self, op: BinaryOp) -> BinOp {
        match op {
            BinaryOp::Add => BinOp::Add,
            BinaryOp::Sub => BinOp::Sub,
            BinaryOp::Mul => BinOp::Mul,
            BinaryOp::MatMul => BinOp::MatMul,
            BinaryOp::Div if self.py2() && !self.true_division => BinOp::ClassicDiv,
            BinaryOp::Div => BinOp::TrueDiv,
            BinaryOp::FloorDiv => BinOp::FloorDiv,
            BinaryOp::Mod => BinOp::Mod,
            BinaryOp::Pow => BinOp::Pow,
            BinaryOp::LeftShift => BinOp::LShift,
            BinaryOp::RightShift => BinOp::RShift,
            BinaryOp::BitAnd => BinOp::And,
            BinaryOp::BitXor => BinOp::Xor,
            BinaryOp::BitOr => BinOp::Or,
        }
    }

    /// `left op right` of analysed operands.
    pub(super) fn binary(&mut self, span: Span, op: BinaryOp, left: Expr, right: Expr) -> Expr {
        if left.ty == Types::ERROR || right.ty == Types::ERROR {
            return self.opaque(span, Types::ERROR, "operator", vec![left, right]);
        }
        let mut hir_op = self.bin_op(op);
        let t = self.types();
        if hir_op == BinOp::TrueDiv && self.dirs.cdivision() && t.is_int(left.ty) && t.is_int(right.ty) {
            // C's own division.
            hir_op = BinOp::ClassicDiv;
        }
        if self.is_python_operation(op, &left, &right) {
            return self.python_binary(span, hir_op, left, right);
        }
        if let Some(folded) = self.fold_c_integers(hir_op, &left, &right) {
            return folded;
        }
        // A number too large to be written into the module is computed when it is wanted.
        if let (ExprKind::Int(a), ExprKind::Int(b)) = (&left.kind, &right.kind)
            && matches!(hir_op, BinOp::Pow | BinOp::LShift | BinOp::Mul)
            && !b.is_negative()
            && constant::integer(hir_op, a, b).is_none()
        {
            return self.python_binary(span, hir_op, left, right);
        }
        let Some(ty) = self.c_result_type(hir_op, &left, &right) else {
            return self.invalid_binary(span, op, &left, &right);
        };
        if ty == Types::OBJECT {
            return self.python_binary(span, hir_op, left, right);
        }
        if ty == Types::ERROR {
            return self.opaque(span, ty, "operator", vec![left, right]);
        }
        let t = self.types();
        let mut flags = self.arith_flags();
        let (left, right) = if t.is_pointer(ty) {
            if t.is_pointer(left.ty) {
                (self.decayed(left), self.coerce(right, Types::SSIZE))
            } else {
                // `1 + p` is written as `p + 1`.
                (self.decayed(right), self.coerce(left, Types::SSIZE))
            }
        } else if t.is_pointer(left.ty) {
            (self.decayed(left), self.decayed(right))
        } else {
            if let Some(narrow) = self.machine_operation(hir_op, &left, &right, ty) {
                let (left, right) = (self.coerce(left, narrow), self.coerce(right, narrow));
                let value =
                    mk(span, narrow, ExprKind::Binary(hir_op, Box::new(left), Box::new(right), flags));
                return self.widened(value, ty);
            }
            (self.coerce(left, ty), self.coerce(right, ty))
        };
        if hir_op == BinOp::Pow && t_is_int(self.types(), ty) {
            flags.cpow = true;
        }
        if let Some(folded) = constant::binary(hir_op, &left, &right, ty)
            && self.types().is_float(ty)
        {
            return folded;
        }
        let divides = matches!(hir_op, BinOp::FloorDiv | BinOp::Mod | BinOp::ClassicDiv);
        if divides
            && self.dirs.is_on(crate::directives::Directive::CdivisionWarnings)
            && !self.nogil
            && types::is_signed(self.types(), ty)
            && t_is_int(self.types(), ty)
        {
            return self.warned_division(span, hir_op, left, right, flags);
        }
        mk(span, ty, ExprKind::Binary(hir_op, Box::new(left), Box::new(right), flags))
    }

    /// A division under `cdivision_warnings`: operands of different signs are where C and Python differ.
    fn warned_division(
        &mut self,
        span: Span,
        op: BinOp,
        left: Expr,
        right: Expr,
        flags: pyxide_hir::ArithFlags,
    ) -> Expr {
        use pyxide_hir::{CmpOp, Comparison};
        let ty = left.ty;
        let (set_left, left) = self.reuse(left);
        let (set_right, right) = self.reuse(right);
        let compare = |op, first: Expr, second: Expr, ty| {
            let rest = vec![Comparison { op, right: second, ty, left_coerce: None, right_coerce: None }];
            mk(span, Types::BINT, ExprKind::Compare { first: Box::new(first), rest })
        };
        let zero = mk(span, ty, ExprKind::Int(0.into()));
        let negative = |e: &Expr| compare(CmpOp::Lt, e.clone(), zero.clone(), ty);
        let differ = compare(CmpOp::Ne, negative(&left), negative(&right), Types::BINT);
        let sources = self.cx.loader.sources();
        let line = sources.line(span);
        // Only the last part: where the sources lie is nobody's business.
        let path = sources.get(span.file).map_or("", |f| f.path.as_str());
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let file = mk(span, Types::CONST_CHAR_PTR, ExprKind::CString(name.as_bytes().to_vec()));
        let line = mk(span, Types::INT, ExprKind::Int(line.into()));
        let warn = ExprKind::Prim(pyxide_types::Prim::WarnDivision, vec![file, line]);
        let warn = mk(span, Types::INT, warn);
        let warn = super::mk_stmt(span, pyxide_hir::StmtKind::Expr(warn));
        let test = pyxide_hir::StmtKind::If { arms: vec![(differ, vec![warn])], orelse: vec![] };
        let mut stmts: Vec<_> = set_left.into_iter().chain(set_right).collect();
        stmts.push(super::mk_stmt(span, test));
        let value = ExprKind::Binary(op, Box::new(left), Box::new(right), flags);
        self.with_stmts(stmts, mk(span, ty, value))
    }

    fn decayed(&mut self, e: Expr) -> Expr {
        let ty = types::decay(&mut self.cx.types, e.ty);
        if matches!(self.types().kind(e.ty), Type::Array(..)) {
            let span = e.span;
            return mk(span, ty, ExprKind::Coerce(Coercion::CCast, Box::new(e)));
        }
        e
    }

    pub(super) fn is_python_operation(&self, op: BinaryOp, left: &Expr, right: &Expr) -> bool {
        let t = self.types();
        let either = |f: &dyn Fn(TypeId) -> bool| f(left.ty) || f(right.ty);
        if op == BinaryOp::MatMul || either(&|ty| t.is_object(ty) || matches!(t.kind(ty), Type::CTuple(_))) {
            return true;
        }
        let bitwise = matches!(op, BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor);
        if !bitwise && either(&|ty| types::is_unicode_char(t, ty)) {
            return true;
        }
        match op {
            BinaryOp::Add => types::is_c_string(t, left.ty) && types::is_c_string(t, right.ty),
            BinaryOp::Mod => either(&|ty| types::is_c_string(t, ty)),
            BinaryOp::Mul => {
                types::is_c_string(t, left.ty) && t.is_int(right.ty)
                    || types::is_c_string(t, right.ty) && t.is_int(left.ty)
            }
            _ => false,
        }
    }

    /// The C type of the result; `Object` where C has no fitting operation but Python has; `None`: an error.
    fn c_result_type(&mut self, op: BinOp, left: &Expr, right: &Expr) -> Option<TypeId> {
        let t = &mut self.cx.types;
        let (a, b) = (left.ty, right.ty);
        match op {
            BinOp::Add if t.is_pointer(a) && t.is_int(b) => return Some(types::decay(t, a)),
            BinOp::Add if t.is_pointer(b) && t.is_int(a) => return Some(types::decay(t, b)),
            BinOp::Sub if t.is_pointer(a) && t.is_int(b) => return Some(types::decay(t, a)),
            BinOp::Sub if t.is_pointer(a) && t.is_pointer(b) => return Some(Types::PTRDIFF),
            _ => {}
        }
        if !t.is_numeric(a) || !t.is_numeric(b) {
            return None;
        }
        let integers_only = matches!(op, BinOp::And | BinOp::Or | BinOp::Xor | BinOp::LShift | BinOp::RShift);
        if integers_only && !(t.is_int(a) && t.is_int(b)) {
            return None;
        }
        if matches!(op, BinOp::And | BinOp::Or | BinOp::Xor) && types::is_bint(t, a) && types::is_bint(t, b) {
            return Some(Types::BINT);
        }
        // A type whose width and sign only C knows is shifted as it is.
        if matches!(op, BinOp::LShift | BinOp::RShift)
            && matches!(t.layout(a), pyxide_types::Layout::Macro)
            && right.is_constant()
        {
            return Some(t.unqualified(a));
        }
        let common = types::arithmetic(t, a, b);
        if types::is_complex(t, common) && matches!(op, BinOp::FloorDiv | BinOp::Mod) {
            return None;
        }
        // Division that does not truncate is done in doubles, unless a float says how wide it is.
        if op == BinOp::TrueDiv && !self.dirs.cdivision() {
            let t = &mut self.cx.types;
            if !t.is_float(a) && !t.is_float(b) {
                return Some(types::widest(t, common, Types::DOUBLE));
            }
        }
        if op == BinOp::Pow {
            let ty = self.pow_type(left, right, common);
            if matches!(self.types().kind(ty), Type::Complex(ComplexKind::Int(_))) {
                self.error(codes::INVALID_OPERATION, left.span, "complex int powers not supported");
                return Some(Types::ERROR);
            }
            return Some(ty);
        }
        Some(common)
    }

    /// `**` keeps the operands' type under `cpow`, and where the result is one of theirs anyway. A signed exponent may
    /// be negative, which takes a double; a float base may be negative too, which with a fractional exponent gives a
    /// complex number.
    fn pow_type(&mut self, left: &Expr, right: &Expr, common: TypeId) -> TypeId {
        let t = &mut self.cx.types;
        if self.dirs.cpow() {
            return common;
        }
        let is_int = t.is_int(right.ty);
        let (whole, may_be_negative) = match &right.kind {
            ExprKind::Int(n) => (true, n.is_negative()),
            ExprKind::Float(x) => (x.fract() == 0.0, false),
            _ => (is_int, is_int && types::is_signed(t, right.ty)),
        };
        let positive_base = match &left.kind {
            ExprKind::Int(n) => !n.is_negative(),
            ExprKind::Float(x) => *x >= 0.0,
            _ => t.is_int(left.ty) && !types::is_signed(t, left.ty),
        };
        if !whole && !positive_base {
            return Types::SOFT_COMPLEX;
        }
        // `10 ** len(x)`: nobody declared a C type here, so Python's integers it is.
        if matches!((&left.kind, &right.kind), (ExprKind::Int(_), ExprKind::Prim(..)))
            && is_int
            && may_be_negative
        {
            return Types::OBJECT;
        }
        if may_be_negative { types::widest(t, common, Types::DOUBLE) } else { common }
    }

    /// Integer constants: computed as Python does, the result typed by its own value.
    fn fold_c_integers(&mut self, op: BinOp, left: &Expr, right: &Expr) -> Option<Expr> {
        let (ExprKind::Int(a), ExprKind::Int(b)) = (&left.kind, &right.kind) else { return None };
        if op == BinOp::TrueDiv || op == BinOp::ClassicDiv && self.dirs.cdivision() {
            return None;
        }
        if self.dirs.cdivision()
            && matches!(op, BinOp::FloorDiv | BinOp::Mod)
            && (a.is_negative() || b.is_negative())
        {
            return None;
        }
        let value = constant::integer(op, a, b)?;
        let common = types::arithmetic(&mut self.cx.types, left.ty, right.ty);
        let span = left.span.to(right.span);
        if common == Types::LONG {
            return Some(mk(span, constant::literal_type(&value), ExprKind::Int(value)));
        }
        if matches!(self.types().layout(common), pyxide_types::Layout::Macro) {
            return None;
        }
        if let Some(kind) = self.types().int_kind(common) {
            let wrapped = constant::wrap(&value, kind);
            // What overflows a signed type is left to run time and its checks.
            if wrapped != value && kind.is_signed() {
                return None;
            }
            return Some(mk(span, common, ExprKind::Int(wrapped)));
        }
        Some(mk(span, common, ExprKind::Int(value)))
    }

    fn invalid_binary(&mut self, span: Span, op: BinaryOp, left: &Expr, right: &Expr) -> Expr {
        let t = self.types();
        if matches!(t.kind(left.ty), Type::Cpp(_)) || matches!(t.kind(right.ty), Type::Cpp(_)) {
            let parts = vec![left.clone(), right.clone()];
            return self.unsupported_expr(span, "operators of C++ classes", parts);
        }
        if matches!(t.kind(left.ty), Type::MemoryView(..)) || matches!(t.kind(right.ty), Type::MemoryView(..))
        {
            return self.unsupported_expr(span, "memoryviews", vec![left.clone(), right.clone()]);
        }
        let message = format!(
            "Invalid operand types for '{}' ({}; {})",
            op.symbol(),
            display(t, left.ty),
            display(t, right.ty)
        );
        self.error(codes::INVALID_OPERATION, span, message);
        self.error_expr(span)
    }

    /// An operation on objects.
    pub(super) fn python_binary(&mut self, span: Span, op: BinOp, left: Expr, right: Expr) -> Expr {
        let known = self.builtin_result(op, &left, &right);
        let left = self.to_object(left);
        let right = self.to_object(right);
        let ty = match known {
            None => Types::OBJECT,
            Some(ty) if self.types().is_object(ty) => ty,
            Some(ty) => types::python_type(self.types(), ty).unwrap_or(Types::OBJECT),
        };
        if let Some(folded) = constant::binary(op, &left, &right, ty) {
            return folded;
        }
        if self.inferring
            && let Some(ty) = known
        {
            return mk(span, ty, ExprKind::Opaque { what: "operator".into(), parts: vec![] });
        }
        let flags = self.arith_flags();
        // The operands keep their precise types: they choose faster operations.
        mk(span, ty, ExprKind::Binary(op, Box::new(left), Box::new(right), flags))
    }

    /// What the language knows of the result of an operation on objects, by the types of the operands as they are
    /// written; the number types among the answers are C's.
    pub(super) fn builtin_result(&mut self, op: BinOp, left: &Expr, right: &Expr) -> Option<TypeId> {
        use BuiltinType::*;
        let as_text =
            |t: &Types, ty| if types::is_c_string(t, ty) { Types::BYTES } else { t.unqualified(ty) };
        let (x, y) = (as_text(self.types(), left.ty), as_text(self.types(), right.ty));
        let t = self.types();
        let (a, b) = (types::builtin(t, x), types::builtin(t, y));
        if a.is_none() && b.is_none() {
            return None;
        }
        let alike = matches!(op, BinOp::Mul | BinOp::Mod | BinOp::Add | BinOp::Or | BinOp::And | BinOp::Xor);
        if x == y && alike && a != Some(Type) {
            return Some(x);
        }
        let sequence = |b| matches!(b, Some(Str | Bytes | ByteArray | List | Tuple));
        let c_int = |ty| !t.is_object(ty) && t.is_int(ty);
        match op {
            BinOp::Pow | BinOp::MatMul => return None,
            BinOp::Add => match (a, b) {
                (Some(Bytes), Some(Bytes | ByteArray)) => return Some(y),
                (Some(ByteArray), Some(Bytes | ByteArray)) => return Some(x),
                _ => {}
            },
            BinOp::Mul if a.is_some() && b.is_some() && sequence(a) => return Some(x),
            BinOp::Mul if a.is_some() && b.is_some() && sequence(b) => return Some(y),
            BinOp::Mul if c_int(x) => return Some(y),
            BinOp::Mul if c_int(y) => return Some(x),
            // `None % x` may do anything.
            BinOp::Mod if matches!(a, Some(Str | Bytes | ByteArray)) => {
                if b.is_some() || !t.is_object(y) || left.is_constant() {
                    return Some(x);
                }
            }
            _ => {}
        }
        let result = match (a, b) {
            (Some(a), _) => types::builtin_number(&mut self.cx.types, a, y),
            (None, Some(b)) => types::builtin_number(&mut self.cx.types, b, x),
            (None, None) => None,
        }?;
        let is_int = self.types().is_int(result) || result == Types::PY_INT;
        match op {
            BinOp::TrueDiv if is_int => Some(Types::DOUBLE),
            // An integer or a float: only the values tell.
            BinOp::ClassicDiv if is_int => None,
            _ => Some(result),
        }
    }

    pub(super) fn unary(&mut self, span: Span, op: UnaryOp, operand: &'ast ast::Expr) -> Expr {
        match op {
            UnaryOp::Not => {
                let value = self.truth_expr(operand);
                if let ExprKind::Bool(b) = value.kind {
                    return mk(span, Types::BINT, ExprKind::Bool(!b));
                }
                return mk(span, Types::BINT, ExprKind::Not(Box::new(value)));
            }
            UnaryOp::AddressOf => return self.address_of(span, operand),
            _ => {}
        }
        let value = self.expr(operand);
        if self.inferring && !value.is_constant() {
            // A variable takes the operand's own type.
            let t = self.types();
            let known = !t.is_object(value.ty) || types::builtin(t, value.ty).is_some();
            return Expr { ty: if known { value.ty } else { Types::OBJECT }, ..value };
        }
        let hir_op = match op {
            UnaryOp::Minus => UnOp::Neg,
            UnaryOp::Plus => UnOp::Pos,
            _ => UnOp::Invert,
        };
        self.unary_value(span, hir_op, value)
    }

    fn unary_value(&mut self, span: Span, op: UnOp, value: Expr) -> Expr {
        if value.ty == Types::ERROR {
            return value;
        }
        let t = self.types();
        if let ExprKind::Int(n) = &value.kind
            && value.ty == Types::PY_INT
            && constant::literal_type(n) == Types::PY_INT
        {
            // `-2147483648` is a small constant though its operand is not.
            if let Some(e) = constant::unary(op, &value, Types::PY_INT)
                && let ExprKind::Int(m) = &e.kind
            {
                let ty = if n.is_negative() { Types::PY_INT } else { constant::literal_type(m) };
                return Expr { span, ty, ..e };
            }
        }
        if t.is_object(value.ty) || types::is_unicode_char(t, value.ty) {
            let value = self.to_object(value);
            let ty = match types::builtin(self.types(), value.ty) {
                Some(BuiltinType::Int) => Types::PY_INT,
                Some(BuiltinType::Float) if op != UnOp::Invert => Types::PY_FLOAT,
                _ => Types::OBJECT,
            };
            let flags = self.arith_flags();
            return mk(span, ty, ExprKind::Unary(op, Box::new(value), flags));
        }
        let valid = t.is_int(value.ty) || t.is_numeric(value.ty) && op != UnOp::Invert;
        if !valid {
            let symbol = match op {
                UnOp::Neg => "-",
                UnOp::Pos => "+",
                _ => "~",
            };
            let message = format!("Invalid operand type for '{symbol}' ({})", display(t, value.ty));
            self.error(codes::INVALID_OPERATION, span, message);
            return self.error_expr(span);
        }
        let ty = types::promote(&mut self.cx.types, value.ty);
        if let Some(folded) = constant::unary(op, &value, ty) {
            return Expr { span, ..folded };
        }
        let flags = self.arith_flags();
        let (value, wide) = self.machine_operand(value);
        let computed = if wide.is_some() { value.ty } else { ty };
        let value = self.coerce(value, computed);
        let result = mk(span, computed, ExprKind::Unary(op, Box::new(value), flags));
        match wide {
            Some(wide) => self.widened(result, wide),
            None => result,
        }
    }

    fn address_of(&mut self, span: Span, operand: &'ast ast::Expr) -> Expr {
        let value = self.expr(operand);
        if value.ty == Types::ERROR {
            return self.opaque(span, Types::ERROR, "address", vec![value]);
        }
        self.address_of_value(span, value)
    }

    pub(super) fn address_of_value(&mut self, span: Span, value: Expr) -> Expr {
        let t = self.types();
        let is_lvalue = matches!(
            value.kind,
            ExprKind::Local(_)
                | ExprKind::Outer(..)
                | ExprKind::CVar(_)
                | ExprKind::Field { .. }
                | ExprKind::CIndex(..)
                | ExprKind::Deref(_)
                | ExprKind::CTupleItem(..)
                | ExprKind::CFunc(_)
        );
        if !is_lvalue && matches!(value.kind, ExprKind::Opaque { .. }) {
            return self.opaque(span, Types::ERROR, "address", vec![value]);
        }
        if !is_lvalue {
            self.error(codes::INVALID_OPERATION, span, "Taking address of non-lvalue");
            return self.error_expr(span);
        }
        if t.is_object(value.ty) {
            let message = "Cannot take address of Python object attribute";
            let what = match value.kind {
                ExprKind::Local(_) | ExprKind::Outer(..) | ExprKind::CVar(_) => {
                    "Cannot take address of Python variable"
                }
                _ => message,
            };
            self.error(codes::INVALID_OPERATION, span, what);
            return self.error_expr(span);
        }
        let ty = self.cx.types.ptr(value.ty);
        mk(span, ty, ExprKind::AddrOf(Box::new(value)))
    }
}

fn t_is_int(types: &Types, ty: TypeId) -> bool {
    matches!(types.kind(ty), Type::Int(k) if *k != IntKind::Bint) || matches!(types.kind(ty), Type::Enum(_))
}
