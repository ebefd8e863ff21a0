//! The list of results as one stop of the Tab key. Its arrows, pages and Enter belong to the window's keys; a screen
//! reader is told which cell they act from.

use egui::{Context, EventFilter, Id, Response, Sense, Ui, WidgetInfo};

use super::Text;
use crate::session::ScanSession;

/// The id of the list, of the gallery as of the table: while it has egui's focus, Enter and Space mean the focused
/// image, and no other control.
#[must_use]
pub fn list_id() -> Id {
    Id::unique("results-list")
}

/// Makes the rest of `ui` a list that takes the keyboard. To be called before the cells, which lie on it.
pub(super) fn list_focus_ui(ui: &Ui, session: &ScanSession, text: &Text) -> Response {
    let shown = session.index().shown().len() as u64;
    focus_ui(ui, text, "results-list", shown)
}

/// The same for the list of products.
pub(super) fn product_list_focus_ui(ui: &Ui, session: &ScanSession, text: &Text) -> Response {
    let shown = session.product_list().shown().len() as u64;
    focus_ui(ui, text, "products-list", shown)
}

fn focus_ui(ui: &Ui, text: &Text, key: &'static str, shown: u64) -> Response {
    let area = ui.available_rect_before_wrap();
    let list = ui.interact(area, list_id(), Sense::focusable_noninteractive());
    if list.has_focus() {
        // Tab and Escape go on; the arrows stay.
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
    }
    list.widget_info(|| {
        let label = text.counted(key, shown);
        WidgetInfo::labeled(egui::Role::ListBox, true, label)
    });
    list
}

/// Tells screen readers which cell of the list keys act from.
pub(super) fn mark_active(ctx: &Context, list: &Response, active: Option<Id>) {
    if let Some(active) = active {
        ctx.accesskit_node_builder(list.id, |node| {
            node.set_active_descendant(active.accesskit_id());
        });
    }
}
