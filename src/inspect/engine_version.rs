//! Which engine found a result.

/// Stands beside every stored result; results of another version are inspected again.
///
/// To be raised whenever the same file may give other facts, or the facts have another form: a measurement, a limit, a
/// decoder or its version, the gate of the top corners, a field of [`super::Inspection`]. Not for thresholds: they judge
/// facts, and are applied when results are shown. A test of the store (`what_an_engine_version_stores_never_changes`)
/// fails where the form has changed.
pub const ENGINE_VERSION: u32 = 6;
