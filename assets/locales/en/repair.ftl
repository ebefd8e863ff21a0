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
repair-needs = Needs about { $needed }
repair-room = Needs about { $needed }; { $free } are free
repair-room-short = Not enough room: the repair needs about { $needed }, and { $free } are free
repair-written = To be written
repair-skipped = Skipped
repair-column-image = Image
repair-column-product = Product
repair-column-original = Original
repair-column-target = New file
repair-column-size = Size
repair-column-why = Why
repair-nothing-to-write = There is nothing to write
repair-go =
    { $count ->
        [one] Repair { $shown } image
       *[other] Repair { $shown } images
    }
repair-running-what = This window can be closed; the repair goes on. Every file is its old self or its new self, whole, at every moment.

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
repair-pack = Save hand-over pack…
repair-show-folder = Show in file manager
repair-undo-everything = Undo everything…

repair-error-root = The scanned folder can't be reached: { $folder } ({ $detail })
repair-error-folder = The folder can't be used: { $folder } ({ $detail })
repair-error-not-a-folder = Choose another folder: { $folder } is none
repair-error-kept-scanned = the scanned folder
repair-error-kept-originals = the folder of originals
repair-error-same = Choose another folder: { $folder } is { $kept }
repair-error-inside = Choose another folder: { $folder } lies in { $kept }
repair-error-around = Choose another folder: { $folder } holds { $kept }
repair-error-journal-read = The journal of the repair can't be read: { $folder } ({ $detail })
repair-error-journal-write = The journal of the repair can't be written: { $folder } ({ $detail })
repair-error-no-journal = This is no journal of a repair: { $file }
repair-error-newer = A newer Blackdrop wrote the journal of this repair: { $file }
repair-error-damaged = The journal of this repair is damaged, and nothing is done by guesses: { $file }
repair-error-at-work = This repair is still at work. Wait until it has ended
repair-no-journals = There is no folder for the journal of the repair, and nothing is done without it
repair-no-dialog = No dialog can be shown here. Type the folder instead
repair-end-notice =
    { $count ->
        [0] The repair ended; no image was repaired
        [one] { $shown } image repaired
       *[other] { $shown } images repaired
    }
