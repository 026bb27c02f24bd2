//! Compile-time values: `DEF`, `IF`, `-E`, array lengths and enum values.
//!
//! [`eval`] computes an expression of literals, `DEF` names, enum items with known values, `sizeof` of types with a
//! known layout, operators and a few builtin functions. [`c_text`] spells a constant expression in C for what only the
//! C compiler can compute.

use super::types;
use crate::context::{Cx, Env};
use crate::scope::SymbolKind;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use pyxide_diagnostics::Span;
use pyxide_syntax::ast::{self, BinaryOp, CompareOp, ExprKind, UnaryOp};
use pyxide_types::Layout;
use smol_str::SmolStr;
use std::cmp::Ordering;

/// A compile-time value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    None,
    Bool(bool),
    Int(BigInt),
    Float(f64),
    /// Real and imaginary part.
    Complex(f64, f64),
    Str(SmolStr),
    Bytes(Vec<u8>),
    Tuple(Vec<Value>),
    Ellipsis,
}

/// Why an expression has no compile-time value.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// A name that is not known at compile time.
    Unknown(SmolStr, Span),
    /// Not an expression that has one.
    NotConstant(Span),
    /// Computing it fails: the text says how.
    Invalid(String, Span),
}

impl Value {
    pub fn truth(&self) -> bool {
        match self {
            Value::None => false,
            Value::Bool(b) => *b,
            Value::Int(n) => !n.is_zero(),
            Value::Float(f) => *f != 0.0,
            Value::Str(s) => !s.is_empty(),
            Value::Bytes(b) => !b.is_empty(),
            Value::Tuple(t) => !t.is_empty(),
            Value::Complex(re, im) => *re != 0.0 || *im != 0.0,
            Value::Ellipsis => true,
        }
    }

    /// The value as an integer; `True` is 1.
    pub fn as_int(&self) -> Option<BigInt> {
        match self {
            Value::Int(n) => Some(n.clone()),
            Value::Bool(b) => Some(BigInt::from(*b as u8)),
            _ => None,
        }
    }

    fn as_float(&self) -> Option<f64> {
        match self {
            Value::Float(f) => Some(*f),
            other => other.as_int()?.to_f64(),
        }
    }

    fn as_complex(&self) -> Option<(f64, f64)> {
        match self {
            Value::Complex(re, im) => Some((*re, *im)),
            other => Some((other.as_float()?, 0.0)),
        }
    }

    /// Reads a value of `-E NAME=VALUE`.
    pub fn from_option(text: &str) -> Value {
        match text {
            "True" => Value::Bool(true),
            "False" => Value::Bool(false),
            "None" => Value::None,
            _ => {
                if let Ok(n) = text.parse::<BigInt>() {
                    Value::Int(n)
                } else if let Ok(f) = text.parse::<f64>() {
                    Value::Float(f)
                } else {
                    Value::Str(text.into())
                }
            }
        }
    }
}

