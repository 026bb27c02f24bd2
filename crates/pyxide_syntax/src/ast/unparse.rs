//! Expressions as text, spaced and parenthesised as Python's own `ast.unparse` does.
//!
//! Python stores postponed annotations as such text: `def f(x: 1+2)` has the annotation `'1 + 2'`. What never stands
//! in an annotation (comprehensions, lambdas, f-strings, C casts) keeps the words of the source.
//!
//! ```text
//! a|b . c [ 1 , ]   →   a | b.c[1,]
//! ```

use super::*;

/// Binding strengths, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    fn tighter(self) -> Level {
        const ALL: [Level; 16] = [
            Level::Tuple,
            Level::Test,
            Level::Or,
            Level::And,
            Level::Not,
            Level::Compare,
            Level::BitOr,
            Level::BitXor,
            Level::BitAnd,
            Level::Shift,
            Level::Sum,
            Level::Term,
            Level::Factor,
            Level::Power,
            Level::Await,
            Level::Atom,
        ];
        ALL[(self as usize + 1).min(ALL.len() - 1)]
    }
}

/// The text of an expression; `source` gives the text of a span.
pub fn unparse(e: &Expr, source: &dyn Fn(Span) -> String) -> String {
    write(e, Level::Test, source)
}

fn write(e: &Expr, outer: Level, source: &dyn Fn(Span) -> String) -> String {
    let (level, text) = node(e, source);
    if level < outer { format!("({text})") } else { text }
}

fn list<'a>(items: impl IntoIterator<Item = &'a Expr>, source: &dyn Fn(Span) -> String) -> String {
    items.into_iter().map(|e| write(e, Level::Test, source)).collect::<Vec<_>>().join(", ")
}

