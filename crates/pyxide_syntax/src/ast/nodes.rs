//! The `nodes!` macro: declares tree types and derives from the one declaration how they print and how they
//! are walked, so that neither the printer nor the visitor repeats the list of fields.
//!
//! `pub struct` and `pub enum` are written as usual, except that a variant with one unnamed value gives it a
//! name: `Return(value: Option<Box<Expr>>)`. Every type gets `Debug`, `Clone` and `PartialEq`.
//!
//! `pub struct Expr [visit_expr] { … }` names the visitor method that meets such a node; nodes without one are
//! walked through. A struct with a method prints as its `kind`.

macro_rules! nodes {
    () => {};
    (
        $(#[$meta:meta])*
        pub struct $name:ident $([$hook:ident])? {
            $($(#[$fmeta:meta])* pub $field:ident : $ty:ty),* $(,)?
        }
        $($rest:tt)*
    ) => {
        #[derive(Debug, Clone, PartialEq)]
        $(#[$meta])*
        pub struct $name {
            $($(#[$fmeta])* pub $field: $ty),*
        }

        impl $crate::ast::printer::Print for $name {
            fn doc(&self, spans: bool) -> $crate::ast::printer::Doc {
                let fields = vec![$((stringify!($field), self.$field.doc(spans))),*];
                $crate::ast::printer::Doc::of_struct(stringify!($name), fields, &[$(stringify!($hook))?])
            }
        }

        impl $crate::ast::visit::Walk for $name {
            fn walk<'a, V: $crate::ast::visit::Visitor<'a> + ?Sized>(&'a self, v: &mut V) {
                let _ = &v;
                $(self.$field.accept(v);)*
            }
            $(
                fn accept<'a, V: $crate::ast::visit::Visitor<'a> + ?Sized>(&'a self, v: &mut V) {
                    v.$hook(self);
                }
            )?
        }
        nodes! { $($rest)* }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$vmeta:meta])*
                $variant:ident
                $( ( $tname:ident : $tty:ty ) )?
                $( { $( $(#[$fmeta:meta])* $field:ident : $ty:ty ),* $(,)? } )?
            ),* $(,)?
        }
        $($rest:tt)*
    ) => {
        #[derive(Debug, Clone, PartialEq)]
        $(#[$meta])*
        pub enum $name {
            $(
                $(#[$vmeta])*
                $variant $( ( $tty ) )? $( { $( $(#[$fmeta])* $field: $ty ),* } )?
            ),*
        }

        impl $crate::ast::printer::Print for $name {
            fn doc(&self, spans: bool) -> $crate::ast::printer::Doc {
                let _ = spans;
                match self {
                    $(
                        Self::$variant $( ($tname) )? $( { $($field),* } )? => {
                            $crate::ast::printer::Doc::of_variant(stringify!($variant), vec![
                                $( ({ let _ = stringify!($tname); "" }, $tname.doc(spans)) )?
                                $( $( (stringify!($field), $field.doc(spans)) ),* )?
                            ])
                        }
                    )*
                }
            }
        }

        impl $crate::ast::visit::Walk for $name {
            fn walk<'a, V: $crate::ast::visit::Visitor<'a> + ?Sized>(&'a self, v: &mut V) {
                let _ = &v;
                match self {
                    $(
                        Self::$variant $( ($tname) )? $( { $($field),* } )? => {
                            $( $tname.accept(v); )?
                            $( $( $field.accept(v); )* )?
                        }
                    )*
                }
            }
        }
        nodes! { $($rest)* }
    };
}
