//! Looking at a part of the results for a while (a product, a group, a sample), and going back to where one was.

use std::sync::Arc;

use super::DashboardApp;
use crate::scan::{ImageId, ProductRule};
use crate::session::{ImageSet, ProductPlace, RowFilter, Scope, SortColumn, SortOrder};
use crate::ui::ViewMode;
use crate::ui::scope_bar::ScopeSubject;

/// A part of the results that is looked at.
pub(super) struct OpenScope {
    pub(super) subject: ScopeSubject,
    back_to: Place,
}

/// Where the results stood.
#[derive(Clone)]
struct Place {
    view: ViewMode,
    filter: RowFilter,
    order: Option<SortOrder>,
    focus: Option<ImageId>,
    shows_runs: bool,
}

impl DashboardApp {
    /// Shows a part of the results; from one part to another the way back stays the same.
    pub(super) fn look_at(
        &mut self,
        subject: ScopeSubject,
        filter: RowFilter,
        order: Option<SortOrder>,
    ) {
        let Some(session) = &self.session else {
            return;
        };
        let back_to = match self.scope.take() {
            Some(open) => open.back_to,
            None => Place {
                view: self.settings.view,
                filter: session.index().filter().clone(),
                order: session.index().order(),
                focus: session.selection().focus(),
                shows_runs: self.checking.shows_runs,
            },
        };
        self.scope = Some(OpenScope { subject, back_to });
        self.show_list();
        let Some(session) = &mut self.session else {
            return;
        };
        if self.settings.view == ViewMode::Products {
            self.settings.view = ViewMode::Gallery;
        }
        self.panels.filter.show_filter(&filter);
        session.set_order(order);
        session.set_filter(filter);
    }

    /// Goes back to where one was.
    pub(super) fn leave_scope(&mut self) {
        let Some(OpenScope { back_to, .. }) = self.scope.take() else {
            return;
        };
        self.show_list();
        self.checking.shows_runs = back_to.shows_runs;
        self.settings.view = back_to.view;
        self.panels.filter.show_filter(&back_to.filter);
        if let Some(session) = &mut self.session {
            session.set_order(back_to.order);
            session.set_filter(back_to.filter);
            session.change_selection(|selection, _| match back_to.focus {
                Some(focus) => selection.select_only(focus),
                None => selection.clear(),
            });
        }
    }

    /// Puts the images together to products by another rule, and remembers it for the folder.
    pub(super) fn choose_products(&mut self, rule: ProductRule) {
        // A part that is looked at may be a product that is none any more.
        self.leave_scope();
        let Some(session) = &mut self.session else {
            return;
        };
        session.choose_products(rule);
        self.settings.folders.change(session.root(), |choice| {
            choice.product_level = rule.level();
        });
    }

    /// Opens a product to its images, the flagged ones first.
    pub(super) fn open_product(&mut self, place: ProductPlace) {
        let Some(session) = &mut self.session else {
            return;
        };
        let Some(line) = session.products().line(place) else {
            return;
        };
        let product = line.product.clone();
        let filter = RowFilter {
            scope: Scope::Product(product.clone()),
            ..RowFilter::default()
        };
        let order = SortOrder {
            column: SortColumn::Status,
            ascending: true,
        };
        self.look_at(ScopeSubject::Product(product), filter, Some(order));
        if let Some(session) = &mut self.session {
            session.focus_product(place);
        }
    }

    /// Opens the images of which only a person can tell whether something is their original.
    pub(super) fn look_at_questions(&mut self) {
        let Some(session) = &self.session else {
            return;
        };
        let images = ImageSet::new(session.unanswered_images().collect());
        let filter = RowFilter {
            scope: Scope::Images(Arc::new(images)),
            ..RowFilter::default()
        };
        self.look_at(ScopeSubject::Questions, filter, None);
    }

    /// The focused product's images.
    pub(super) fn open_focused_product(&mut self) {
        let focus = self
            .session
            .as_ref()
            .and_then(|session| session.product_list().focus());
        if let Some(place) = focus {
            self.open_product(place);
        }
    }

    /// The next product that has flagged images to review.
    pub(super) fn open_next_product(&mut self) {
        let Some(session) = &self.session else { return };
        let product = match &session.index().filter().scope {
            Scope::Product(product) => product.clone(),
            Scope::All | Scope::Images(_) => session
                .selection()
                .focus()
                .and_then(|id| session.row(id)?.report.product.clone()),
        };
        if let Some(place) = session.next_product(product.as_ref()) {
            self.open_product(place);
        } else {
            self.notify_success(self.text.get("products-all-reviewed"));
        }
    }

    /// Moves the focus among products.
    pub(super) fn move_product_focus(&mut self, rows: isize) {
        if let Some(session) = &mut self.session
            && let Some(place) = session.product_list().neighbour(rows)
        {
            session.focus_product(place);
        }
    }

    /// Whether keys act on products, not on images.
    pub(super) fn products_are_shown(&self) -> bool {
        let shows_list = !self.large_preview && self.comparison.is_none();
        self.settings.view == ViewMode::Products && shows_list && self.session.is_some()
    }
}
