//! The printed form of a tree, for `--emit ast` and for tests: nested lists, one line where it fits.
//!
//! Needs nothing but the tree; the same tree always prints the same text. Fields that hold nothing (an absent
//! option, `false`, an empty list, a default) are left out, so adding a field does not change every snapshot.
//!
//! ```text
//! (Module kind=Pyx language_level=Py3
//!   body=[(Assign targets=[(Name x)] value=(Binary op=Add left=(Name a) right=(Int 1 text=1)))])
//! ```

use super::{IntValue, Module, PyString, SmolStr, Span};

/// Columns a node may take before it is broken over lines.
const WIDTH: usize = 100;
/// Deeper nodes are not indented further.
const MAX_INDENT: usize = 60;
/// What a span prints as when spans are not asked for: that there is one.
const WITHOUT_SPAN: &str = "yes";
/// What an absent or default value is called; such fields are left out.
const DEFAULTS: &[&str] = &["None", "Default", "Unspecified", "Normal", "Private", "Cython", "Plain"];

/// Prints a module, without spans.
pub fn print(module: &Module) -> String {
    render(module, false)
}

/// Prints a module with the byte range of every node, as `@start..end`.
pub fn print_with_spans(module: &Module) -> String {
    render(module, true)
}

/// Prints any tree type.
pub fn render(tree: &dyn Print, spans: bool) -> String {
    let mut out = String::new();
    tree.doc(spans).write(&mut out, 0, 0);
    out.push('\n');
    out
}

/// How a tree type becomes a [`Doc`]; the `nodes!` macro writes it.
pub trait Print {
    fn doc(&self, spans: bool) -> Doc;
}

/// A printable node with its width on one line.
pub struct Doc {
    width: usize,
    shape: Shape,
}