/// The value of an expression in a scope; reports nothing.
pub fn eval(cx: &mut Cx<'_, '_>, env: Env<'_>, expr: &ast::Expr) -> Result<Value, Failure> {
    let not_constant = Err(Failure::NotConstant(expr.span));
    Ok(match &expr.kind {
        ExprKind::Int(n) => Value::Int(n.value.to_biguint().into()),
        ExprKind::Float(f) => Value::Float(f.value),
        ExprKind::Imaginary(f) => Value::Complex(0.0, f.value),
        ExprKind::Ellipsis => Value::Ellipsis,
        ExprKind::Str(s) => Value::Str(s.value.to_string_lossy().into()),
        ExprKind::Bytes(b) => Value::Bytes(b.value.to_vec()),
        ExprKind::Char(c) => Value::Int(BigInt::from(c.value)),
        ExprKind::True => Value::Bool(true),
        ExprKind::False => Value::Bool(false),
        ExprKind::None => Value::None,
        ExprKind::Name(name) => return name_value(cx, env, name, expr.span),
        ExprKind::Attribute { .. } => {
            let Some(path) = expr.dotted_path() else { return not_constant };
            match types::lookup_path(cx, env, &path) {
                Some(kind) => return symbol_value(cx, &kind, path[path.len() - 1], expr.span),
                None => return not_constant,
            }
        }
        ExprKind::Tuple { elements, .. } | ExprKind::List(elements) => {
            let items: Result<Vec<Value>, Failure> = elements.iter().map(|e| eval(cx, env, e)).collect();
            Value::Tuple(items?)
        }
        ExprKind::Unary { op, operand } => {
            let v = eval(cx, env, operand)?;
            match (op, &v) {
                (UnaryOp::Not, v) => Value::Bool(!v.truth()),
                (UnaryOp::Minus, Value::Float(f)) => Value::Float(-f),
                (UnaryOp::Plus, Value::Float(f)) => Value::Float(*f),
                (UnaryOp::Minus, Value::Complex(re, im)) => Value::Complex(-re, -im),
                (UnaryOp::Plus, Value::Complex(re, im)) => Value::Complex(*re, *im),
                (UnaryOp::Minus, v) => Value::Int(-v.as_int().ok_or(Failure::NotConstant(expr.span))?),
                (UnaryOp::Plus, v) => Value::Int(v.as_int().ok_or(Failure::NotConstant(expr.span))?),
                (UnaryOp::Invert, v) => {
                    Value::Int(-(v.as_int().ok_or(Failure::NotConstant(expr.span))?) - BigInt::from(1))
                }
                _ => return not_constant,
            }
        }
        ExprKind::Binary { op, left, right } => {
            let (l, r) = (eval(cx, env, left)?, eval(cx, env, right)?);
            return binary(*op, &l, &r, expr.span);
        }
        ExprKind::BoolOp { op, values } => {
            let mut last = Value::None;
            for v in values {
                last = eval(cx, env, v)?;
                if last.truth() != (*op == ast::BoolOp::And) {
                    break;
                }
            }
            last
        }
        ExprKind::Compare { left, rest } => {
            let mut l = eval(cx, env, left)?;
            for tail in rest {
                let r = eval(cx, env, &tail.right)?;
                if !compare(tail.op, &l, &r).ok_or(Failure::NotConstant(expr.span))? {
                    return Ok(Value::Bool(false));
                }
                l = r;
            }
            Value::Bool(true)
        }
        ExprKind::IfExp { test, body, orelse } => {
            let chosen = if eval(cx, env, test)?.truth() { body } else { orelse };
            return eval(cx, env, chosen);
        }
        ExprKind::SizeofType(ty) => {
            let ty = types::type_name(cx, env, ty);
            return sizeof(cx, ty, expr.span);
        }
        ExprKind::SizeofExpr(operand) => match types::expr_as_type(cx, env, operand, true) {
            Some(ty) => return sizeof(cx, ty, expr.span),
            None => return not_constant,
        },
        ExprKind::Cast { operand, .. } => return eval(cx, env, operand),
        ExprKind::Subscript { value, index } => {
            let v = eval(cx, env, value)?;
            if let ExprKind::Slice { lower, upper, step } = &index.kind {
                let mut bound = |e: &Option<Box<ast::Expr>>| match e {
                    Some(e) => {
                        let n = eval(cx, env, e)?.as_int().and_then(|n| n.to_i64());
                        n.map(Some).ok_or(Failure::NotConstant(e.span))
                    }
                    None => Ok(None),
                };
                let bounds = [bound(lower)?, bound(upper)?, bound(step)?];
                return slice(&v, bounds).ok_or(Failure::NotConstant(expr.span));
            }
            let i = eval(cx, env, index)?.as_int().and_then(|n| n.to_i64());
            let (Some(i), v) = (i, v) else { return not_constant };
            return subscript(&v, i).ok_or(Failure::Invalid("index out of range".into(), expr.span));
        }
        ExprKind::Call { func, args } => {
            let values: Result<Vec<Value>, Failure> = args.iter().map(|a| eval(cx, env, a.value())).collect();
            if let ExprKind::Attribute { value, attr } = &func.kind {
                let on = eval(cx, env, value)?;
                return method(&on, attr.as_str(), &values?).ok_or(Failure::NotConstant(expr.span));
            }
            let Some(name) = func.as_name() else { return not_constant };
            return call(name, &values?).ok_or(Failure::NotConstant(expr.span));
        }
        _ => return not_constant,
    })
}

