//! Fused functions as Python sees them: an object that holds the specialisations and what decides between them.
//!
//! ```text
//! def f(number x, other y)   pyx_fused_function({"int|str": f0, "double|str": f1},
//!                                               ((0, "x", -1, ((int, "int"), (float, "double")), 2),
//!                                                (1, "y", -1, ((str, "str"),), 2)))
//! ```
//!
//! For each fused type the first parameter of that type decides. Of the C integers the widest is tried first, as Cython
//! does; `object` fits what nothing else does.

use super::{Body, mk, overloads};
use crate::context::BodySource;
use crate::declare::fused;
use pyxide_diagnostics::Span;
use pyxide_hir::{Arg, Expr, ExprKind, FuncId, MakeFunction, ParamKind, Text};
use pyxide_types::{BuiltinType, FusedId, IntKind, Prim, Type, TypeId, Types};
use smol_str::SmolStr;

impl<'ast> Body<'_, 'ast, '_> {
    /// The dispatching object of fused function `which`.
    pub(super) fn fused_object(&mut self, span: Span, which: usize) -> Expr {
        let function = &self.cx.fused_functions[which];
        let generic = function.fused.clone();
        let choices = function.choices.clone();
        let parts = function.py_specialisations.clone();
        let source = function.source;
        let mut signatures = Vec::new();
        for (bindings, &func) in choices.iter().zip(&parts) {
            let key: Vec<SmolStr> =
                generic.iter().map(|f| fused::member_name(self.cx, bindings[f])).collect();
            let value = self.specialisation(span, func, source);
            signatures.push((Some(self.text_object(span, &key.join("|"))), value));
        }
        let mut deciding = Vec::new();
        for &f in &generic {
            if let Some(entry) = self.what_decides(span, f, &choices, &parts) {
                deciding.push(Arg::Value(entry));
            }
        }
        let signatures = mk(span, Types::DICT, ExprKind::Dict(signatures));
        let deciding = mk(span, Types::TUPLE, ExprKind::Tuple(deciding));
        mk(span, Types::OBJECT, ExprKind::Prim(Prim::FusedFunction, vec![signatures, deciding]))
    }

    /// The function object of one specialisation.
    fn specialisation(&mut self, span: Span, func: FuncId, source: BodySource<'ast>) -> Expr {
        match source {
            BodySource::Def(def) => self.make_function(span, func, Some(def)),
            BodySource::CDef(def) => {
                let params = def.declarator.as_function().map(|f| f.params.iter());
                let defaults = params.map_or(vec![], |p| self.stored_defaults(func, p));
                let in_class = self.is_class_scope();
                let make = MakeFunction { func, defaults, annotations: vec![], in_class };
                mk(span, Types::OBJECT, ExprKind::MakeFunction(Box::new(make)))
            }
            _ => self.make_function(span, func, None),
        }
    }

    /// The entry of one fused type: position, name and default of the parameter that decides, what it may be, and how
    /// many arguments the function needs by position.
    fn what_decides(
        &mut self,
        span: Span,
        generic: FusedId,
        choices: &[crate::context::FusedBindings],
        parts: &[FuncId],
    ) -> Option<Expr> {
        // The parameter whose type is exactly the member in every specialisation.
        let first = *parts.first()?;
        let count = self.cx.func(first).params.len();
        let index = (0..count).find(|&i| {
            choices.iter().zip(parts).all(|(b, &f)| self.cx.func(f).params[i].ty == b[&generic])
        })?;
        let params = &self.cx.func(first).params;
        let param = &params[index];
        let name = param.name.clone();
        let by_position = matches!(param.kind, ParamKind::Normal | ParamKind::PositionalOnly);
        let needs_position = |p: &&pyxide_hir::Param| {
            p.default.is_none() && matches!(p.kind, ParamKind::Normal | ParamKind::PositionalOnly)
        };
        let required = params.iter().filter(needs_position).count() as i64;
        let before = params[..index].iter().filter(|p| p.default.is_some()).count();
        let default = if param.default.is_some() && by_position { before as i64 } else { -1 };
        let position = if by_position { index as i64 } else { -1 };
        let options: Vec<Arg> = self
            .options(generic)
            .into_iter()
            .map(|(ty, member)| {
                let key = fused::member_name(self.cx, member);
                let ty = match ty {
                    Some(ty) => self.type_object(span, ty),
                    None => mk(span, Types::OBJECT, ExprKind::None),
                };
                let key = self.text_object(span, &key);
                Arg::Value(mk(span, Types::TUPLE, ExprKind::Tuple(vec![Arg::Value(ty), Arg::Value(key)])))
            })
            .collect();
        let int = |n: i64| Arg::Value(mk(span, Types::PY_INT, ExprKind::Int(n.into())));
        let name = self.text_object(span, &name);
        let options = mk(span, Types::TUPLE, ExprKind::Tuple(options));
        let entry = vec![int(position), Arg::Value(name), int(default), Arg::Value(options), int(required)];
        Some(mk(span, Types::TUPLE, ExprKind::Tuple(entry)))
    }

    /// The members in the order in which they are tried, with the Python type that selects each; `None` selects
    /// anything.
    fn options(&self, generic: FusedId) -> Vec<(Option<TypeId>, TypeId)> {
        let types = &self.cx.types;
        let mut members = types.fused[generic.index()].members.clone();
        overloads::sort_as_tried(types, &mut members);
        let mut options: Vec<(Option<TypeId>, TypeId)> = Vec::new();
        let mut any = None;
        for member in members {
            let selected = match types.kind(member) {
                Type::Int(IntKind::Bint) => Types::PY_BOOL,
                Type::Int(IntKind::Ucs4 | IntKind::PyUnicode) => Types::STR,
                Type::Int(_) | Type::Enum(_) => Types::PY_INT,
                Type::Float(_) => Types::PY_FLOAT,
                Type::Complex(_) => Types::PY_COMPLEX,
                Type::Ptr(to) if matches!(types.kind(*to), Type::Int(IntKind::Char | IntKind::UChar)) => {
                    Types::BYTES
                }
                Type::Builtin(_) | Type::Class(_) => types.resolve(member),
                Type::Object => {
                    any = Some(member);
                    continue;
                }
                _ => continue,
            };
            if options.iter().all(|(ty, _)| *ty != Some(selected)) {
                options.push((Some(selected), member));
            }
        }
        options.extend(any.map(|member| (None, member)));
        options
    }

    fn type_object(&self, span: Span, ty: TypeId) -> Expr {
        let kind = match *self.cx.types.kind(ty) {
            Type::Class(c) => ExprKind::TypeObject(c),
            Type::Builtin(b) => ExprKind::BuiltinType(b),
            _ => ExprKind::BuiltinType(BuiltinType::Type),
        };
        mk(span, Types::TYPE, kind)
    }

    fn text_object(&self, span: Span, text: &str) -> Expr {
        mk(span, Types::STR, ExprKind::Str(Text::Utf8(text.into())))
    }
}
