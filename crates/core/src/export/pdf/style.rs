//! How each kind of block is set.

use super::font::Cut;
use super::page::Role;
use crate::article::BlockKind;

/// How a row is set. Sizes are relative to the text's, room in em of the text's or the row's size as said.
pub(super) struct Style {
    /// Times the text's size.
    pub(super) size: f32,
    /// From baseline to baseline, times the row's size.
    pub(super) leading: f32,
    /// Room above, times the text's size.
    pub(super) before: f32,
    /// Room below, times the row's size.
    pub(super) after: f32,
    pub(super) cut: Cut,
    /// In points.
    pub(super) indent: f32,
    /// What stands before the first line.
    pub(super) sign: &'static str,
    pub(super) role: Role,
    /// Whether it steps back behind the text.
    pub(super) is_faint: bool,
}

/// The style of a kind of block, and of a level of headings (from 1) or lists (from 1).
pub(super) fn style(kind: BlockKind, level: u8) -> Style {
    let text = Style {
        size: 1.0,
        leading: 1.42,
        before: 0.0,
        after: 0.62,
        cut: Cut::Regular,
        indent: 0.0,
        sign: "",
        role: Role::Text,
        is_faint: false,
    };
    let level = level.clamp(1, 6);
    match kind {
        BlockKind::Title => Style {
            size: 1.9,
            leading: 1.18,
            after: 0.35,
            role: Role::Heading(1),
            ..text
        },
        BlockKind::Heading => Style {
            size: [1.45, 1.3, 1.15, 1.05, 1.0, 1.0][usize::from(level) - 1],
            leading: 1.25,
            before: 0.8,
            after: 0.4,
            cut: Cut::Bold,
            // The title is the first level.
            role: Role::Heading(u16::from(level.max(2))),
            ..text
        },
        BlockKind::Quote => Style {
            indent: 12.0,
            role: Role::Quote,
            ..text
        },
        BlockKind::ListItem => Style {
            indent: 12.0 * f32::from(level),
            after: 0.3,
            sign: "•",
            role: Role::Item,
            ..text
        },
        BlockKind::Caption => Style {
            size: 0.86,
            is_faint: true,
            ..text
        },
        BlockKind::Code => Style {
            size: 0.9,
            indent: 8.0,
            ..text
        },
        BlockKind::Paragraph | BlockKind::Separator => text,
    }
}

/// What stands small beside the text: who wrote it, heads of columns, notes.
pub(super) fn aside() -> Style {
    Style {
        size: 0.82,
        ..style(BlockKind::Caption, 0)
    }
}