fn name_value(cx: &mut Cx<'_, '_>, env: Env<'_>, name: &SmolStr, span: Span) -> Result<Value, Failure> {
    if let Some((scope, symbol)) = cx.scopes.lookup(env.scope, name)
        && scope != cx.builtins
    {
        let kind = symbol.kind.clone();
        return symbol_value(cx, &kind, name, span);
    }
    match cx.compile_time.get(name) {
        Some(v) => Ok(v.clone()),
        None => Err(Failure::Unknown(name.clone(), span)),
    }
}

fn symbol_value(cx: &Cx<'_, '_>, kind: &SymbolKind, name: &str, span: Span) -> Result<Value, Failure> {
    match kind {
        SymbolKind::Constant(v) => Ok(v.clone()),
        SymbolKind::EnumItem(e, i) => match cx.types.enums[e.index()].items[*i].value {
            Some(n) => Ok(Value::Int(n.into())),
            None => Err(Failure::NotConstant(span)),
        },
        _ => Err(Failure::Unknown(name.into(), span)),
    }
}

fn sizeof(cx: &Cx<'_, '_>, ty: pyxide_types::TypeId, span: Span) -> Result<Value, Failure> {
    match cx.types.layout(ty) {
        Layout::Known { size, .. } => Ok(Value::Int(size.into())),
        _ => Err(Failure::NotConstant(span)),
    }
}

fn binary(op: BinaryOp, l: &Value, r: &Value, span: Span) -> Result<Value, Failure> {
    let not_constant = Failure::NotConstant(span);
    match (op, l, r) {
        (BinaryOp::Add, Value::Str(a), Value::Str(b)) => return Ok(Value::Str(format!("{a}{b}").into())),
        (BinaryOp::Add, Value::Bytes(a), Value::Bytes(b)) => {
            return Ok(Value::Bytes([a.as_slice(), b.as_slice()].concat()));
        }
        (BinaryOp::Add, Value::Tuple(a), Value::Tuple(b)) => {
            return Ok(Value::Tuple([a.as_slice(), b.as_slice()].concat()));
        }
        (BinaryOp::Mul, Value::Str(s), n) | (BinaryOp::Mul, n, Value::Str(s)) => {
            let n = n.as_int().and_then(|n| n.to_usize()).ok_or(not_constant)?;
            if n.saturating_mul(s.len()) > 1 << 20 {
                return Err(Failure::Invalid("the result is too long".into(), span));
            }
            return Ok(Value::Str(s.repeat(n).into()));
        }
        _ => {}
    }
    if let (Some(a), Some(b)) = (l.as_int(), r.as_int()) {
        let zero = || Failure::Invalid("integer division or modulo by zero".into(), span);
        let shift = |n: &BigInt| n.to_u32().filter(|n| *n <= 4096).ok_or(not_constant.clone());
        return Ok(Value::Int(match op {
            BinaryOp::Add => a + b,
            BinaryOp::Sub => a - b,
            BinaryOp::Mul => a * b,
            BinaryOp::FloorDiv | BinaryOp::Mod if b.is_zero() => return Err(zero()),
            BinaryOp::FloorDiv => floor_div(&a, &b),
            BinaryOp::Mod => &a - floor_div(&a, &b) * &b,
            BinaryOp::Div if b.is_zero() => return Err(zero()),
            BinaryOp::Div => {
                let (x, y) = (a.to_f64().unwrap_or(f64::NAN), b.to_f64().unwrap_or(f64::NAN));
                return Ok(Value::Float(x / y));
            }
            BinaryOp::Pow if b.is_negative() => {
                return Ok(Value::Float(a.to_f64().unwrap_or(f64::NAN).powf(b.to_f64().unwrap_or(0.0))));
            }
            BinaryOp::Pow => a.pow(shift(&b)?),
            BinaryOp::LeftShift => a << shift(&b)?,
            BinaryOp::RightShift => a >> shift(&b)?,
            BinaryOp::BitAnd => a & b,
            BinaryOp::BitOr => a | b,
            BinaryOp::BitXor => a ^ b,
            BinaryOp::MatMul => return Err(not_constant),
        }));
    }
    if let (Value::Complex(..), _) | (_, Value::Complex(..)) = (l, r) {
        let (Some((a, b)), Some((c, d))) = (l.as_complex(), r.as_complex()) else { return Err(not_constant) };
        return Ok(match op {
            BinaryOp::Add => Value::Complex(a + c, b + d),
            BinaryOp::Sub => Value::Complex(a - c, b - d),
            BinaryOp::Mul => Value::Complex(a * c - b * d, a * d + b * c),
            _ => return Err(not_constant),
        });
    }
    let (Some(a), Some(b)) = (l.as_float(), r.as_float()) else { return Err(not_constant) };
    Ok(Value::Float(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div if b == 0.0 => {
            return Err(Failure::Invalid("float division by zero".into(), span));
        }
        BinaryOp::Div => a / b,
        BinaryOp::FloorDiv => (a / b).floor(),
        BinaryOp::Mod => a - (a / b).floor() * b,
        BinaryOp::Pow => a.powf(b),
        _ => return Err(not_constant),
    }))
}

