//! The window's title, which the taskbar shows too.

use std::time::Instant;

use super::{Text, format};
use crate::session::{ScanPhase, ScanSession};

/// "43 % · Blackdrop" while a scan runs whose end can be seen, "12,400 found · Blackdrop" while the folder is still
/// being walked, else the program's name.
#[must_use]
pub fn window_title(text: &Text, session: Option<&ScanSession>, now: Instant) -> String {
    let name = text.get("app-name");
    let Some(session) = session else {
        return name;
    };
    let figures = session.progress(now);
    let state = match (session.phase(), figures.fraction) {
        (ScanPhase::Ended(_), _) => return name,
        (ScanPhase::Paused(_), _) => text.get("app-title-paused"),
        (_, Some(fraction)) => format::percent(fraction),
        (_, None) => text.counted("app-title-found", figures.found),
    };
    format!("{state} · {name}")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::inspect::Thresholds;
    use crate::scan::{PauseCause, ScanEnd, ScanEvent};
    use crate::ui::Language;

    #[test]
    fn the_title_follows_the_scan() {
        let text = Text::new(Language::English);
        let now = Instant::now();
        let mut session = ScanSession::new(PathBuf::from("/shop"), 2, Thresholds::default(), now);
        assert_eq!(window_title(&text, None, now), "Blackdrop");
        session.apply(
            ScanEvent::Discovered {
                images: 12_400,
                bytes: 0,
            },
            now,
        );
        assert_eq!(
            window_title(&text, Some(&session), now),
            "12,400 found · Blackdrop"
        );
        session.apply(ScanEvent::DiscoveryEnded, now);
        assert_eq!(window_title(&text, Some(&session), now), "0 % · Blackdrop");
        session.apply(ScanEvent::Paused(PauseCause::Asked), now);
        assert_eq!(
            window_title(&text, Some(&session), now),
            "Paused · Blackdrop"
        );
        session.apply(ScanEvent::Ended(ScanEnd::Stopped), now);
        assert_eq!(window_title(&text, Some(&session), now), "Blackdrop");
    }
}
