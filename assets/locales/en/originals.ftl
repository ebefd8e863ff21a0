# Where the originals are, and what they prove.
originals-title = Prove with originals
originals-close = Close
originals-what = An original is the picture with transparency (PNG, WebP or TIFF) that an image was made from. If it looks like the image when laid on black, the case is proven. Originals are only read, never changed.
originals-where = Where originals are
originals-beside = Beside the images
originals-folder = Folder of originals (optional)
originals-folder-hint = And anywhere in a folder of their own, matched by product id and file name
originals-by-content = Also look by content
originals-by-content-detail = Where no name leads to an original, each flagged image is compared with the originals that look most like it. Every original is read once for it, which may take long; unchanged ones are not read again.
originals-images = What to prove
originals-flagged =
    { $count ->
        [one] The { $shown } flagged image
       *[other] The { $shown } flagged images
    }
originals-flagged-detail = Tells the mishap from photos that are dark on purpose
originals-all =
    { $count ->
        [one] The { $shown } image, if it has an original
       *[other] All { $shown } images that have an original
    }
originals-all-detail = Takes longer; also finds black products on black, and backgrounds that turned grey
originals-all-needs-folder = Needs a folder of originals; also finds black products on black, and backgrounds that turned grey
originals-none-flagged = No image is flagged
originals-go = Find originals and prove
originals-again = Prove again
originals-repair =
    { $count ->
        [one] Repair { $shown } image…
       *[other] Repair { $shown } images…
    }
originals-result-comma = { ", " }
originals-result-flagged =
    { $count ->
        [one] { $proven } of { $shown } flagged image proven
       *[other] { $proven } of { $shown } flagged images proven
    }
originals-result-all =
    { $count ->
        [one] { $proven } of { $shown } image proven
       *[other] { $proven } of { $shown } images proven
    }
originals-result-not-mishap =
    { $count ->
        [one] { $shown } is not the mishap
       *[other] { $shown } are not the mishap
    }
originals-result-other-picture =
    { $count ->
        [one] { $shown } has an original that shows another picture
       *[other] { $shown } have originals that show another picture
    }
originals-result-too-little =
    { $count ->
        [one] { $shown } has an original that leaves too little to tell by
       *[other] { $shown } have originals that leave too little to tell by
    }
originals-questions =
    { $count ->
        [one] Only you can tell of { $shown } image: look at it beside what may be its original
       *[other] Only you can tell of { $shown } images: look at each beside what may be its original
    }
originals-questions-show =
    { $count ->
        [one] Show it
       *[other] Show them
    }
originals-result-no-original =
    { $count ->
        [one] { $shown } has no original
       *[other] { $shown } have no original
    }
originals-result-unreadable =
    { $count ->
        [one] { $shown } has an original that could not be read
       *[other] { $shown } have originals that could not be read
    }
originals-result-by-content =
    { $count ->
        [one] { $shown } original found by content
       *[other] { $shown } originals found by content
    }
originals-result-unread =
    { $count ->
        [one] { $shown } file that may be an original could not be read
       *[other] { $shown } files that may be originals could not be read
    }
originals-result-left-out =
    { $count ->
        [one] { $shown } original was not searched by content, because there are too many: choose a smaller folder of originals
       *[other] { $shown } originals were not searched by content, because there are too many: choose a smaller folder of originals
    }
originals-result-stopped = Stopped after { $done } of { $total }: { $result }

originals-unreadable = The folder of originals { $folder } can't be read ({ $detail }); choose another one
originals-no-answer = The folder of originals { $folder } gave no answer for { $time }; try again when its disk or network answers
originals-stopped = The search for originals was stopped
