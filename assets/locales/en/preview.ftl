preview-nothing = No image selected
preview-nothing-hint = Select one to see it large and why it was judged so
preview-loading = Loading…
preview-changed = This file was changed since it was inspected, and is inspected again
preview-picture = Picture of { $name }
preview-picture-coarse = Picture of { $name }, coarse until it is loaded
preview-picture-none = No picture of { $name } yet
preview-enlarge = Show large (Enter)
preview-back = Back to the results
preview-previous = Previous image
preview-next = Next image

preview-fit = Whole picture (0)
preview-actual = Actual size (1)
preview-zoom-in = Larger (+)
preview-zoom-out = Smaller (-)
preview-area = Show the black area (B)
preview-area-hatched = Hatched: black that reaches the border
preview-area-dashed = Dashed line: around everything else
preview-area-corners = Squares: the four corners, filled where pure black
preview-ring = Show the measured border
preview-pixel-mark = Mark pixel (5,5)

preview-pixel = Pixel ({ $place })
preview-pixel-values = Red { $red }, green { $green }, blue { $blue }; sum { $sum } of 765

preview-main-colour = Main colour
preview-main-colour-values = Red { $red }, green { $green }, blue { $blue }
preview-main-colour-share = { $hex }; { $share } of the picture

preview-file = File
preview-product = Product
preview-format = Format
preview-dimensions = Width × height
preview-size = Size
preview-border = Black border
preview-copy-path = Copy path
preview-open = Open
preview-reveal = Show in file manager
