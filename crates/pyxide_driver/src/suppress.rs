//! `# pyxide: ignore[CODE, …]` comments: findings that the user has looked at and wants no more.
//!
//! The comment stands at the end of the line that a finding points to, or alone on the line before. Without a list it
//! means every code. Errors of the language cannot be ignored: without them there would be no module. A comment that
//! ignores nothing is a finding of its own.
//!
//! ```
//! use pyxide_diagnostics::{codes, Diagnostic, SourceMap, Span};
//! let mut sources = SourceMap::default();
//! let file = sources.add("a.pyx", "p = malloc(1)  # pyxide: ignore[leak]\n");
//! let mut found = vec![Diagnostic::new(codes::LEAK, "lost").at(Span::new(file, 0, 1))];
//! let used = pyxide_driver::suppress::suppress(&mut found, &sources);
//! assert!(found.is_empty());
//! assert!(pyxide_driver::suppress::unused(&used, &sources).is_empty());
//! assert_eq!(pyxide_driver::suppress::unused(&[], &sources).len(), 1);
//! ```

use pyxide_diagnostics::{Diagnostic, FileId, Severity, SourceFile, SourceMap, Span, codes};

/// A comment that ignored a finding: file, line from 0, name of the finding.
pub type Used = (FileId, usize, &'static str);

/// Removes the findings that a comment asks to ignore.
pub fn suppress(diagnostics: &mut Vec<Diagnostic>, sources: &SourceMap) -> Vec<Used> {
    let mut used = Vec::new();
    diagnostics.retain(|diagnostic| {
        let place = diagnostic.span.and_then(|span| Some((span.file, sources.get(span.file)?, span.start)));
        let Some((id, file, offset)) = place.filter(|_| diagnostic.severity != Severity::Error) else {
            return true;
        };
        let code = diagnostic.code.name();
        match ignored(code, file, file.line_index(offset)) {
            Some(line) => {
                used.push((id, line, code));
                false
            }
            None => true,
        }
    });
    used
}

/// The comments of the module's own files, of which each name has to have ignored something.
pub fn unused(used: &[Used], sources: &SourceMap) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, file) in sources.iter() {
        // What a declaration file says is for all the modules that read it.
        if file.path.ends_with(".pxd") || file.path.starts_with('<') || !file.text.contains("pyxide:") {
            continue;
        }
        let mut at = 0;
        for (line, text) in file.text.split_inclusive('\n').enumerate() {
            let start = at + text.rfind('#').unwrap_or(0);
            at += text.len();
            let text = text.trim_end();
            let Some(names) = ignore_comment(text) else { continue };
            let here = |name: &str| {
                used.iter().any(|u| u.0 == id && u.1 == line && (name.is_empty() || u.2 == name))
            };
            let names = if names.is_empty() { vec![""] } else { names };
            for name in names.into_iter().filter(|name| !here(name)) {
                let message = match name {
                    "" => "this comment ignores nothing: there is no finding here".to_owned(),
                    _ if codes::by_name(name).is_none() => {
                        format!("there is no finding of the name `{name}`")
                    }
                    _ => format!("this comment ignores nothing: there is no `{name}` here"),
                };
                let end = at - (at - start).min(1);
                let span = Span::new(id, start as u32, end.max(start) as u32);
                found.push(
                    Diagnostic::new(codes::UNUSED_SUPPRESSION, message).at(span).help("remove the comment"),
                );
            }
        }
    }
    found
}

/// The line whose comment ignores a finding on a line.
fn ignored(code: &str, file: &SourceFile, line: usize) -> Option<usize> {
    let names = |text: &str| ignore_comment(text).is_some_and(|list| list.is_empty() || list.contains(&code));
    if names(file.line_text(line)) {
        return Some(line);
    }
    let before = line.checked_sub(1)?;
    let text = file.line_text(before).trim_start();
    (text.starts_with('#') && names(text)).then_some(before)
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
