# Finding the best number of workers.
trial-open = Find the best number of workers…
trial-stop-first = A scan is running. Stop it first, then measure
trial-title = Find the best number of workers
trial-close = Close
trial-folder = Folder: { $path }
trial-what = Inspects up to { $images } images of this folder with 1, 2, 4 and more workers, up to { $most }, and shows which number is fastest. It takes up to { $time } and changes nothing.
trial-start = Start measuring
trial-cancel = Cancel
trial-again = Measure again
trial-use =
    { $count ->
        [one] Use { $shown } worker
       *[other] Use { $shown } workers
    }

# While it runs.
trial-listing = Looking for images: { $shown } so far
trial-reading-ahead = Few images: all of them are read once first, so that no number of workers is the first to read them
trial-measuring =
    { $count ->
        [one] Measuring { $shown } worker, round { $round } of 2
       *[other] Measuring { $shown } workers, round { $round } of 2
    }

# The chart.
trial-workers =
    { $count ->
        [one] { $shown } worker
       *[other] { $shown } workers
    }
trial-rate = { $rate } images/s
trial-speed-up = { $times }×
trial-bar = { $workers }: { $rate }, { $times } times as fast as one worker
trial-bar-single = { $workers }: { $rate }
trial-bar-best = { $bar }; the best
trial-bar-unknown = { $workers }: not measured yet
trial-bar-needless = { $workers }: not needed
trial-needless = not needed

# What came of it.
trial-best =
    { $count ->
        [one] Best with { $shown } worker: { $rate }.
       *[other] Best with { $shown } workers: { $rate }, { $times } times as fast as one worker.
    }
trial-best-single = More workers are no faster here.
trial-best-smaller =
    { $count ->
        [one] { $shown } worker is hardly faster.
       *[other] { $shown } workers are hardly faster.
    }
trial-sample-untouched = Measured on files read for the first time in this trial.
trial-sample-scanned = They were scanned before, though: this computer may still hold them in memory, and then disk or network look faster than they are.
trial-sample-read-before = Measured on files already read, because the folder has few: the speed of disk or network is not in these numbers.

# Why there is no result.
trial-error-no-images = This folder holds no image that can be inspected
trial-error-folder = This folder can't be read: { $detail }
trial-error-images = None of the images could be read: { $reason }
trial-error-no-answer = The disk or network gave no answer in time
trial-error-failed = This went wrong inside the program: { $detail }
