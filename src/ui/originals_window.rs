//! Where the originals are, what is to be proven from them, and what came of it.
//!
//! It looks for nothing itself: the app runs the job and hands its [`ProvingStage`] over.

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use egui::{Label, RichText, TextStyle, Ui};

use super::dialog::{
    DialogEnd, DialogHead, buttons_row, choice_card, dialog, is_entered, scrolled,
};
use super::folder_box::{FolderBox, FolderBoxAnswer};
use super::job_line::{JobView, job_ui};
use super::left_out::{left_out_ui, questions_ui};
use super::theme::{palette, space};
use super::widgets::{self, Tone, caption, elided_in_the_middle};
use super::{PathProblem, RepairCommand, Text, UiCommand, format, icons};
use crate::repair::MatchBy;

/// Width of the window in logical points.
const WIDTH: f32 = 620.0;

/// Which images are to be proven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImagesToProve {
    /// Those that are flagged.
    #[default]
    Flagged,
    /// Every image that has an original in the chosen folder: that also finds black products on black, and grounds of
    /// another colour.
    All,
}

/// What proving came to, in images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProofCounts {
    /// Which images were asked about.
    pub images: ImagesToProve,
    /// How many were asked about.
    pub asked: u64,
    /// How many were looked at before the end or the stop.
    pub looked_at: u64,
    /// Proven.
    pub proven: u64,
    /// Shown to be as they should be.
    pub not_the_mishap: u64,
    /// With something of the right name that shows another picture.
    pub does_not_match: u64,
    /// Images that look the same as their original, with too little to tell by.
    pub too_little_to_tell: u64,
    /// Without an original.
    pub no_original: u64,
    /// With an original that could not be compared.
    pub unreadable: u64,
    /// Of them all, those whose original was found by content.
    pub by_content: u64,
    /// Files that may be originals, which could not be read to search by content.
    pub unread_originals: u64,
    /// Originals that were not searched by content, because there are too many.
    pub originals_left_out: u64,
}

/// What is to be proven, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WishToProve {
    /// Which images.
    pub images: ImagesToProve,
    /// The folder of originals, as typed; `None`: only beside the images.
    pub folder: Option<PathBuf>,
    /// By what originals are found.
    pub match_by: MatchBy,
}

/// How far proving is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ProvingStage<'a> {
    /// Not begun.
    NotYet,
    /// It goes on.
    Running(&'a JobView),
    /// It is over.
    Ended(&'a ProofCounts),
    /// It could not begin.
    Failed {
        /// Why, as a sentence in the user's language.
        sentence: &'a str,
    },
}

/// What the window shows.
#[derive(Clone, Copy, Debug)]
pub struct OriginalsWindowProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// The folder that was scanned.
    pub scanned: &'a Path,
    /// What is wrong with the folder of originals, as far as is known.
    pub problem: Option<&'a PathProblem>,
    /// How many images are flagged.
    pub flagged: u64,
    /// How many images there are.
    pub images: u64,
    /// How many images can be repaired: proven, by whichever proving, and called a false alarm by nobody; or
    /// answered for by a person.
    pub repairable: u64,
    /// How many are proven, but a person called them a false alarm.
    pub false_alarms: u64,
    /// Of how many only a person can tell whether something is their original, and nobody has.
    pub in_question: u64,
    /// How far proving is.
    pub stage: ProvingStage<'a>,
}

/// What is chosen; kept from one time to the next.
#[derive(Clone, Debug, Default)]
pub struct OriginalsWindowState {
    /// The folder of originals, as typed: `~` is not expanded. Empty: only beside the images.
    pub folder: String,
    /// Which images are to be proven.
    pub images: ImagesToProve,
    /// By what originals are found.
    pub match_by: MatchBy,
}

impl OriginalsWindowState {
    fn has_folder(&self) -> bool {
        !self.folder.trim().is_empty()
    }

    /// Without a folder of originals only flagged images are proven: every other would have to be looked for beside
    /// itself.
    fn images(&self) -> ImagesToProve {
        if self.has_folder() {
            self.images
        } else {
            ImagesToProve::Flagged
        }
    }

