//! The preview: the focused image large, what was measured on it, and why it was judged so. At the side of the results
//! in a wide window, a page of its own otherwise.
//!
//! It loads nothing: the app hands pictures in by [`ScreenPictures`], and until the image's own is there its thumbnail or
//! a placeholder stands in its place, never the picture before it.

mod before_after;
#[cfg(test)]
mod before_after_tests;
mod beside;
mod black_area;
pub(in crate::ui) mod canvas;
mod facts;
mod marks;
mod overlay;
mod picture;
mod picture_side;
mod question;
#[cfg(test)]
mod question_tests;
mod repaired_pictures;
mod screen_pictures;
mod split;
mod subject;
#[cfg(test)]
mod tests;
mod tiles;
mod toolbar;
mod verdict;
mod zoom;

pub use before_after::{RepairedProps, ShownSide, SideOf};
pub use picture_side::MOST_SIDE_PX;
pub use repaired_pictures::{RepairedKey, RepairedPictures};
pub use screen_pictures::{PictureWish, ScreenPictures, Urgency};
pub(in crate::ui) use subject::Subject;
pub use zoom::{Stage, Zoom, ZoomStep};

use egui::{
    Align, Layout, Rect, RichText, ScrollArea, TextStyle, TextureHandle, Ui, UiBuilder, Vec2, vec2,
};

use self::marks::Mark;
use super::background_picker::BackgroundPickerState;
use super::decision_bar::{DecisionBarProps, decision_bar_ui};
use super::keys::KeyMap;
use super::pictures::{PictureKey, ScanGeneration};
use super::theme::space;
use super::widgets::{bare_icon_button, elided_in_the_middle, empty_state, quiet_button};
use super::{ListCommand, ReviewCommand, Text, UiCommand, icons};
use crate::session::ScanSession;

/// Width of the facts beside the picture of a page, in points.
const FACTS_WIDTH: f32 = 310.0;

/// What the preview shows: the image that has the session's focus.
#[derive(Clone, Copy, Debug)]
pub struct PreviewProps<'a> {
    /// The scan.
    pub session: &'a ScanSession,
    /// Which scan it is.
    pub generation: ScanGeneration,
    /// The pictures that are there.
    pub pictures: &'a ScreenPictures,
    /// The words.
    pub text: &'a Text,
    /// The keys in force.
    pub keys: &'a KeyMap,
    /// The repair of the image that has the focus, or what may be its original; `None` where there is none.
    pub repaired: Option<RepairedProps<'a>>,
}

/// How the preview is looked at. Kept by the app from frame to frame.
pub struct PreviewState {
    /// Whether the measured ring is drawn over the picture.
    pub shows_ring: bool,
    /// Whether the pixel at (5,5) is marked.
    pub marks_pixel: bool,
    /// Which picture is shown of an image that can be repaired.
    side: ShownSide,
    /// The same of one that is repaired: whoever looks at what is done wants to see it.
    side_of_repaired: ShownSide,
    /// The same of one that a person is asked about: both pictures have to be seen.
    side_of_question: ShownSide,
    /// Whether both pictures of a question were drawn in this frame.
    both: question::BothShown,
    /// Where the handle between both pictures is, as a share of the width from the left.
    split: f32,
    background: BackgroundPickerState,
    area_shown: AreaShown,
    /// What the pointer asks for by a reason beside the picture.
    highlighted: Option<Mark>,
    zoom: Zoom,
    /// Of a key or button, until the picture's place is known.
    step: Option<ZoomStep>,
    image: Option<PictureKey>,
    /// Size of the largest view of this frame in pixels of the screen.
    view_px: Vec2,
    /// What this frame showed larger than it fits.
    needs: Vec<PictureNeed>,
    /// What this frame showed.
    shown: Vec<ShownPicture>,
    /// Pixels of the screen per pixel of the picture in the last frame, while there was one.
    magnification: Option<f32>,
    /// Two fields of each colour, repeated under transparency; and for which theme it was made.
    checkers: Option<(bool, TextureHandle)>,
    /// A tile of the black area's hatching.
    hatching: Option<TextureHandle>,
}

