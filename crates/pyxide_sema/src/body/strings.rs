//! f-strings and t-strings.

use super::expr::text_of;
use super::{Body, mk};
use pyxide_diagnostics::Span;
use pyxide_hir::{Expr, ExprKind, FPart, Text};
use pyxide_syntax::ast::{self, Conversion, FStringPart};
use pyxide_types::Types;

impl<'ast> Body<'_, 'ast, '_> {
    pub(super) fn fstring(&mut self, span: Span, f: &'ast ast::FString) -> Expr {
        let mut parts = self.fstring_parts(f, true);
        match parts.as_mut_slice() {
            [] => mk(span, Types::STR, ExprKind::Str(Text::Utf8("".into()))),
            [FPart::Text(text)] => mk(span, Types::STR, ExprKind::Str(text.clone())),
            _ => mk(span, Types::STR, ExprKind::FString(parts)),
        }
    }

    pub(super) fn tstring(&mut self, span: Span, f: &'ast ast::FString) -> Expr {
        let parts = self.fstring_parts(f, false);
        mk(span, Types::OBJECT, ExprKind::TString(parts))
    }

    fn fstring_parts(&mut self, f: &'ast ast::FString, formats: bool) -> Vec<FPart> {
        let mut parts = Vec::new();
        for part in &f.parts {
            match part {
                FStringPart::Literal(text) => push_text(&mut parts, text_of(text)),
                FStringPart::Field(field) => {
                    if let Some(debug) = &field.debug {
                        push_text(&mut parts, Text::Utf8(debug.clone()));
                    }
                    let mut spec =
                        field.format_spec.as_ref().map_or(vec![], |spec| self.fstring_parts(spec, true));
                    let conversion = match field.conversion {
                        Conversion::Repr => Some('r'),
                        Conversion::Str => Some('s'),
                        Conversion::Ascii => Some('a'),
                        Conversion::None if field.debug.is_some() && field.format_spec.is_none() => Some('r'),
                        Conversion::Decimal if formats => {
                            if spec.is_empty() {
                                spec.push(FPart::Text(Text::Utf8("d".into())));
                            }
                            None
                        }
                        Conversion::None | Conversion::Decimal => None,
                    };
                    let value = self.expr(&field.expr);
                    let value = self.to_object(value);
                    // Text without conversion or format is itself.
                    if let (ExprKind::Str(text), None, true) = (&value.kind, conversion, spec.is_empty())
                        && formats
                    {
                        push_text(&mut parts, text.clone());
                        continue;
                    }
                    parts.push(FPart::Value { value, conversion, spec, source: field.source.clone() });
                }
            }
        }
        parts
    }
}

/// Appends literal text, joined to literal text before it.
fn push_text(parts: &mut Vec<FPart>, text: Text) {
    if text.is_empty() {
        return;
    }
    if let (Some(FPart::Text(Text::Utf8(before))), Text::Utf8(new)) = (parts.last_mut(), &text) {
        *before = format!("{before}{new}").into();
        return;
    }
    parts.push(FPart::Text(text));
}