    fn folder(&self) -> Option<PathBuf> {
        self.has_folder().then(|| PathBuf::from(self.folder.trim()))
    }
}

/// Shows the window, over everything else.
pub fn originals_window_ui(
    ui: &Ui,
    state: &mut OriginalsWindowState,
    props: OriginalsWindowProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let head = DialogHead {
        id: "originals window",
        title: &text.get("originals-title"),
        close: &text.get("originals-close"),
        width: WIDTH,
    };
    let ((), end) = dialog(ui, head, |ui| {
        let is_running = matches!(props.stage, ProvingStage::Running(_));
        scrolled(ui, "originals", 130.0, |ui| {
            caption(ui, text.get("originals-what"));
            ui.add_enabled_ui(!is_running, |ui| {
                places_ui(ui, state, props, commands);
                match_ui(ui, state, text);
                images_ui(ui, state, props);
            });
        });
        ui.add_space(space::XS);
        stage_ui(ui, state, props, commands);
    });
    if end == DialogEnd::Closed {
        commands.push(UiCommand::Repair(RepairCommand::ShowOriginals(false)));
    }
}

/// Beside the images, and in a folder of their own.
fn places_ui(
    ui: &mut Ui,
    state: &mut OriginalsWindowState,
    props: OriginalsWindowProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    ui.add_space(space::XS);
    widgets::section_title(ui, &text.get("originals-where"));
    ui.horizontal(|ui| {
        let colours = palette(ui);
        widgets::icon(ui, icons::OK, colours.accent);
        ui.add(Label::new(text.get("originals-beside")).extend());
        let path = props.scanned.display().to_string();
        let shown = elided_in_the_middle(ui, &path, &TextStyle::Body, ui.available_width());
        ui.add(Label::new(RichText::new(shown).color(colours.text_weak)).extend())
            .on_hover_text(path);
    });
    let name = text.get("originals-folder");
    caption(ui, text.get("originals-folder-hint"));
    let field = FolderBox {
        text,
        name: &name,
        problem: props.problem.filter(|_| state.has_folder()),
    };
    match field.show(ui, &mut state.folder) {
        FolderBoxAnswer::Nothing => {}
        FolderBoxAnswer::Edited => commands.push(UiCommand::Repair(
            RepairCommand::SetOriginalsFolder(state.folder()),
        )),
        FolderBoxAnswer::Choose => {
            commands.push(UiCommand::Repair(RepairCommand::ChooseOriginalsFolder));
        }
    }
}

/// By name always, by content if it is asked for.
fn match_ui(ui: &mut Ui, state: &mut OriginalsWindowState, text: &Text) {
    ui.add_space(space::XS);
    let mut by_content = state.match_by == MatchBy::Content;
    if ui
        .checkbox(&mut by_content, text.get("originals-by-content"))
        .changed()
    {
        state.match_by = if by_content {
            MatchBy::Content
        } else {
            MatchBy::Name
        };
    }
    caption(ui, text.get("originals-by-content-detail"));
}

fn images_ui(ui: &mut Ui, state: &mut OriginalsWindowState, props: OriginalsWindowProps<'_>) {
    let text = props.text;
    ui.add_space(space::XS);
    widgets::section_title(ui, &text.get("originals-images"));
    ui.spacing_mut().item_spacing.y = space::XS;
    let has_folder = state.has_folder();
    for (images, count, title, detail) in [
        (
            ImagesToProve::Flagged,
            props.flagged,
            "originals-flagged",
            "originals-flagged-detail",
        ),
        (
            ImagesToProve::All,
            props.images,
            "originals-all",
            if has_folder {
                "originals-all-detail"
            } else {
                "originals-all-needs-folder"
            },
        ),
    ] {
        let is_possible = images == ImagesToProve::Flagged || has_folder;
        ui.add_enabled_ui(is_possible, |ui| {
            let chosen = state.images() == images;
            let title = text.counted(title, count);
            if choice_card(ui, chosen, &title, &text.get(detail)) && is_possible {
                state.images = images;
            }
        });
    }
}