fn floor_div(a: &BigInt, b: &BigInt) -> BigInt {
    let (q, r) = (a / b, a % b);
    if !r.is_zero() && r.is_negative() != b.is_negative() { q - 1 } else { q }
}

fn compare(op: CompareOp, l: &Value, r: &Value) -> Option<bool> {
    let equal = |l: &Value, r: &Value| match (l.as_float(), r.as_float()) {
        (Some(_), Some(_)) => ordering(l, r) == Some(Ordering::Equal),
        _ => l == r,
    };
    Some(match op {
        CompareOp::Equal | CompareOp::Is => equal(l, r),
        CompareOp::NotEqual | CompareOp::IsNot => !equal(l, r),
        CompareOp::Less => ordering(l, r)? == Ordering::Less,
        CompareOp::LessEqual => ordering(l, r)? != Ordering::Greater,
        CompareOp::Greater => ordering(l, r)? == Ordering::Greater,
        CompareOp::GreaterEqual => ordering(l, r)? != Ordering::Less,
        CompareOp::In | CompareOp::NotIn => {
            let found = match (l, r) {
                (Value::Str(a), Value::Str(b)) => b.contains(a.as_str()),
                (v, Value::Tuple(items)) => items.iter().any(|i| equal(v, i)),
                _ => return None,
            };
            found == (op == CompareOp::In)
        }
    })
}

fn ordering(l: &Value, r: &Value) -> Option<Ordering> {
    match (l, r) {
        (Value::Str(a), Value::Str(b)) => Some(a.cmp(b)),
        (Value::Bytes(a), Value::Bytes(b)) => Some(a.cmp(b)),
        (Value::Tuple(a), Value::Tuple(b)) => {
            for (x, y) in a.iter().zip(b) {
                match ordering(x, y)? {
                    Ordering::Equal => {}
                    other => return Some(other),
                }
            }
            Some(a.len().cmp(&b.len()))
        }
        _ => match (l.as_int(), r.as_int()) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => l.as_float()?.partial_cmp(&r.as_float()?),
        },
    }
}

fn subscript(v: &Value, i: i64) -> Option<Value> {
    let at = |len: usize| usize::try_from(if i < 0 { i + len as i64 } else { i }).ok().filter(|i| *i < len);
    match v {
        Value::Tuple(items) => at(items.len()).map(|i| items[i].clone()),
        Value::Str(s) => {
            let chars: Vec<char> = s.chars().collect();
            at(chars.len()).map(|i| Value::Str(chars[i].to_string().into()))
        }
        Value::Bytes(b) => at(b.len()).map(|i| Value::Int(b[i].into())),
        _ => None,
    }
}

