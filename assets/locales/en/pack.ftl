# The hand-over pack.
pack-title = Hand-over pack
pack-close = Close
pack-cancel = Cancel
pack-what =
    { $count ->
        [one] Everything that the people who upload { $shown } repaired image need:
       *[other] Everything that the people who upload { $shown } repaired images need:
    }
pack-list = A list for spreadsheets and one for programs: product, file, reasons, decision, original, new file
pack-sheet = A contact sheet with before and after, for any browser
pack-files = The repaired files alone, in the same tree as the images
pack-checksums = Checksums of every file
pack-where = Where to
pack-folder = Folder for the pack
pack-go = Save the pack
pack-stopped = Stopped. What was written so far is in { $folder }; a new pack there takes its place
pack-end-notice = The pack is saved
pack-no-images = Nothing is repaired yet
pack-done = The pack is in { $folder }
pack-show = Show in file manager

pack-not-empty = The folder { $folder } is not empty; choose a new one
pack-inside-scanned = The folder { $folder } lies in the scanned one, whose next scan would find the pack's pictures; choose one elsewhere
pack-inside-originals = The folder { $folder } lies in that of the originals, where nothing is ever written; choose one elsewhere
pack-stopped-short = Stopped before the pack was finished
pack-fault-new-changed = { $path }: the repaired file was changed after its repair, so it is left out
pack-fault-new = { $path }: the repaired file can't be read, so it is left out ({ $detail })
pack-fault-copy = { $path }: the copy of the repaired file can't be written, so it is left out ({ $detail })
pack-fault-black = { $path }: the black file can't be read, so its checksum is missing ({ $detail })
pack-fault-original = { $path }: the original can't be read, so its checksum is missing ({ $detail })
pack-fault-leads-out = { $path }: the path leads out of the folder, so its file is left out
pack-problems =
    { $count ->
        [one] { $shown } file is missing in the pack. { $why }
       *[other] { $shown } files are missing in the pack. The first: { $why }
    }

pack-sheet-title = Product images on black
pack-sheet-products = Products
pack-sheet-images = Images
pack-sheet-confirmed = Confirmed
pack-sheet-false-alarms = False alarms
pack-sheet-folder = Folder
pack-sheet-made = Made
pack-sheet-made-by = With
pack-sheet-contents = All products
pack-sheet-without-product = Without a product
pack-sheet-before = Before
pack-sheet-after = After
pack-sheet-would-be = As it would be repaired
pack-sheet-no-picture = No picture
pack-sheet-not-repaired = Not repaired
pack-sheet-original = Original
pack-sheet-new-file = New file
pack-sheet-kept-at = Black file kept at
