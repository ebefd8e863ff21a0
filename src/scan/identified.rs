//! What the coordinator does about files whose names promise no picture, and when it knows that everything was found.

use super::coordinator::Coordinator;
use super::note::{Identity, WalkEnd};
use super::{ImageLocation, ScanEvent, SkipCause};

impl Coordinator {
    /// It is known what a file is, or given up to find out. An image is counted here, so that it is found before its worker
    /// starts it.
    pub(super) fn on_identified(&mut self, location: ImageLocation, identity: Identity) {
        self.state.identified += 1;
        match identity {
            Identity::Image { file_bytes } => self.walk.discovery.found.add(1, file_bytes),
            Identity::OtherPicture(kind) => {
                let cause = SkipCause::PictureByContent { kind };
                self.outbox.push(ScanEvent::Skipped { location, cause });
            }
            Identity::NoPicture => self.state.others_to_tell += 1,
            // Perhaps with all that is beside it.
            Identity::Gone => self.state.had_trouble = true,
            Identity::Unknown { detail } => {
                self.state.had_trouble = true;
                let cause = SkipCause::UnknownContent { detail };
                self.outbox.push(ScanEvent::Skipped { location, cause });
            }
        }
        self.tell_discovery_ended();
    }

    /// Tells, once, that nothing more will be found: the walk is over, and it is known of every file whether it is an image.
    pub(super) fn tell_discovery_ended(&mut self) {
        let is_walk_whole = !matches!(self.walk.end, None | Some(WalkEnd::Interrupted));
        if is_walk_whole && self.is_all_identified() && !self.walk.is_end_told {
            self.announce_found();
            self.walk.is_end_told = true;
            self.outbox.push(ScanEvent::DiscoveryEnded);
        }
    }

    pub(super) fn is_all_identified(&self) -> bool {
        self.state.identified >= self.walk.discovery.found.unnamed()
    }
}