/// `v[start:stop:step]`.
fn slice(v: &Value, [start, stop, step]: [Option<i64>; 3]) -> Option<Value> {
    fn cut<T: Clone>(items: &[T], [start, stop, step]: [Option<i64>; 3]) -> Option<Vec<T>> {
        let n = items.len() as i64;
        let step = step.unwrap_or(1);
        if step == 0 {
            return None;
        }
        let (low, high) = if step > 0 { (0, n) } else { (-1, n - 1) };
        let clamp = |i: i64| if i < 0 { i + n } else { i }.clamp(low, high);
        let mut at = start.map_or(if step > 0 { low } else { high }, clamp);
        let stop = stop.map_or(if step > 0 { high } else { low }, clamp);
        let mut out = Vec::new();
        while if step > 0 { at < stop } else { at > stop } {
            out.push(items[at as usize].clone());
            at += step;
        }
        Some(out)
    }
    let bounds = [start, stop, step];
    Some(match v {
        Value::Tuple(items) => Value::Tuple(cut(items, bounds)?),
        Value::Bytes(items) => Value::Bytes(cut(items, bounds)?),
        Value::Str(text) => {
            let chars: Vec<char> = text.chars().collect();
            Value::Str(cut(&chars, bounds)?.into_iter().collect::<String>().into())
        }
        _ => return None,
    })
}

/// Methods of text and bytes that go from one to the other.
fn method(on: &Value, name: &str, args: &[Value]) -> Option<Value> {
    let encoding = match args {
        [] => "utf-8".to_string(),
        [Value::Str(s)] => s.to_lowercase().replace('_', "-"),
        _ => return None,
    };
    let limit = match encoding.as_str() {
        "utf-8" | "utf8" => return utf8_method(on, name),
        "ascii" | "us-ascii" => 0x7f,
        "latin1" | "latin-1" | "iso-8859-1" => 0xff,
        _ => return None,
    };
    match (on, name) {
        (Value::Str(s), "encode") => {
            let bytes: Option<Vec<u8>> =
                s.chars().map(|c| u8::try_from(c as u32).ok().filter(|b| *b <= limit)).collect();
            bytes.map(Value::Bytes)
        }
        (Value::Bytes(b), "decode") if b.iter().all(|b| *b <= limit) => {
            Some(Value::Str(b.iter().map(|&b| b as char).collect::<String>().into()))
        }
        _ => None,
    }
}

fn utf8_method(on: &Value, name: &str) -> Option<Value> {
    match (on, name) {
        (Value::Str(s), "encode") => Some(Value::Bytes(s.as_bytes().to_vec())),
        (Value::Bytes(b), "decode") => Some(Value::Str(std::str::from_utf8(b).ok()?.into())),
        _ => None,
    }
}

fn call(name: &str, args: &[Value]) -> Option<Value> {
    let items = |args: &[Value]| match args {
        [Value::Tuple(items)] => items.clone(),
        args => args.to_vec(),
    };
    Some(match (name, args) {
        ("len", [Value::Str(s)]) => Value::Int(s.chars().count().into()),
        ("len", [Value::Bytes(b)]) => Value::Int(b.len().into()),
        ("len", [Value::Tuple(t)]) => Value::Int(t.len().into()),
        ("abs", [Value::Float(f)]) => Value::Float(f.abs()),
        ("abs", [v]) => Value::Int(v.as_int()?.abs()),
        ("bool", [v]) => Value::Bool(v.truth()),
        ("float", [Value::Str(s)]) => Value::Float(s.trim().parse().ok()?),
        ("float", [v]) => Value::Float(v.as_float()?),
        ("int" | "long", [Value::Float(f)]) => Value::Int(num_traits::FromPrimitive::from_f64(f.trunc())?),
        ("int" | "long", [Value::Str(s)]) => Value::Int(s.trim().parse().ok()?),
        ("int" | "long", [v]) => Value::Int(v.as_int()?),
        ("str" | "unicode", [Value::Str(s)]) => Value::Str(s.clone()),
        ("str", [Value::Int(n)]) => Value::Str(n.to_string().into()),
        ("ord", [Value::Str(s)]) => {
            let mut chars = s.chars();
            let c = chars.next()?;
            if chars.next().is_some() {
                return None;
            }
            Value::Int((c as u32).into())
        }
        ("chr" | "unichr", [v]) => Value::Str(char::from_u32(v.as_int()?.to_u32()?)?.to_string().into()),
        ("tuple" | "list", [Value::Tuple(t)]) => Value::Tuple(t.clone()),
        ("any", [Value::Tuple(t)]) => Value::Bool(t.iter().any(Value::truth)),
        ("all", [Value::Tuple(t)]) => Value::Bool(t.iter().all(Value::truth)),
        ("min", args) => items(args)
            .into_iter()
            .reduce(|a, b| if ordering(&b, &a) == Some(Ordering::Less) { b } else { a })?,
        ("max", args) => items(args)
            .into_iter()
            .reduce(|a, b| if ordering(&b, &a) == Some(Ordering::Greater) { b } else { a })?,
        ("sum", [Value::Tuple(t)]) => {
            let mut total = BigInt::zero();
            for v in t {
                total += v.as_int()?;
            }
            Value::Int(total)
        }
        _ => return None,
    })
}