/// How far it is, and what can be done now.
fn stage_ui(
    ui: &mut Ui,
    state: &OriginalsWindowState,
    props: OriginalsWindowProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    match props.stage {
        ProvingStage::NotYet => {}
        ProvingStage::Running(job) => {
            ui.add_space(space::S);
            job_ui(ui, job, text, commands);
            return;
        }
        ProvingStage::Ended(counts) => {
            let sentence = result_sentence(text, counts);
            widgets::banner(ui, Tone::Neutral, icons::INFO, &sentence);
        }
        ProvingStage::Failed { sentence } => {
            widgets::banner(ui, Tone::Danger, icons::ERROR, sentence);
        }
    }
    // So many as the repair's dialog will offer.
    let proven = match props.stage {
        ProvingStage::Ended(_) => props.repairable,
        _ => 0,
    };
    if matches!(props.stage, ProvingStage::Ended(_)) {
        let leave = RepairCommand::ShowOriginals(false);
        left_out_ui(ui, text, props.false_alarms, leave, commands);
        questions_ui(ui, text, props.in_question, commands);
    }
    let is_possible = is_possible(state, props);
    let go = buttons_row(ui, |ui| {
        let go = text.get("originals-go");
        let clicked = if proven > 0 {
            let repair = text.counted("originals-repair", proven);
            if widgets::primary_button(ui, Some(icons::REPAIR), &repair).clicked() {
                commands.extend([
                    UiCommand::Repair(RepairCommand::ShowOriginals(false)),
                    UiCommand::Repair(RepairCommand::ShowRepair(true)),
                ]);
            }
            let again = text.get("originals-again");
            ui.add_enabled_ui(is_possible, |ui| {
                widgets::quiet_button(ui, Some(icons::RETRY), &again)
            })
        } else {
            ui.add_enabled_ui(is_possible, |ui| {
                widgets::primary_button(ui, Some(icons::PROVE), &go)
            })
        };
        if props.flagged == 0 && state.images() == ImagesToProve::Flagged {
            caption(ui, text.get("originals-none-flagged"));
        }
        clicked.inner.clicked()
    });
    let entered = is_entered(ui) && is_possible && proven == 0;
    if go || entered {
        let wish = WishToProve {
            images: state.images(),
            folder: state.folder(),
            match_by: state.match_by,
        };
        commands.push(UiCommand::Repair(RepairCommand::StartProving(wish)));
    }
}

fn is_possible(state: &OriginalsWindowState, props: OriginalsWindowProps<'_>) -> bool {
    let has_images = match state.images() {
        ImagesToProve::Flagged => props.flagged > 0,
        ImagesToProve::All => props.images > 0,
    };
    let folder_is_good = !state.has_folder() || props.problem.is_none();
    has_images && folder_is_good
}

/// "682 of 703 flagged images proven, 9 are not the mishap, 12 have no original"; what is not there is not named.
pub(crate) fn result_sentence(text: &Text, counts: &ProofCounts) -> String {
    let was_stopped = counts.looked_at < counts.asked;
    let first = match counts.images {
        ImagesToProve::Flagged => "originals-result-flagged",
        ImagesToProve::All => "originals-result-all",
    };
    let first = text.with(
        first,
        &[
            ("count", counts.looked_at.into()),
            ("shown", format::count(counts.looked_at).into()),
            ("proven", format::count(counts.proven).into()),
        ],
    );
    let others = [
        ("originals-result-not-mishap", counts.not_the_mishap),
        ("originals-result-other-picture", counts.does_not_match),
        ("originals-result-too-little", counts.too_little_to_tell),
        ("originals-result-no-original", counts.no_original),
        ("originals-result-unreadable", counts.unreadable),
        ("originals-result-by-content", counts.by_content),
        ("originals-result-unread", counts.unread_originals),
        ("originals-result-left-out", counts.originals_left_out),
    ];
    let others = others
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| text.counted(key, count));
    let parts: Vec<String> = std::iter::once(first).chain(others).collect();
    let sentence = parts.join(&text.get("originals-result-comma"));
    if !was_stopped {
        return sentence;
    }
    text.with(
        "originals-result-stopped",
        &[
            ("done", format::count(counts.looked_at).into()),
            ("total", format::count(counts.asked).into()),
            ("result", sentence.into()),
        ],
    )
}
