wording-status-proven = Proven
wording-status-black = Black background
wording-status-doubtful = Doubtful
wording-status-repaired = Repaired
wording-status-clear = Clear
wording-status-unreadable = Unreadable
wording-status-unreachable = Could not be reached
wording-status-gone = Gone

wording-misnamed = Is really { $format }
wording-note-transparency = Has transparency

wording-error-empty-file = The file is empty
wording-error-not-an-image = This is not an image
wording-error-really = This is not an image that can be inspected, but really { $kind }
wording-kind-web-page = a web page
wording-kind-pdf = a PDF
wording-kind-office-document = an office document
wording-kind-archive = an archive
wording-kind-film = a film
wording-kind-sound = a sound
wording-kind-text = a text
wording-kind-zeros = nothing but zeros, as an interrupted copy leaves them
wording-error-damaged = The { $format } file is damaged
wording-error-unsupported = This kind of { $format } cannot be read
wording-error-too-many-pixels = Too large: { $width } × { $height } pixels, the limit is { $limit } megapixels
wording-error-too-much-memory = Too large: it would take more than { $limit } of memory
wording-error-file-too-large = Too large: the file has { $size }, the limit is { $limit }
wording-error-too-much-work = It takes too much work to decode: the file asks for far more than its pixels need
wording-error-decoder-panicked = The decoder broke down on this file

wording-reach-not-found = The file is not there any more
wording-reach-permission-denied = You have no permission to read it
wording-reach-no-answer = No answer for { $time }
wording-reach-io = The disk or the network reported an error

wording-reason-black-corners = { $count ->
    [one] { $shown } of the 4 corners is pure black
    [4] All { $shown } corners are pure black
   *[other] { $shown } of the 4 corners are pure black
}
wording-reason-no-black-corner = Both top corners are too bright for a black background: the darker one has level { $level } (0 is black, 255 is white)
wording-reason-no-pure-corner = No corner is quite black: the darkest has level { $level } (0 is black, 255 is white)
wording-reason-uneven-corner = A top corner is dark, but only { $percent } % of it is one and the same level: the noise of a photographed dark
wording-reason-few-black-corners = { $count ->
    [one] Only { $shown } of the 4 corners is pure black; a black background mostly takes more of them
   *[other] Only { $shown } of the 4 corners are pure black; a black background mostly takes more of them
}
wording-reason-connected-black = { $percent } % of the picture is one black area that reaches the border
wording-reason-small-black-area = Only { $percent } % of the picture is a black area that reaches the border: little for a background
wording-reason-enclosed-black = { $percent } % of the picture is enclosed and exactly as black: the background, seen through a handle, a ring or a hollow screen
wording-reason-dark-content = The black varies, but { $percent } % of the picture is exactly one level around it: perhaps a dark product on black
wording-reason-even-black = { $percent } % of the black is one and the same level, as a program fills it, not the noise of a photographed black
wording-reason-uneven-black = Only { $percent } % of the black is one and the same level; the rest varies, like the noise of a photographed dark
wording-reason-narrow-black = The black is so narrow that the noise of JPEG reaches all of it: that only { $percent } % is one and the same level says little
wording-reason-black-border = { $percent } % of the border all around is near-black
wording-reason-partly-black-border = Only { $percent } % of the border all around is near-black: something else reaches it too
wording-reason-black-bars = Two equal black bars take { $percent } % of the picture, as in a film still or a padded photo
wording-reason-uneven-bars = Two equal black sides, but the picture begins on a straight line on only { $percent } % of their length: perhaps a waving flag, perhaps a padded photo with dark edges
wording-reason-framed-rectangle = The black surrounds an upright rectangle ({ $percent } % filled): perhaps a picture with a frame
wording-reason-scattered-content = What is visible is scattered over { $shown } pieces: perhaps stars, lights or text
wording-reason-soft-edge = The black fades: { $percent } % of what follows it is dark still. Light fades like that, a filled background stops
wording-reason-light-edge = A light canvas or line takes { $percent } % of the picture; what is behind it looks like a black background
wording-reason-nothing-visible = { $percent } % of the picture is black, so that nothing can be made out
wording-reason-transparency-black = Has transparency ({ $percent } % of the picture): would turn black in a tool that drops it; its hidden colour is black too, so it turns black in every such tool
wording-reason-transparency-colours = Has transparency ({ $percent } % of the picture): would turn black in a tool that drops it; some tools would show its hidden colours instead
wording-reason-transparency-mixed = Has transparency ({ $percent } % of the picture): would turn black in a tool that drops it; some tools would show its hidden colours instead, { $hidden } % of them black
wording-reason-transparency-slight = Slightly transparent in places: would get darker there in a tool that drops it

wording-proof-laid-on-black = Proven: laid on black, its original { $original } looks like this image
wording-proof-alpha-dropped = Proven: without its transparency, its original { $original } shows the colours hidden under it, and looks like this image
wording-proof-either = Proven: without its transparency, its original { $original } looks like this image
wording-proof-not-the-mishap = Not the mishap: laid on white, its original { $original } looks like this image
wording-proof-on-a-colour = Not the mishap: laid on the colour { $colour }, its original { $original } looks like this image
wording-proof-does-not-match = Not proven: { $original } is named like its original, but shows another picture
wording-proof-not-sure = Not proven: { $original } looks alike, but not closely enough to be sure
wording-proof-too-little-to-tell = Not proven: { $original } looks the same laid on black, but there is too little to tell by: it is black on black, or another original looks the same too
wording-answer = A person said: this is its original
wording-proof-no-original = No original found: no picture with transparency is named as its original would be
wording-proof-unreadable = { $original } could not be compared: { $detail }
wording-proof-unreadable-unnamed = Its original could not be compared: { $detail }
wording-proof-on-white = { $claim } (difference { $difference } of 255; on white it would be { $other })
wording-proof-on-black = { $claim } (difference { $difference } of 255; on black it would be { $other })
wording-proof-at-least = { $claim } (the smallest difference is { $difference } of 255)
wording-repair-elsewhere = Repaired: the new file is { $file }
wording-repair-in-place = Repaired in its place: the black file is kept as { $file }