/// A constant expression in C: names of C constants, literals and operators. `None` when there is no such text.
pub fn c_text(cx: &mut Cx<'_, '_>, env: Env<'_>, expr: &ast::Expr) -> Option<SmolStr> {
    if !matches!(expr.kind, ExprKind::Cast { .. })
        && let Ok(Value::Int(n)) = eval(cx, env, expr)
    {
        return Some(n.to_string().into());
    }
    let text = match &expr.kind {
        ExprKind::Float(f) => format!("{:?}", f.value),
        ExprKind::Null => "NULL".into(),
        ExprKind::Name(_) | ExprKind::Attribute { .. } => {
            let path = expr.dotted_path()?;
            match types::lookup_path(cx, env, &path)? {
                SymbolKind::EnumItem(e, i) => return Some(cx.types.enums[e.index()].items[i].cname.clone()),
                SymbolKind::CConst { cname, .. } => return Some(cname),
                SymbolKind::CVar(v) => return Some(cx.cvars[v.index()].cname.clone()),
                SymbolKind::Constant(Value::Float(f)) => format!("{f:?}"),
                _ => return None,
            }
        }
        ExprKind::Unary { op, operand } => {
            let op = match op {
                UnaryOp::Minus => "-",
                UnaryOp::Plus => "+",
                UnaryOp::Invert => "~",
                UnaryOp::Not => "!",
                UnaryOp::AddressOf => return None,
            };
            format!("({op}{})", c_text(cx, env, operand)?)
        }
        ExprKind::Binary { op, left, right } => {
            let symbol = match op {
                BinaryOp::FloorDiv => "/",
                BinaryOp::Pow | BinaryOp::MatMul => return None,
                op => op.symbol(),
            };
            format!("({} {symbol} {})", c_text(cx, env, left)?, c_text(cx, env, right)?)
        }
        ExprKind::Cast { ty, operand, .. } => {
            let ty = types::type_name(cx, env, ty);
            let inner = c_text(cx, env, operand)?;
            format!("(({}){inner})", pyxide_types::cdecl::type_name(&cx.types, ty))
        }
        ExprKind::SizeofType(ty) => {
            let ty = types::type_name(cx, env, ty);
            format!("sizeof({})", pyxide_types::cdecl::type_name(&cx.types, ty))
        }
        ExprKind::SizeofExpr(operand) => {
            let ty = types::expr_as_type(cx, env, operand, true)?;
            format!("sizeof({})", pyxide_types::cdecl::type_name(&cx.types, ty))
        }
        _ => return None,
    };
    Some(text.into())
}

/// The first C variable of this program in an expression that should be constant, and whether it is `const`. Variables of
/// C headers may be macros, so they count as constants.
pub fn variable_in(cx: &Cx<'_, '_>, env: Env<'_>, expr: &ast::Expr) -> Option<(Span, bool)> {
    let operands: Vec<&ast::Expr> = match &expr.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } => {
            let Some(SymbolKind::CVar(v)) = types::lookup_path(cx, env, &expr.dotted_path()?) else {
                return None;
            };
            let var = &cx.cvars[v.index()];
            let is_const = matches!(cx.types.get(var.ty), pyxide_types::Type::Const(_));
            return (var.origin != pyxide_types::Origin::Extern).then_some((expr.span, is_const));
        }
        ExprKind::Unary { operand, .. } | ExprKind::Cast { operand, .. } => vec![operand],
        ExprKind::Binary { left, right, .. } => vec![left, right],
        _ => vec![],
    };
    operands.into_iter().find_map(|operand| variable_in(cx, env, operand))
}
