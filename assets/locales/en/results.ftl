results-list = { $count ->
    [one] One image shown
   *[other] { $shown } images shown
}

results-menu-preview = Show large
results-menu-open = Open
results-menu-reveal = Show in file manager
results-menu-copy-path = Copy path

results-empty-working = Working it out…
results-empty-text = No image has this text in its product or path
results-empty-text-hint = Change the text or clear it
results-empty-running = No images yet
results-empty-nothing = No images were found
results-empty-flagged-running = No black backgrounds so far
results-empty-flagged-running-hint = Flagged images appear here while the scan runs
results-empty-flagged = No black backgrounds found
results-empty-flagged-hint = Every other image is under All
results-empty-repaired = Every black background is repaired
results-empty-repaired-hint = The repaired images are under Repaired
results-empty-status-running = None so far
results-empty-status = None

results-column-status = Status
results-column-product = Product
results-column-path = Path
results-column-verdict = Verdict and why
results-column-pixel-sum = Pixel (5,5)
results-column-border-black = Black border
results-column-main-colour = Main colour
results-column-dimensions = Width × height
results-column-file-bytes = Size
results-column-time-taken = Time

results-chip-all = All
results-chip-flagged = Flagged
results-filter-hint = Filter by product or path
results-filter-clear = Clear the filter
results-shown = { $shown } shown
results-shown-working = Working it out…
results-view-gallery = Gallery
results-view-table = Table
results-thumbnail-size = Thumbnail size

results-find = Find runs and check samples
results-find-runs = Find the wrong run…
results-find-check = Check a sample of the clear images…
results-find-product = Next product to review
