//! Parameters: of `def` and `lambda`, and of C functions.

use super::*;

impl Parser<'_> {
    /// The parameters of a `def` or `lambda` up to `close` (`)` or `:`), which is not consumed.
    pub(super) fn params(&mut self, close: TokenKind) -> PResult<Params> {
        let annotated = close == TokenKind::RParen;
        let start = self.token.start;
        let mut params = Params {
            span: self.here().shrink_to_start(),
            posonly: Vec::new(),
            args: Vec::new(),
            vararg: None,
            kwonly: Vec::new(),
            kwarg: None,
        };
        let mut star_seen = false;
        let mut bare_star = None;
        let mut default_seen = false;
        while !self.at(close) {
            match self.kind() {
                TokenKind::Slash => {
                    let slash = self.here();
                    if star_seen {
                        return self.fail(slash, "'/' must be ahead of '*'");
                    }
                    if !params.posonly.is_empty() {
                        return self.fail(slash, "'/' may appear only once");
                    }
                    if params.args.is_empty() {
                        return self.fail(
                            slash,
                            "got zero positional-only arguments despite presence of positional-only specifier '/'",
                        );
                    }
                    self.bump();
                    params.posonly = std::mem::take(&mut params.args);
                }
                TokenKind::Star => {
                    let star = self.here();
                    if star_seen {
                        return self.fail(star, "'*' argument may appear only once");
                    }
                    self.bump();
                    star_seen = true;
                    if self.at(TokenKind::Comma) || self.at(close) {
                        bare_star = Some(star);
                    } else {
                        params.vararg = Some(self.star_param(star.start, annotated)?);
                    }
                }
                TokenKind::DoubleStar => {
                    let stars = self.bump();
                    params.kwarg = Some(self.star_param(stars.start, annotated)?);
                    self.eat(TokenKind::Comma);
                    if !self.at(close) {
                        return self.fail_expected(&format!("'{}'", close.describe()));
                    }
                    break;
                }
                _ => {
                    let param = self.param(ParamUse::Python { annotated }, false)?;
                    match param.default {
                        ParamDefault::None if default_seen && !star_seen => {
                            self.error(
                                param.span,
                                "parameter without a default follows parameter with a default",
                            );
                        }
                        ParamDefault::None => {}
                        _ => default_seen = true,
                    }
                    if star_seen {
                        params.kwonly.push(param);
                    } else {
                        params.args.push(param);
                    }
                }
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        // Cython takes `def f(a, *)` for `def f(a)`; Python does not.
        if let Some(star) = bare_star
            && params.kwonly.is_empty()
            && self.in_python_file()
        {
            self.error(star, "named arguments must follow bare *");
        }
        params.span = self.since(start);
        Ok(params)
    }

    fn star_param(&mut self, start: u32, annotated: bool) -> PResult<StarParam> {
        let name = self.ident()?;
        let annotation =
            if annotated && self.eat(TokenKind::Colon) { Some(self.test_or_starred()?) } else { None };
        Ok(StarParam { span: self.since(start), name, annotation })
    }

    /// The parameters of a C function up to `...` or `)`.
    pub(super) fn c_params(&mut self, inline_in_pxd: ParamUse) -> PResult<Vec<Param>> {
        let mut params = Vec::new();
        while !matches!(self.kind(), TokenKind::Ellipsis | TokenKind::RParen) {
            params.push(self.param(inline_in_pxd, true)?);
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        Ok(params)
    }

    fn param(&mut self, usage: ParamUse, may_be_abstract: bool) -> PResult<Param> {
        let start = self.token.start;
        let in_python = matches!(usage, ParamUse::Python { .. });
        let ty = if self.in_python_file() {
            None
        } else if may_be_abstract {
            Some(self.base_type()?)
        } else {
            self.base_type_of_declaration()?
        };
        let declarator = if may_be_abstract {
            self.declarator(super::declarator::Rules::any())?
        } else {
            self.declarator(super::declarator::Rules::named())?
        };
        let mut none_check = NoneCheck::Unspecified;
        if matches!(self.kind(), TokenKind::Not | TokenKind::Or) && !self.in_python_file() {
            none_check = if self.at(TokenKind::Not) { NoneCheck::NotNone } else { NoneCheck::OrNone };
            let word = self.bump();
            if !self.eat(TokenKind::None) {
                return self.fail_expected("'None'");
            }
            if !in_python {
                let span = self.since(start);
                let word = word.kind.describe();
                self.error(span, format!("'{word} None' only allowed in Python functions"));
            }
        }
        let annotated = !matches!(usage, ParamUse::Python { annotated: false });
        let annotation = if annotated && self.eat(TokenKind::Colon) { Some(self.test()?) } else { None };
        let default =
            if self.eat(TokenKind::Equal) { self.param_default(usage)? } else { ParamDefault::None };
        Ok(Param { span: self.since(start), ty, declarator, none_check, annotation, default })
    }

    fn param_default(&mut self, usage: ParamUse) -> PResult<ParamDefault> {
        let may_be_declared = self.kind == SourceKind::Pxd;
        if may_be_declared && matches!(self.kind(), TokenKind::Star | TokenKind::Question) {
            let token = self.bump();
            return Ok(ParamDefault::Declared(self.span_of(token)));
        }
        let value = self.test()?;
        if usage == ParamUse::CDeclaration {
            let message = "default values cannot be specified in pxd files, use ? or *";
            let diagnostic = Diagnostic::new(codes::INVALID_DECLARATION, message).at(value.span);
            self.diagnostics.push(diagnostic.suggest(value.span, "*"));
        }
        Ok(ParamDefault::Value(Box::new(value)))
    }
}

/// What a parameter belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ParamUse {
    /// A `def`, or a `lambda`, whose parameters have no annotations.
    Python { annotated: bool },
    /// A C function.
    C,
    /// A C function in a `.pxd` that is not `inline`: only the fact of a default is declared.
    CDeclaration,
}