/// An image that is shown larger than its view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureNeed {
    /// Which.
    pub key: PictureKey,
    /// Its longest side on the screen, in pixels; more where it will be zoomed further.
    pub side_px: u32,
}

/// A picture that was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownPicture {
    /// Of which image it is.
    pub key: PictureKey,
    /// Whether it had all the detail that the screen can show, or stood in for the picture.
    pub is_sharp: bool,
}

/// What was drawn in a frame, for who loads pictures and who measures how fast they come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrawnPictures {
    /// Size of the largest view in pixels of the screen; 0 where none was drawn.
    pub view_px: Vec2,
    /// What has to be loaded with more detail than fills the view.
    pub needs: Vec<PictureNeed>,
    /// What was drawn.
    pub shown: Vec<ShownPicture>,
}

/// Whether the black area is drawn: on flagged pictures as their explanation, on others only once it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct AreaShown {
    on_flagged: bool,
    on_others: bool,
}

impl Default for PreviewState {
    fn default() -> Self {
        Self {
            shows_ring: false,
            marks_pixel: true,
            side: ShownSide::default(),
            side_of_repaired: ShownSide::Repaired,
            side_of_question: ShownSide::Compare,
            both: question::BothShown::default(),
            split: 0.5,
            background: BackgroundPickerState::default(),
            area_shown: AreaShown {
                on_flagged: true,
                on_others: false,
            },
            highlighted: None,
            zoom: Zoom::Fit,
            step: None,
            image: None,
            view_px: Vec2::ZERO,
            needs: Vec::new(),
            shown: Vec::new(),
            magnification: None,
            checkers: None,
            hatching: None,
        }
    }
}

impl std::fmt::Debug for PreviewState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PreviewState")
            .field("zoom", &self.zoom)
            .finish_non_exhaustive()
    }
}

impl PreviewState {
    /// Zooms in the next frame, for the keys + - 0 1.
    pub fn zoom(&mut self, step: ZoomStep) {
        self.step = Some(step);
    }

    /// Shows the file, the picture beside it, both, and the file again; for the key V.
    pub fn show_next_side(&mut self, of: SideOf) {
        let side = self.side_of(of);
        *side = side.next();
    }

    fn side_of(&mut self, of: SideOf) -> &mut ShownSide {
        match of {
            SideOf::Repair => &mut self.side,
            SideOf::Repaired => &mut self.side_of_repaired,
            SideOf::Question => &mut self.side_of_question,
        }
    }

    /// Whether the black area is drawn over a picture that is flagged or is not.
    #[must_use]
    pub fn shows_area(&self, is_flagged: bool) -> bool {
        if is_flagged {
            self.area_shown.on_flagged
        } else {
            self.area_shown.on_others
        }
    }

    /// Draws the black area over pictures like this one, or no more; for the key B and the button.
    pub fn toggle_area(&mut self, is_flagged: bool) {
        let shown = if is_flagged {
            &mut self.area_shown.on_flagged
        } else {
            &mut self.area_shown.on_others
        };
        *shown = !*shown;
    }

    /// What was drawn since this was asked last.
    pub fn take_drawn(&mut self) -> DrawnPictures {
        DrawnPictures {
            view_px: std::mem::take(&mut self.view_px),
            needs: std::mem::take(&mut self.needs),
            shown: std::mem::take(&mut self.shown),
        }
    }

    /// Another image begins with the whole of it.
    fn turn_to(&mut self, image: PictureKey) {
        if self.image != Some(image) {
            self.image = Some(image);
            self.zoom = Zoom::Fit;
            self.step = None;
            self.highlighted = None;
        }
    }
}

