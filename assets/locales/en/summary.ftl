# The sentence at the end of a scan.
summary-list-comma = { ", " }
summary-list-end = { $first } and { $last }
summary-images =
    { $count ->
        [one] { $shown } image
       *[other] { $shown } images
    }
summary-images-of = { $done } of { $found } images
summary-completed = { $images } in { $time }: { $findings }
summary-stopped = Stopped after { $images } in { $time }: { $findings }
summary-went-away = The folder went away after { $images } in { $time }: { $findings }
summary-fell-silent = The folder gives no answer any more after { $images } in { $time }: { $findings }
summary-no-answer = The folder gave no answer for { $time }
summary-unreadable = The folder can't be read: { $detail }
summary-failed = The scan could not be started: { $detail }
summary-no-images = There are no images in this folder
summary-nothing-black = no black backgrounds
summary-proven =
    { $count ->
        [one] { $shown } proven black background
       *[other] { $shown } proven black backgrounds
    }
summary-black =
    { $count ->
        [one] { $shown } black background
       *[other] { $shown } black backgrounds
    }
summary-doubtful = { $shown } doubtful
summary-repaired = { $shown } repaired
summary-unreadable-images = { $shown } could not be read
summary-unreachable-images = { $shown } could not be reached
summary-and-skipped = { $summary }; { $skipped }
summary-skipped =
    { $count ->
        [one] { $what } was not looked at
       *[other] { $what } were not looked at
    }
summary-files =
    { $count ->
        [one] { $files } file
       *[other] { $files } files
    }
summary-hidden = { $shown } hidden
summary-online-only = { $shown } online-only
summary-kind = { $shown } { $kind }
summary-other-kinds = { $shown } other
summary-hidden-folders =
    { $count ->
        [one] { $shown } hidden folder
       *[other] { $shown } hidden folders
    }
summary-linked-folders =
    { $count ->
        [one] { $shown } link to a folder
       *[other] { $shown } links to folders
    }
summary-not-files =
    { $count ->
        [one] { $shown } thing that only looks like an image file
       *[other] { $shown } things that only look like image files
    }
summary-unreadable-folders =
    { $count ->
        [one] { $shown } folder that could not be read
       *[other] { $shown } folders that could not be read
    }
summary-silent-folders =
    { $count ->
        [one] { $shown } folder that gave no answer
       *[other] { $shown } folders that gave no answer
    }
summary-pictures-by-content =
    { $count ->
        [one] { $shown } picture under another name
       *[other] { $shown } pictures under other names
    }
summary-unknown-contents =
    { $count ->
        [one] { $shown } file whose content is not known
       *[other] { $shown } files whose content is not known
    }
summary-other-files =
    { $count ->
        [one] { $shown } other file is no picture
       *[other] { $shown } other files are no pictures
    }
