wording-status-black = Black background
wording-status-doubtful = Doubtful
wording-status-clear = Clear
wording-status-unreadable = Unreadable
wording-status-unreachable = Could not be reached

wording-misnamed = Is really { $format }
wording-note-transparency = Has transparency

wording-error-empty-file = The file is empty
wording-error-not-an-image = This is not an image
wording-error-damaged = The { $format } file is damaged
wording-error-unsupported = This kind of { $format } cannot be read
wording-error-too-many-pixels = Too large: { $width } × { $height } pixels, the limit is { $limit } megapixels
wording-error-too-much-memory = Too large: it would take more than { $limit } of memory
wording-error-file-too-large = Too large: the file has { $size }, the limit is { $limit }
wording-error-decoder-panicked = The decoder broke down on this file

wording-reach-not-found = The file is not there any more
wording-reach-permission-denied = You have no permission to read it
wording-reach-no-answer = No answer for { $time }
wording-reach-io = The disk or the network reported an error

wording-skip-hidden-file = Hidden file
wording-skip-hidden-folder = Hidden or system folder
wording-skip-online-only = Online only, not downloaded
wording-skip-other-kind = { $kind } images are not inspected
wording-skip-linked-folder = Link to a folder, not followed
wording-skip-not-a-file = Named like an image, but not a file
wording-skip-unreadable-folder = The folder could not be read: { $detail }

wording-reason-black-corners = { $count ->
    [one] One corner is pure black
    [4] All { $shown } corners are pure black
   *[other] { $shown } corners are pure black
}
wording-reason-no-black-corner = No corner is black; the darkest has level { $level } of 255
wording-reason-uneven-corner = A top corner is dark, but only { $percent } % of it is one and the same level: a photographed dark
wording-reason-few-black-corners = { $count ->
    [one] Only { $shown } corner is pure black
   *[other] Only { $shown } corners are pure black
}
wording-reason-connected-black = Black from the border covers { $percent } % of the picture
wording-reason-small-black-area = Black from the border covers only { $percent } % of the picture
wording-reason-even-black = { $percent } % of the black is one and the same level, as no camera sees it
wording-reason-uneven-black = Only { $percent } % of the black is one level, as in a photographed dark background
wording-reason-black-border = { $percent } % of the border is near-black
wording-reason-partly-black-border = Only { $percent } % of the border is near-black
wording-reason-black-bars = Two equal black bars take { $percent } % of the picture
wording-reason-framed-rectangle = The black frames a rectangle ({ $percent } % filled), perhaps a picture with a border
wording-reason-scattered-content = What is visible is scattered, its largest piece is { $percent } %
wording-reason-nothing-visible = { $percent } % of the picture is black, nothing can be made out
wording-reason-transparency-black = Has transparency ({ $percent } % of the picture): would turn black in a tool that drops it; its hidden colour is black too, so it turns black in every such tool
wording-reason-transparency-colours = Has transparency ({ $percent } % of the picture): would turn black in a tool that drops it; some tools would show its hidden colours instead
wording-reason-transparency-mixed = Has transparency ({ $percent } % of the picture): would turn black in a tool that drops it; some tools would show its hidden colours instead, { $hidden } % of them black
wording-reason-transparency-slight = Slightly transparent in places: would get darker there in a tool that drops it