/// Draws the preview as a panel at the side: picture above, facts below.
#[must_use]
pub fn preview_side_ui(
    ui: &mut Ui,
    state: &mut PreviewState,
    props: PreviewProps<'_>,
) -> Vec<UiCommand> {
    let mut commands = Vec::new();
    let Some(subject) = Subject::of(props) else {
        nothing_ui(ui, props.text);
        return commands;
    };
    state.turn_to(subject.key);
    ui.horizontal(|ui| {
        let name = props.text.get("preview-enlarge");
        title_ui(ui, &subject, |ui| {
            if bare_icon_button(ui, icons::ENLARGE, &name).clicked() {
                commands.push(UiCommand::Review(ReviewCommand::OpenPreview));
            }
        });
    });
    before_after::before_after_ui(ui, state, &subject, &mut commands);
    let width = ui.available_width();
    let height = (ui.available_height() * 0.5).min(width).max(120.0);
    canvas::canvas_ui(ui, vec2(width, height), state, &subject);
    toolbar::toolbar_ui(ui, state, &subject);
    facts_area_ui(ui, state, &subject, &mut commands);
    commands
}

/// Draws the preview as a page: facts beside the picture, ways back and on above.
#[must_use]
pub fn preview_page_ui(
    ui: &mut Ui,
    state: &mut PreviewState,
    props: PreviewProps<'_>,
) -> Vec<UiCommand> {
    let mut commands = Vec::new();
    page_bar_ui(ui, props, &mut commands);
    let Some(subject) = Subject::of(props) else {
        nothing_ui(ui, props.text);
        return commands;
    };
    state.turn_to(subject.key);
    let area = ui.available_rect_before_wrap();
    let facts_left = (area.right() - FACTS_WIDTH).max(area.center().x);
    let (left, right) = area.split_left_right_at_x(facts_left);
    let left = left.with_max_x(left.right() - space::L);
    inside(ui, left, |ui| {
        before_after::before_after_ui(ui, state, &subject, &mut commands);
        let below = ui.spacing().interact_size.y + ui.spacing().item_spacing.y;
        let size = vec2(left.width(), (ui.available_height() - below).max(80.0));
        canvas::canvas_ui(ui, size, state, &subject);
        toolbar::toolbar_ui(ui, state, &subject);
    });
    inside(ui, right, |ui| {
        facts_area_ui(ui, state, &subject, &mut commands);
    });
    ui.advance_cursor_after_rect(area);
    commands
}

fn inside(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(rect), add);
}

fn nothing_ui(ui: &mut Ui, text: &Text) {
    let (title, detail) = (
        text.get("preview-nothing"),
        text.get("preview-nothing-hint"),
    );
    empty_state(ui, icons::IMAGE, &title, &detail, |_| ());
}

/// The file's name, and something at the end of its line.
fn title_ui(ui: &mut Ui, subject: &Subject<'_>, end: impl FnOnce(&mut Ui)) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        end(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let name = subject.file_name();
            let width = ui.available_width();
            let fitted = elided_in_the_middle(ui, &name, &TextStyle::Body, width - space::S);
            ui.label(RichText::new(fitted).strong()).on_hover_text(name);
        });
    });
}

fn page_bar_ui(ui: &mut Ui, props: PreviewProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    ui.horizontal(|ui| {
        let back = text.get("preview-back");
        if quiet_button(ui, Some(icons::BACK), &back).clicked() {
            commands.push(UiCommand::Review(ReviewCommand::ClosePreview));
        }
        for (icon, key, rows) in [
            (icons::PREVIOUS, "preview-previous", -1),
            (icons::NEXT, "preview-next", 1),
        ] {
            if bare_icon_button(ui, icon, &text.get(key)).clicked() {
                let extend = false;
                commands.push(UiCommand::List(ListCommand::MoveFocus { rows, extend }));
            }
        }
        if let Some(subject) = Subject::of(props) {
            title_ui(ui, &subject, |_| ());
        }
    });
}

fn facts_area_ui(
    ui: &mut Ui,
    state: &mut PreviewState,
    subject: &Subject<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let props = subject.props;
    let bar = DecisionBarProps {
        session: props.session,
        image: subject.key.id,
        text: props.text,
        keys: props.keys,
    };
    decision_bar_ui(ui, bar, commands);
    question::question_ui(ui, state.both, subject, commands);
    before_after::queue_ui(ui, subject, commands);
    ui.add_space(space::XS);
    ScrollArea::vertical()
        .id_salt("preview facts")
        .auto_shrink(false)
        .show(ui, |ui| facts::facts_ui(ui, state, subject, commands));
}
