# Progress while a scan runs.
progress-bar = Progress
progress-done = done
progress-found = found
progress-flagged = flagged
progress-unreadable = could not be read
progress-unreachable = could not be reached
progress-images-rate = { $rate } images/s
progress-average = average { $rate }
progress-now = now
progress-elapsed = elapsed
progress-left = left
progress-still-looking = Still looking: { $shown } found so far
progress-paused = Paused
progress-stopping = Stopping; all results found so far stay
progress-self-paused =
    { $count ->
        [one] { $shown } image could not be reached. The scan holds until you go on.
       *[other] { $shown } images in a row could not be reached. The scan holds until you go on.
    }
progress-resume = Resume the scan
progress-stop = Stop the scan
progress-retry = Try these again
progress-average-rates = on average { $images } images/s, { $bytes }
progress-read = read
progress-part-of = { $part } of { $whole }
progress-read-part = read { $part } of { $whole }
progress-read-all = read all { $whole }
progress-ends-unchecked = damaged ends of files were not looked for; “{ $option }” does that
