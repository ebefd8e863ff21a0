//! The processor's load while a scan runs.

use crate::scan::CoreLoadSampler;
use crate::ui::CoreLoads;

/// Samples while a scan runs; keeps the last minute for the panel.
#[derive(Default)]
pub(super) struct CoreLoadMeter {
    sampler: Option<CoreLoadSampler>,
    pub(super) loads: CoreLoads,
}

impl CoreLoadMeter {
    /// A scan begins.
    pub(super) fn start(&mut self, ctx: &egui::Context) {
        self.loads.clear();
        self.go_on(ctx);
    }

    /// The scan goes on. Where the system has no thread left for it, the panel does without.
    pub(super) fn go_on(&mut self, ctx: &egui::Context) {
        let repaint = ctx.clone();
        self.sampler = CoreLoadSampler::start(move || repaint.request_repaint()).ok();
    }

    /// The scan is held, or over.
    pub(super) fn stop(&mut self) {
        self.sampler = None;
        self.loads.rest();
    }

    /// Takes the newest sample.
    pub(super) fn poll(&mut self) {
        if let Some(sample) = self.sampler.as_ref().and_then(CoreLoadSampler::latest) {
            self.loads.record(&sample);
        }
    }
}
