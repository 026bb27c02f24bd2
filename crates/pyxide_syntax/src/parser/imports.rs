//! `import`, `cimport`, `from`, `include`.

use super::*;

impl Parser<'_> {
    /// `import a.b as c, d` or `cimport …`, at that word.
    pub(super) fn import_statement(&mut self) -> PResult<StmtKind> {
        let word = self.bump().kind;
        let mut names = vec![self.import_name()?];
        while self.eat(TokenKind::Comma) {
            names.push(self.import_name()?);
        }
        Ok(if word == TokenKind::Cimport { StmtKind::CImport(names) } else { StmtKind::Import(names) })
    }

    fn import_name(&mut self) -> PResult<ImportName> {
        let start = self.token.start;
        let path = self.dotted_name()?;
        let asname = self.as_name()?;
        Ok(ImportName { span: self.since(start), path, asname })
    }

    fn as_name(&mut self) -> PResult<Option<Ident>> {
        if self.eat(TokenKind::As) { self.ident().map(Some) } else { Ok(None) }
    }

    /// `from a import b` or `from a cimport b`; `features` are what `__future__` has.
    pub(super) fn import_from(&mut self, features: &[&str]) -> PResult<StmtKind> {
        self.bump();
        let module_start = self.token.start;
        let mut level = 0;
        while matches!(self.kind(), TokenKind::Dot | TokenKind::Ellipsis) {
            level += if self.bump().kind == TokenKind::Dot { 1 } else { 3 };
        }
        let only_dots = level > 0 && matches!(self.kind(), TokenKind::Import | TokenKind::Cimport);
        let module = if only_dots { Vec::new() } else { self.dotted_name()? };
        let module_span = self.since(module_start);
        let is_cimport = match self.kind() {
            TokenKind::Import => false,
            TokenKind::Cimport => true,
            _ if self.in_python_file() => return self.fail_expected("'import'"),
            _ => return self.fail_expected("'import' or 'cimport'"),
        };
        self.bump();
        let names = if self.at(TokenKind::Star) {
            let star = self.bump();
            ImportNames::Star(self.span_of(star))
        } else if self.eat(TokenKind::LParen) {
            let names = self.comma_list(TokenKind::RParen, Self::imported_name)?;
            if names.is_empty() {
                return self.fail_expected("one or more names to import");
            }
            self.expect(TokenKind::RParen)?;
            ImportNames::Names(names)
        } else {
            let mut names = vec![self.imported_name()?];
            while self.eat(TokenKind::Comma) {
                if self.at(TokenKind::Newline) {
                    let span = self.here();
                    return self.fail(span, "trailing comma not allowed without surrounding parentheses");
                }
                names.push(self.imported_name()?);
            }
            ImportNames::Names(names)
        };
        let from = ImportFrom { level, module, module_span, names };
        if from.dotted() == "__future__" && level == 0 && !is_cimport {
            self.future_import(&from, features);
        }
        let from = Box::new(from);
        Ok(if is_cimport { StmtKind::CImportFrom(from) } else { StmtKind::ImportFrom(from) })
    }

    fn imported_name(&mut self) -> PResult<ImportedName> {
        let start = self.token.start;
        let name = self.ident()?;
        let asname = self.as_name()?;
        Ok(ImportedName { span: self.since(start), name, asname })
    }

    fn future_import(&mut self, from: &ImportFrom, features: &[&str]) {
        if !self.at_file_head {
            self.error(from.module_span, "from __future__ imports must occur at the beginning of the file");
            return;
        }
        let ImportNames::Names(names) = &from.names else { return };
        for feature in names {
            match feature.name.as_str() {
                "print_function" => self.print_function = true,
                "unicode_literals" => self.unicode_literals = true,
                "braces" => self.error(feature.span, "not a chance"),
                name if !features.contains(&name) => {
                    self.error(feature.span, format!("future feature {name} is not defined"));
                }
                _ => {}
            }
        }
    }

    /// `include "file.pxi"`
    pub(super) fn include_statement(&mut self, context: &Context) -> PResult<Stmt> {
        let start = self.token.start;
        if !context.is_module() {
            let span = self.here();
            self.report(codes::INVALID_DECLARATION, span, "include statement not allowed here");
        }
        self.bump();
        if !self.at(TokenKind::Str) {
            return self.fail_expected("a file name in quotes");
        }
        let CName { span: path_span, text: path } = self.cname()?;
        let span = self.since(start);
        self.end_of_line("syntax error in include statement")?;
        Ok(Stmt { span, kind: StmtKind::Include(Box::new(IncludePath { span: path_span, path })) })
    }
}
