# Find the wrong run.
runs-title = Find the wrong run
runs-close = Close
runs-what = Flagged images that the same program wrote at the same time are most often one mishap. Look at a few of a group, then decide about all of it at once
runs-working = Working it out…
runs-none = No image is flagged
runs-summary = { $count ->
    [one] { $images } flagged images, written in one run
   *[other] { $images } flagged images, written in { $shown } runs
}
runs-group = { $count ->
    [one] One file, { $time }
   *[other] { $shown } files, { $time }
}
runs-span = { $from } to { $to }
runs-no-time = time not known
runs-comma = {", "}
runs-quality = quality { $quality }
runs-quality-near = about quality { $quality }
runs-grey = grey
runs-progressive = progressive
runs-size-same = all { $size }
runs-size-longest = longest side { $side } pixels
runs-size-mixed = many sizes
runs-purity = { $count ->
    [one] the only { $format } image written then
   *[other] { $share } of the { $shown } { $format } images written in this time
}
runs-purity-hint = The higher the share, the more surely the whole run went wrong
runs-reviewed = { $reviewed } of { $all } reviewed
runs-all-reviewed = All reviewed
runs-look = Look at them
runs-check = Check a sample…
runs-confirm-all = { $count ->
    [one] Confirm it
   *[other] Confirm all { $shown }
}
runs-confirm-rest = Confirm the other { $shown }