fn node(e: &Expr, source: &dyn Fn(Span) -> String) -> (Level, String) {
    use ExprKind as K;
    let atom = |text: String| (Level::Atom, text);
    match &e.kind {
        K::Name(name) => atom(name.to_string()),
        K::True => atom("True".into()),
        K::False => atom("False".into()),
        K::None => atom("None".into()),
        K::Ellipsis => atom("...".into()),
        K::Int(n) => atom(n.value.to_biguint().to_string()),
        K::Str(s) => atom(quote(s.value.code_points())),
        K::Bytes(b) => atom(format!("b{}", quote(b.value.iter().map(|b| u32::from(*b))))),
        K::Tuple { elements, .. } => (Level::Tuple, tuple_items(elements, source)),
        K::List(items) => atom(format!("[{}]", list(items, source))),
        K::Set(items) => atom(format!("{{{}}}", list(items, source))),
        K::Dict(items) => {
            let item = |i: &DictItem| match i {
                DictItem::Pair { key, value } => {
                    format!("{}: {}", write(key, Level::Test, source), write(value, Level::Test, source))
                }
                DictItem::Unpack(m) => format!("**{}", write(m, Level::BitOr, source)),
            };
            atom(format!("{{{}}}", items.iter().map(item).collect::<Vec<_>>().join(", ")))
        }
        K::Starred(value) => atom(format!("*{}", write(value, Level::BitOr, source))),
        K::Await(value) => (Level::Await, format!("await {}", write(value, Level::Atom, source))),
        K::Attribute { value, attr } => {
            let object = write(value, Level::Atom, source);
            // `1.real` would be a number and a name.
            let space = if matches!(value.kind, K::Int(_)) { " " } else { "" };
            atom(format!("{object}{space}.{}", attr.name))
        }
        K::Subscript { value, index } => {
            let object = write(value, Level::Atom, source);
            let inside = match &index.kind {
                K::Tuple { elements, .. } if !elements.is_empty() => tuple_items(elements, source),
                _ => write(index, Level::Test, source),
            };
            atom(format!("{object}[{inside}]"))
        }
        K::Slice { lower, upper, step } => {
            let part =
                |e: &Option<Box<Expr>>| e.as_ref().map_or(String::new(), |e| write(e, Level::Test, source));
            let mut text = format!("{}:{}", part(lower), part(upper));
            if step.is_some() {
                text = format!("{text}:{}", part(step));
            }
            atom(text)
        }
        K::Call { func, args } => {
            let arg = |a: &Arg| match a {
                Arg::Positional(e) => write(e, Level::Test, source),
                Arg::Starred(e) => format!("*{}", write(e, Level::BitOr, source)),
                Arg::Keyword { name, value } => {
                    format!("{}={}", name.name, write(value, Level::Test, source))
                }
                Arg::DoubleStarred(e) => format!("**{}", write(e, Level::Test, source)),
            };
            let args: Vec<String> = args.iter().map(arg).collect();
            atom(format!("{}({})", write(func, Level::Atom, source), args.join(", ")))
        }
        K::BoolOp { op, values } => {
            let (level, word) = match op {
                BoolOp::And => (Level::And, " and "),
                BoolOp::Or => (Level::Or, " or "),
            };
            let parts: Vec<String> = values.iter().map(|v| write(v, level.tighter(), source)).collect();
            (level, parts.join(word))
        }
        K::Unary { op: UnaryOp::Not, operand } => {
            (Level::Not, format!("not {}", write(operand, Level::Not, source)))
        }
        K::Unary { op, operand } => {
            (Level::Factor, format!("{}{}", op.symbol(), write(operand, Level::Factor, source)))
        }
        K::Binary { op, left, right } => {
            let level = binary_level(*op);
            // A power binds its right operand more weakly than its left one.
            let (l, r) = match op {
                BinaryOp::Pow => (level.tighter(), Level::Factor),
                _ => (level, level.tighter()),
            };
            (level, format!("{} {} {}", write(left, l, source), op.symbol(), write(right, r, source)))
        }
        K::Compare { left, rest } => {
            let mut text = write(left, Level::BitOr, source);
            for tail in rest {
                text = format!("{text} {} {}", tail.op.symbol(), write(&tail.right, Level::BitOr, source));
            }
            (Level::Compare, text)
        }
        K::IfExp { test, body, orelse } => {
            let body = write(body, Level::Or, source);
            let test = write(test, Level::Or, source);
            (Level::Test, format!("{body} if {test} else {}", write(orelse, Level::Test, source)))
        }
        _ => atom(source(e.span).split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

fn tuple_items(elements: &[Expr], source: &dyn Fn(Span) -> String) -> String {
    match elements {
        [one] => format!("{},", write(one, Level::Test, source)),
        _ => list(elements, source),
    }
}

fn binary_level(op: BinaryOp) -> Level {
    match op {
        BinaryOp::BitOr => Level::BitOr,
        BinaryOp::BitXor => Level::BitXor,
        BinaryOp::BitAnd => Level::BitAnd,
        BinaryOp::LeftShift | BinaryOp::RightShift => Level::Shift,
        BinaryOp::Add | BinaryOp::Sub => Level::Sum,
        BinaryOp::Mul | BinaryOp::MatMul | BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod => Level::Term,
        BinaryOp::Pow => Level::Power,
    }
}

/// A text as Python's `repr` writes it.
fn quote(points: impl Iterator<Item = u32>) -> String {
    let points: Vec<u32> = points.collect();
    let has = |c: char| points.contains(&u32::from(c));
    let mark = if has('\'') && !has('"') { '"' } else { '\'' };
    let mut out = String::from(mark);
    for p in points {
        match char::from_u32(p) {
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\\') => out.push_str("\\\\"),
            Some(c) if c == mark => out.extend(['\\', c]),
            Some(c) if c.is_control() && p < 0x100 => out.push_str(&format!("\\x{p:02x}")),
            Some(c) => out.push(c),
            None => out.push_str(&format!("\\u{:04x}", p)),
        }
    }
    out.push(mark);
    out
}

#[cfg(test)]
mod tests {
    use super::super::StmtKind;
    use pyxide_diagnostics::{FileId, Sink};

    fn unparsed(text: &str) -> String {
        let options = crate::ParseOptions::for_path("x.py", crate::ast::LanguageLevel::Py3);
        let module = crate::parse(FileId(0), text, &options, &mut Sink::default());
        match &module.body[0].kind {
            StmtKind::Expr(e) => {
                super::unparse(e, &|span| text[span.start as usize..span.end as usize].to_string())
            }
            _ => panic!("no expression: {text}"),
        }
    }

    #[test]
    fn writes_as_python_does() {
        for (from, to) in [
            ("1+2", "1 + 2"),
            ("a  |  None", "a | None"),
            ("dict [ str,int ]", "dict[str, int]"),
            ("(a+b)*c", "(a + b) * c"),
            ("a+(b*c)", "a + b * c"),
            ("(-a)**-b", "(-a) ** -b"),
            ("tuple[int,...]", "tuple[int, ...]"),
            ("(1,)", "(1,)"),
            ("'it\\'s'", "\"it's\""),
            ("f(x,*y,z=1,**k)", "f(x, *y, z=1, **k)"),
            ("not(a and b)or c", "not (a and b) or c"),
            ("a<b<=c", "a < b <= c"),
            ("x[1:2,::3]", "x[1:2, ::3]"),
        ] {
            assert_eq!(unparsed(from), to, "{from}");
        }
    }
}
