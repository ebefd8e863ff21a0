# Check a sample.
check-title = Check a sample
check-close = Close
check-what-clear = { $count ->
    [one] One clear image. Look at it, and you know
   *[other] { $shown } clear images. Look at some that are drawn at random, and know how many black ones may have been missed at most
}
check-what-run = { $count ->
    [one] One flagged image, { $time }. Look at it, and you know
   *[other] { $shown } flagged images, { $time }. Look at some that are drawn at random, and know how many false alarms there may be at most
}
check-nothing = There is nothing to draw from
check-size = { $count ->
    [one] One image
   *[other] { $shown } images
}
check-size-all = { $count ->
    [one] The only image
   *[other] All { $shown } images
}
check-promise = If none is wrong: with 95 % confidence at most { $share } of all are
check-promise-all = Nothing is left to chance
check-draw = Draw the sample
check-cancel = Cancel
check-go-on = Go on with the sample of { $size } ({ $looked } marked)

check-mark-black = Black
check-mark-fine = Fine
check-mark-false = False alarm
check-mark-right = Black
check-rest-fine = { $count ->
    [one] The last one is right
   *[other] The other { $shown } are right
}
check-all-fine = { $count ->
    [one] It is right
   *[other] All { $shown } are right
}
check-ahead = { $count ->
    [one] One more counts once those before it are marked
   *[other] { $shown } more count once those before them are marked
}

# The sentence over a sample, put together from parts: what was looked at, what was wrong, and what follows.
check-begin-clear = Mark each image as fine, or as black where its background turned black
check-begin-flagged = Mark each image as black, or as a false alarm
check-looked = { $shown } looked at
check-looked-of = { $looked } of { $size } looked at
check-wrong = { $count ->
    [0] none wrong
    [one] one wrong
   *[other] { $shown } wrong
}
check-conclusion-clear = { $looked }, { $wrong }: with 95 % confidence at most { $share } of the { $population } clear images are wrong (no more than { $most })
check-conclusion-flagged = { $looked }, { $wrong }: with 95 % confidence at most { $share } of the { $population } are false alarms (no more than { $most })
check-conclusion-all = { $looked }, { $wrong }: these are all there are
