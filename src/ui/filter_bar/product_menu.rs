//! Which folder is the product: a choice among the folders of an image that is there.

use std::num::NonZeroU8;

use egui::Ui;

use super::FilterBarProps;
use super::list_menus::menu_button;
use crate::scan::{ImageLocation, ProductRule};
use crate::session::ScanSession;
use crate::ui::widgets::caption;
use crate::ui::{ListCommand, UiCommand, icons};

/// So many folders are offered; nobody's products lie deeper.
const MOST_LEVELS: u8 = 8;

/// Draws the button and its menu.
pub(super) fn product_menu_ui(
    ui: &mut Ui,
    props: FilterBarProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let rule = props.session.product_rule();
    let name = text.get("products-rule");
    let button = menu_button(ui, icons::FOLDER, &name, rule.level().is_some());
    egui::Popup::menu(&button).show(|ui| {
        let mut choose = |ui: &mut Ui, choice: ProductRule, words: String| {
            if ui.radio(rule == choice, words).clicked() {
                let chosen = ListCommand::ChooseProducts(choice);
                commands.push(UiCommand::List(chosen));
                ui.close();
            }
        };
        choose(ui, ProductRule::default(), text.get("products-rule-usual"));
        let Some(example) = example(props.session) else {
            return;
        };
        ui.separator();
        caption(ui, example.relative().display().to_string());
        let parts = example.relative().parent().into_iter();
        let folders = parts.flat_map(std::path::Path::components);
        for (level, folder) in (1..=MOST_LEVELS).zip(folders) {
            let folder = folder.as_os_str().to_string_lossy().into_owned();
            let words = text.with("products-rule-folder", &[("folder", folder.into())]);
            choose(ui, ProductRule::of_level(NonZeroU8::new(level)), words);
        }
    });
}

/// An image of the product that has the focus, or of the first one, or the first of all.
fn example(session: &ScanSession) -> Option<&ImageLocation> {
    let list = session.product_list();
    let place = list.focus().or_else(|| list.shown().first().copied());
    let line = place.and_then(|place| session.products().line(place));
    let row = line.and_then(|line| session.row(line.first));
    let row = row.or_else(|| session.rows().next())?;
    Some(&row.report.location)
}
