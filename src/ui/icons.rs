//! The window's icons: one name per meaning, so that the same thing looks the same everywhere.

use egui_material_icons::{MaterialIcon, icons};

/// Pick a folder.
pub const CHOOSE_FOLDER: MaterialIcon = icons::ICON_FOLDER_OPEN;
/// A folder that was scanned before.
pub const FOLDER: MaterialIcon = icons::ICON_FOLDER;
/// A folder that could not be read.
pub const FOLDER_OFF: MaterialIcon = icons::ICON_FOLDER_OFF;
/// Folders that were scanned before.
pub const RECENT: MaterialIcon = icons::ICON_HISTORY;
/// Begin or go on.
pub const START: MaterialIcon = icons::ICON_PLAY_ARROW;
/// Hold.
pub const PAUSE: MaterialIcon = icons::ICON_PAUSE;
/// End.
pub const STOP: MaterialIcon = icons::ICON_STOP;
/// Once more.
pub const RETRY: MaterialIcon = icons::ICON_REFRESH;
/// More choices.
pub const MORE: MaterialIcon = icons::ICON_MORE_HORIZ;
/// Find the best number.
pub const BEST_NUMBER: MaterialIcon = icons::ICON_AVG_PACE;
/// One less.
pub const LESS_BY_ONE: MaterialIcon = icons::ICON_REMOVE;
/// One more.
pub const MORE_BY_ONE: MaterialIcon = icons::ICON_ADD;
/// The made-up catalogue.
pub const SAMPLE: MaterialIcon = icons::ICON_SCIENCE;
/// Write results to a file.
pub const EXPORT: MaterialIcon = icons::ICON_DOWNLOAD;
/// The sheet of keys.
pub const KEYS: MaterialIcon = icons::ICON_KEYBOARD;
/// Close, back.
pub const CLOSE: MaterialIcon = icons::ICON_CLOSE;
/// Look for text.
pub const SEARCH: MaterialIcon = icons::ICON_SEARCH;
/// Thumbnails.
pub const GALLERY: MaterialIcon = icons::ICON_GRID_VIEW;
/// Rows and columns.
pub const TABLE: MaterialIcon = icons::ICON_TABLE_ROWS;
/// Products.
pub const PRODUCTS: MaterialIcon = icons::ICON_INVENTORY_2;
/// Ways to save looks: groups and samples.
pub const FIND: MaterialIcon = icons::ICON_TROUBLESHOOT;
/// A sample.
pub const CHECK_SAMPLE: MaterialIcon = icons::ICON_FACT_CHECK;
/// Something is wrong.
pub const ERROR: MaterialIcon = icons::ICON_ERROR;
/// Something to look at.
pub const CAUTION: MaterialIcon = icons::ICON_WARNING;
/// Done, or nothing wrong.
pub const OK: MaterialIcon = icons::ICON_CHECK_CIRCLE;
/// A word of explanation.
pub const INFO: MaterialIcon = icons::ICON_INFO;
/// The program's mark: an image, half of it black.
pub const MARK: MaterialIcon = icons::ICON_FILTER_B_AND_W;
/// No image where one was expected.
pub const NO_IMAGE: MaterialIcon = icons::ICON_HIDE_IMAGE;
/// Not looked at.
pub const SKIPPED: MaterialIcon = icons::ICON_VISIBILITY_OFF;
/// Workers and their rates.
pub const WORKERS: MaterialIcon = icons::ICON_SPEED;
/// Open in another program.
pub const OPEN: MaterialIcon = icons::ICON_OPEN_IN_NEW;
/// Copy to the clipboard.
pub const COPY: MaterialIcon = icons::ICON_CONTENT_COPY;
/// A person should look at it.
pub const DOUBTFUL: MaterialIcon = icons::ICON_HELP;
/// The mishap, beyond doubt.
pub const PROVEN: MaterialIcon = icons::ICON_GAVEL;
/// A black image that has its repaired picture.
pub const REPAIRED: MaterialIcon = icons::ICON_HEALING;
/// A file that could not be inspected.
pub const BROKEN_IMAGE: MaterialIcon = icons::ICON_BROKEN_IMAGE;
/// A file that could not be reached.
pub const UNREACHABLE: MaterialIcon = icons::ICON_CLOUD_OFF;
/// A file that is no longer where it was.
pub const GONE: MaterialIcon = icons::ICON_FOLDER_OFF;
/// From small to large.
pub const ASCENDING: MaterialIcon = icons::ICON_ARROW_UPWARD;
/// From large to small.
pub const DESCENDING: MaterialIcon = icons::ICON_ARROW_DOWNWARD;
/// An image.
pub const IMAGE: MaterialIcon = icons::ICON_IMAGE;
/// The whole picture.
pub const ZOOM_FIT: MaterialIcon = icons::ICON_FIT_SCREEN;
/// Larger.
pub const ZOOM_IN: MaterialIcon = icons::ICON_ZOOM_IN;
/// Smaller.
pub const ZOOM_OUT: MaterialIcon = icons::ICON_ZOOM_OUT;
/// The measured border ring.
pub const RING: MaterialIcon = icons::ICON_BORDER_OUTER;
/// The black area that was judged: its hatching.
pub const AREA: MaterialIcon = icons::ICON_TEXTURE;
/// The pixel at (5,5).
pub const PIXEL: MaterialIcon = icons::ICON_CENTER_FOCUS_STRONG;
/// Something is transparent still.
pub const TRANSPARENT: MaterialIcon = icons::ICON_OPACITY;
/// The preview as a page.
pub const ENLARGE: MaterialIcon = icons::ICON_OPEN_IN_FULL;
/// Back to the results.
pub const BACK: MaterialIcon = icons::ICON_ARROW_BACK;
/// The numbers behind a choice.
pub const TUNE: MaterialIcon = icons::ICON_TUNE;
/// As it was before.
pub const RESET: MaterialIcon = icons::ICON_RESTART_ALT;
/// The panel at the left.
pub const LEFT_SIDE: MaterialIcon = icons::ICON_DOCK_TO_RIGHT;
/// The panel at the right.
pub const RIGHT_SIDE: MaterialIcon = icons::ICON_DOCK_TO_LEFT;
/// The image before.
pub const PREVIOUS: MaterialIcon = icons::ICON_CHEVRON_LEFT;
/// The image after.
pub const NEXT: MaterialIcon = icons::ICON_CHEVRON_RIGHT;
/// A person confirmed it.
pub const CONFIRMED: MaterialIcon = icons::ICON_CHECK;
/// A person called it a false alarm.
pub const FALSE_ALARM: MaterialIcon = icons::ICON_DO_NOT_DISTURB_ON;
/// Nobody decided about it.
pub const UNREVIEWED: MaterialIcon = icons::ICON_RADIO_BUTTON_UNCHECKED;
/// On its way to the disk.
pub const SAVING: MaterialIcon = icons::ICON_SYNC;
/// Not on the disk.
pub const NOT_SAVED: MaterialIcon = icons::ICON_SYNC_PROBLEM;
/// Another file since.
pub const CHANGED: MaterialIcon = icons::ICON_PUBLISHED_WITH_CHANGES;
/// Take back.
pub const UNDO: MaterialIcon = icons::ICON_UNDO;
/// Do again.
pub const REDO: MaterialIcon = icons::ICON_REDO;
/// In which order.
pub const SORT: MaterialIcon = icons::ICON_SORT;
/// Something with everything that is shown.
pub const ALL_SHOWN: MaterialIcon = icons::ICON_DONE_ALL;
