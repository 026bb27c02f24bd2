//! `# pyxide: ignore[CODE, …]` comments: findings that the user has looked at and wants no more.
//!
//! The comment stands at the end of the line that a finding points to, or alone on the line before. Without a list it
//! means every code. Errors of the language cannot be ignored: without them there would be no module.
//!
//! ```
//! use pyxide_diagnostics::{codes, Diagnostic, SourceMap, Span};
//! let mut sources = SourceMap::default();
//! let file = sources.add("a.pyx", "p = malloc(1)  # pyxide: ignore[leak]\n");
//! let mut found = vec![Diagnostic::new(codes::LEAK, "lost").at(Span::new(file, 0, 1))];
//! pyxide_driver::suppress::suppress(&mut found, &sources);
//! assert!(found.is_empty());
//! ```

use pyxide_diagnostics::{Diagnostic, Severity, SourceFile, SourceMap};

/// Removes the findings that a comment asks to ignore.
pub fn suppress(diagnostics: &mut Vec<Diagnostic>, sources: &SourceMap) {
    diagnostics.retain(|diagnostic| {
        let place = diagnostic.span.and_then(|span| Some((sources.get(span.file)?, span.start)));
        match place {
            Some((file, offset)) if diagnostic.severity != Severity::Error => {
                !ignored(diagnostic.code.name(), file, file.line_index(offset))
            }
            _ => true,
        }
    });
}

fn ignored(code: &str, file: &SourceFile, line: usize) -> bool {
    let names = |text: &str| ignore_comment(text).is_some_and(|list| list.is_empty() || list.contains(&code));
    let before = line.checked_sub(1).map(|before| file.line_text(before).trim_start());
    names(file.line_text(line)) || before.is_some_and(|text| text.starts_with('#') && names(text))
}

/// The codes in the line's comment; empty for all.
fn ignore_comment(line: &str) -> Option<Vec<&str>> {
    let (_, comment) = line.rsplit_once('#')?;
    let rest = comment.trim_start().strip_prefix("pyxide:")?.trim_start().strip_prefix("ignore")?;
    match rest.trim_start().strip_prefix('[') {
        Some(list) => Some(list.split(']').next()?.split(',').map(str::trim).collect()),
        None if rest.is_empty() || rest.starts_with(char::is_whitespace) => Some(Vec::new()),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::ignore_comment;

    #[test]
    fn comments_are_read() {
        assert_eq!(
            ignore_comment("x = 1  # pyxide: ignore[leak, bad-free] because"),
            Some(vec!["leak", "bad-free"])
        );
        assert_eq!(ignore_comment("# pyxide: ignore"), Some(vec![]));
        assert_eq!(ignore_comment("x = 1  # pyxide: ignored"), None);
        assert_eq!(ignore_comment("x = '# no'"), None);
    }
}