enum Shape {
    Absent,
    Atom(String),
    /// An enum's variant without values.
    Variant(&'static str),
    /// `payload` marks a struct that is only the contents of a variant, and then prints as that variant.
    Node {
        head: String,
        fields: Vec<(&'static str, Doc)>,
        payload: bool,
    },
    List(Vec<Doc>),
}

impl Doc {
    fn absent() -> Doc {
        Doc { width: 0, shape: Shape::Absent }
    }

    fn atom(text: impl Into<String>) -> Doc {
        let text = text.into();
        Doc { width: text.chars().count(), shape: Shape::Atom(text) }
    }

    fn node(head: String, fields: Vec<(&'static str, Doc)>, payload: bool) -> Doc {
        let width = fields.iter().map(|(name, doc)| 2 + name.len() + doc.width).sum::<usize>();
        Doc { width: 2 + head.len() + width, shape: Shape::Node { head, fields, payload } }
    }

    fn list(items: Vec<Doc>) -> Doc {
        Doc { width: 1 + items.iter().map(|doc| doc.width + 1).sum::<usize>(), shape: Shape::List(items) }
    }

    /// A struct. One with a visitor method (`hook`) and a `kind` prints as that kind.
    pub(super) fn of_struct(name: &str, mut fields: Vec<(&'static str, Doc)>, hook: &[&str]) -> Doc {
        let mut head = name.to_string();
        let mut span = String::new();
        let mut merged = Vec::new();
        let same_text = matches!(
            fields.as_slice(),
            [("value", Doc { shape: Shape::Atom(value), .. }), ("text", Doc { shape: Shape::Atom(text), .. }), ..]
                if value == text
        );
        fields.retain_mut(|(field, doc)| match *field {
            "span" => {
                if let Shape::Atom(text) = &doc.shape
                    && text != WITHOUT_SPAN
                {
                    span = text.clone();
                }
                false
            }
            "text" if same_text => false,
            field if field.ends_with("_span") => {
                !matches!(&doc.shape, Shape::Atom(text) if text == WITHOUT_SPAN)
            }
            "kind" if !hook.is_empty() => {
                match std::mem::replace(&mut doc.shape, Shape::Absent) {
                    Shape::Variant(name) => head = name.to_string(),
                    Shape::Node { head: kind, fields, .. } => (head, merged) = (kind, fields),
                    _ => {}
                }
                false
            }
            _ => doc.is_worth_printing(),
        });
        if name == "Ident" {
            return match fields.pop() {
                Some((_, Doc { shape: Shape::Atom(text), .. })) => Doc::atom(text + &span),
                _ => Doc::absent(),
            };
        }
        if name == "DeclFlags" && fields.is_empty() {
            return Doc::absent();
        }
        merged.append(&mut fields);
        Doc::node(head + &span, merged, hook.is_empty())
    }

    pub(super) fn of_variant(name: &'static str, mut fields: Vec<(&'static str, Doc)>) -> Doc {
        if fields.is_empty() {
            return Doc { width: name.len(), shape: Shape::Variant(name) };
        }
        if let [("", doc)] = &mut fields[..]
            && let Shape::Node { head, fields, payload: true } = &mut doc.shape
        {
            let span = head.find('@').map_or("", |at| &head[at..]);
            return Doc::node(name.to_string() + span, std::mem::take(fields), false);
        }
        fields.retain(|(field, doc)| {
            let hidden_span =
                field.ends_with("span") && matches!(&doc.shape, Shape::Atom(text) if text == WITHOUT_SPAN);
            doc.is_worth_printing() && !hidden_span
        });
        Doc::node(name.to_string(), fields, false)
    }

    fn is_worth_printing(&self) -> bool {
        match &self.shape {
            Shape::Absent => false,
            Shape::Variant(name) => !DEFAULTS.contains(name),
            _ => true,
        }
    }

    fn write(&self, out: &mut String, indent: usize, used: usize) {
        let fits = used + self.width <= WIDTH;
        let indent = (indent + 2).min(MAX_INDENT);
        let gap = |out: &mut String, first: bool| {
            if !fits {
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', indent));
            } else if !first {
                out.push(' ');
            }
        };
        match &self.shape {
            Shape::Absent => {}
            Shape::Atom(text) => out.push_str(text),
            Shape::Variant(name) => out.push_str(name),
            Shape::Node { head, fields, .. } => {
                out.push('(');
                out.push_str(head);
                for (name, doc) in fields {
                    gap(out, false);
                    if !name.is_empty() {
                        out.push_str(name);
                        out.push('=');
                    }
                    doc.write(out, indent, indent + name.len() + 1);
                }
                out.push(')');
            }
            Shape::List(items) => {
                out.push('[');
                for (i, doc) in items.iter().enumerate() {
                    gap(out, i == 0);
                    doc.write(out, indent, indent);
                }
                out.push(']');
            }
        }
    }
}

impl<T: Print> Print for Box<T> {
    fn doc(&self, spans: bool) -> Doc {
        (**self).doc(spans)
    }
}

impl<T: Print> Print for Option<T> {
    fn doc(&self, spans: bool) -> Doc {
        self.as_ref().map_or_else(Doc::absent, |value| value.doc(spans))
    }
}

impl<T: Print> Print for Vec<T> {
    fn doc(&self, spans: bool) -> Doc {
        if self.is_empty() {
            return Doc::absent();
        }
        Doc::list(self.iter().map(|item| item.doc(spans)).collect())
    }
}

impl Print for Span {
    fn doc(&self, spans: bool) -> Doc {
        if spans { Doc::atom(format!("@{}..{}", self.start, self.end)) } else { Doc::atom(WITHOUT_SPAN) }
    }
}

impl Print for bool {
    fn doc(&self, _: bool) -> Doc {
        if *self { Doc::atom("yes") } else { Doc::absent() }
    }
}

impl Print for SmolStr {
    fn doc(&self, _: bool) -> Doc {
        let plain = !self.is_empty() && self.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        if plain { Doc::atom(self.as_str()) } else { Doc::atom(format!("{:?}", self.as_str())) }
    }
}

impl Print for PyString {
    fn doc(&self, _: bool) -> Doc {
        Doc::atom(format!("{self:?}"))
    }
}

impl Print for IntValue {
    fn doc(&self, _: bool) -> Doc {
        Doc::atom(self.to_string())
    }
}

impl Print for f64 {
    fn doc(&self, _: bool) -> Doc {
        Doc::atom(format!("{self:?}"))
    }
}

impl Print for u8 {
    fn doc(&self, _: bool) -> Doc {
        if *self == 0 { Doc::absent() } else { Doc::atom(self.to_string()) }
    }
}

impl Print for u32 {
    fn doc(&self, _: bool) -> Doc {
        if *self == 0 { Doc::absent() } else { Doc::atom(self.to_string()) }
    }
}

impl Print for Box<[u8]> {
    fn doc(&self, _: bool) -> Doc {
        Doc::atom(format!("b\"{}\"", self.escape_ascii()))
    }
}
