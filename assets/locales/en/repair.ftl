# Replacing black images by repaired ones: choice, plan, end.
repair-title = Repair images
repair-plan-title = What the repair will do
repair-end-title = Repair ended
repair-close = Close
repair-back = Back
repair-comma = { ", " }

repair-images = Which images
repair-images-proven = All proven
repair-images-confirmed = Confirmed and proven
repair-images-queued = Queued
repair-images-selected = Selected
repair-images-what = Only images that an original proves are repaired; each is made anew from its original
repair-answered-too = Also { $shown } with too little to tell by, because a person said “This is its original”
repair-answered = { $shown } of them because a person said “This is its original”
repair-left-out =
    { $count ->
        [one] { $shown } proven image was called a false alarm: no repair takes it
       *[other] { $shown } proven images were called a false alarm: no repair takes them
    }
repair-left-out-show =
    { $count ->
        [one] Show it
       *[other] Show them
    }
repair-all-left-out = Every proven image was called a false alarm
repair-left-out-this = Proven, but called a false alarm: no repair takes it
repair-left-out-answered = Called a false alarm: no repair takes it

repair-where = Where to
repair-new-folder = A new folder
repair-new-folder-detail = Only the repaired files, in the same tree; the black files stay as they are
repair-in-place = In place of the black files
repair-in-place-detail = Each black file is copied to a backup folder first, then replaced
repair-target = Folder for the repaired files
repair-backup = Folder for the backup of the black files
repair-folder-hint = It must lie outside { $folder }

repair-how = How
repair-background = Background colour
repair-more = More
repair-quality = JPEG quality
repair-quality-hint = From 1 to 100; 92 is hardly told from the original
repair-chroma = Colour resolution
repair-chroma-full = Full (4:4:4)
repair-chroma-half = Half (4:2:0)

repair-plan = Show the plan
repair-prove-first = Prove first…
repair-nothing-proven = No image is proven yet
repair-no-images = No such images
repair-no-folder = Choose a folder
repair-nothing-written = Nothing is written yet
repair-planning = Looking at every file and at the place where it would go…

repair-plan-new-folder =
    { $count ->
        [one] { $shown } file will be written to { $folder }
       *[other] { $shown } files will be written to { $folder }
    }
repair-plan-in-place =
    { $count ->
        [one] { $shown } black file will be copied to { $folder } and replaced
       *[other] { $shown } black files will be copied to { $folder } and replaced
    }
repair-plan-skipped =
    { $count ->
        [one] { $shown } is skipped
       *[other] { $shown } are skipped
    }
repair-needs = Needs at most { $needed }
repair-room = Needs at most { $needed }; { $free } are free
repair-room-of-disk = { $room } (disk of { $folder })
repair-room-short = Not enough room: the repair needs at least { $least }, and { $free } are free
repair-room-tight = The room may not do: the repair needs { $least } to { $needed }, and { $free } are free. Files that do not fit stay black, and you can go on when there is room
repair-written = To be written
repair-skipped = Skipped
repair-column-image = Image
repair-column-product = Product
repair-column-original = Original
repair-column-target = New file
repair-column-size = Size now
repair-column-why = Why
repair-nothing-to-write = There is nothing to write
repair-go =
    { $count ->
        [one] Repair { $shown } image
       *[other] Repair { $shown } images
    }
repair-running-what = This dialog can be closed; the repair goes on. Every file is its old self or its new self, whole, at every moment.

repair-end-new-folder =
    { $count ->
        [0] No file was written to { $folder }
        [one] { $shown } repaired file was written to { $folder }
       *[other] { $shown } repaired files were written to { $folder }
    }
repair-end-in-place =
    { $count ->
        [0] No file was replaced; the backup is { $folder }
        [one] { $shown } file was replaced; the black one is in { $folder }
       *[other] { $shown } files were replaced; the black ones are in { $folder }
    }
repair-end-left =
    { $count ->
        [one] Stopped before the end: { $shown } image is left
       *[other] Stopped before the end: { $shown } images are left
    }
repair-end-failed =
    { $count ->
        [one] { $shown } image could not be repaired; its black file is as it was
       *[other] { $shown } images could not be repaired; their black files are as they were
    }
repair-go-on = Go on
repair-try-again = Try again
repair-pack = Save hand-over pack…
repair-show-folder = Show in file manager
repair-undo-everything = Undo everything…

repair-no-journals = There is no folder for the journal of the repair, and nothing is done without it
repair-no-dialog = No dialog can be shown here. Type the folder instead
repair-end-notice =
    { $count ->
        [0] The repair ended; no image was repaired
        [one] { $shown } image repaired
       *[other] { $shown } images repaired
    }

# Why an image is not repaired: a few words, and a sentence.
repair-skip-image-gone = Image gone
repair-skip-image-changed = Changed since the scan
repair-skip-link = Links and other kinds of files
repair-skip-write-protected = Write-protected
repair-skip-format = Format not written
repair-skip-animation = Animations
repair-skip-original-gone = Original gone
repair-skip-original-changed = Original changed
repair-skip-original-unreadable = Original unreadable
repair-skip-original-smaller = Original too small
repair-skip-target-exists = File is there already
repair-skip-target-is-original = Is an original
repair-skip-other = Other reasons
repair-why-image-gone = The image is gone
repair-why-image-changed = The image was changed since the scan; scan the folder again
repair-why-image-is-link = The image is a link; repair the file that it leads to
repair-why-not-a-file = This is not a file
repair-why-hard-linked = The file has other names (hard links), which would keep the black picture
repair-why-write-protected = The file is write-protected; allow writing and try again
repair-why-outside-root = The image lies outside the scanned folder
repair-why-format = A { $format } can't be replaced, only JPEG, PNG and WebP can
repair-why-animation = An animation can't be replaced by a still picture
repair-why-original-gone = The original is gone; look for originals again
repair-why-original-changed = The original was changed since it was compared; look for originals again
repair-why-original-unreadable = The original can't be read: { $detail }
repair-why-original-smaller = The original is smaller than the image, { $width } × { $height } px; find the larger one and compare again
repair-why-target-exists = There is a file of this name in the chosen folder, which is left as it is
repair-why-target-is-original = This file is an original, and an original is never replaced
repair-why-not-made = The new picture can't be made: { $detail }
repair-why-read-back = The disk gave back other bytes than were written; check the disk
repair-why-backup-taken = The backup has another file of this name
repair-why-at-work = Another job has this image; go on when that has ended
repair-disk-full = The disk is full; make room and go on
repair-disk-too-large = The file would become larger than the system allows
repair-disk-read-only = The disk is read-only
repair-disk-no-permission = There is no permission to write there
repair-disk-locked = Another program holds the file; close it there and go on
repair-disk-leads-out = A link leads out of the chosen folder
repair-disk-other = The system says: { $detail }

# Why there is no plan or no repair.
repair-no-root = The scanned folder can't be reached. { $why }
repair-no-folder-use = The chosen folder can't be used. { $why }
repair-no-same-scanned = Choose another folder: this is the scanned one
repair-no-inside-scanned = Choose another folder: this one lies in the scanned folder
repair-no-around-scanned = Choose another folder: this one holds the scanned folder
repair-no-same-originals = Choose another folder: this is the folder of originals
repair-no-inside-originals = Choose another folder: this one lies in the folder of originals
repair-no-around-originals = Choose another folder: this one holds the folder of originals
