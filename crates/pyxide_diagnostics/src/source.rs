//! Source files and spans.
//!
//! A [`Span`] is a byte range in one file of a [`SourceMap`]; lines and columns are computed only when something
//! is shown. Files are held as UTF-8 text (the driver decodes other encodings before it adds a file).

use std::sync::Arc;

/// Index of a file in its [`SourceMap`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct FileId(pub u32);

/// A half-open byte range `start..end` in a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub const fn new(file: FileId, start: u32, end: u32) -> Span {
        Span { file, start, end }
    }

    /// The smallest span that covers both; `other` must be of the same file (else `self` is returned).
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span::new(self.file, self.start.min(other.start), self.end.max(other.end))
    }

    /// The empty span at the start of this one.
    pub fn shrink_to_start(self) -> Span {
        Span::new(self.file, self.start, self.start)
    }
}

/// One-based line and column; the column counts Unicode characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineCol {
    pub line: u32,
    pub column: u32,
}

/// One source file: its display path, its text and the offsets of its line starts.
#[derive(Debug)]
pub struct SourceFile {
    pub path: String,
    pub text: Arc<str>,
    line_starts: Vec<u32>,
    /// How many lines start before each [`STRIDE`] bytes of the text: a short way to the line of a place.
    before: Vec<u32>,
}

const STRIDE: usize = 128;

impl SourceFile {
    /// Zero-based index of the line that holds byte `offset`.
    pub fn line_index(&self, offset: u32) -> usize {
        let Some(&from) = self.before.get(offset as usize / STRIDE) else {
            return self.line_starts.len() - 1;
        };
        let later = self.line_starts[from as usize..].iter().take_while(|&&s| s <= offset).count();
        (from as usize + later).saturating_sub(1)
    }

    /// One-based line and column of byte `offset`; [`SourceFile::line_index`] is faster where the line is enough.
    pub fn line_col(&self, offset: u32) -> LineCol {
        let line = self.line_index(offset);
        let start = self.line_starts[line] as usize;
        let end = (offset as usize).clamp(start, self.text.len());
        let column = self.text.get(start..end).map_or(end - start, |s| s.chars().count());
        LineCol { line: line as u32 + 1, column: column as u32 + 1 }
    }

    /// The text of zero-based line `index`, without its line end; empty past the end.
    pub fn line_text(&self, index: usize) -> &str {
        let Some(&start) = self.line_starts.get(index) else { return "" };
        let end = self.line_starts.get(index + 1).map_or(self.text.len(), |&e| e as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }

    /// The bytes of zero-based line `index`, its line end included; empty at the end of the text past the end.
    pub fn line_range(&self, index: usize) -> std::ops::Range<usize> {
        let at = |i: usize| self.line_starts.get(i).map_or(self.text.len(), |&start| start as usize);
        at(index)..at(index + 1)
    }

    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }
}

/// All files that one compilation has read, by [`FileId`].
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let text = text.into();
        let mut line_starts = vec![0];
        let bytes = text.as_bytes();
        for (i, &b) in bytes.iter().enumerate() {
            if b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                line_starts.push(i as u32 + 1);
            }
        }
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut lines = 0;
        for offset in (0..=text.len()).step_by(STRIDE) {
            lines += line_starts[lines..].iter().take_while(|&&s| (s as usize) < offset).count();
            before.push(lines as u32);
        }
        self.files.push(SourceFile { path: path.into(), text, line_starts, before });
        FileId(self.files.len() as u32 - 1)
    }

    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The file of that id, if this map has one.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    pub fn line_col(&self, span: Span) -> LineCol {
        self.file(span.file).line_col(span.start)
    }

    /// The one-based line where the span starts.
    pub fn line(&self, span: Span) -> u32 {
        self.file(span.file).line_index(span.start) as u32 + 1
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, f)| (FileId(i as u32), f))
    }
}
