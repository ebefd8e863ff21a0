# The bar at the bottom.
status-flagged = { $shown } flagged
status-repaired = { $shown } repaired
status-unreadable = { $shown } could not be read
status-unreachable = { $shown } could not be reached
status-selected = { $shown } selected
status-export = Export…
status-repair = Repair…
status-repair-why-not = Nothing is flagged
status-keys = Keyboard shortcuts
status-side-workers = Workers panel
status-side-preview = Preview panel
