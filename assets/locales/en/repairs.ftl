# The repairs that were made, and undoing them.
repairs-title = Repairs
repairs-close = Close
repairs-what = Every repair of this folder, the latest first. Each can be undone.
repairs-none = Nothing was repaired in this folder yet
repairs-reading = Reading…
repairs-stop-scan = A scan is running. Wait for it, or stop it first
repairs-busy = Wait for the job that goes on, or stop it
repairs-unfinished = Unfinished
repairs-new-folder = To { $folder }
repairs-in-place = In place, backup in { $folder }
repairs-done = { $shown } repaired
repairs-failed = { $shown } failed
repairs-undone = { $shown } undone
repairs-left = { $shown } left
repairs-undo = Undo…
repairs-go-on = Go on

repairs-menu-undo-file = Undo this repair…
repairs-menu-undo-product = Undo this product's repairs…

repairs-ask-everything = Undo this repair?
repairs-ask-product = Undo the repairs of product { $product }?
repairs-ask-file = Undo the repair of this image?
repairs-ask-in-place =
    { $count ->
        [one] { $shown } black file comes back from the backup, in the place of the repaired one
       *[other] { $shown } black files come back from the backup, in the place of the repaired ones
    }
repairs-ask-new-folder =
    { $count ->
        [one] { $shown } repaired file is removed from the new folder; the black file was never changed
       *[other] { $shown } repaired files are removed from the new folder; the black files were never changed
    }
repairs-ask-changed = Files that somebody changed since are left alone
repairs-ask-undo =
    { $count ->
        [one] Undo { $shown } file
       *[other] Undo { $shown } files
    }
repairs-ask-cancel = Cancel

repairs-still-writing = Files are being repaired. Wait for it, or stop it first

# What was undone, and why something was not.
repairs-undone-now =
    { $count ->
        [0] Nothing was undone
        [one] { $shown } file is as it was before the repair
       *[other] { $shown } files are as they were before the repair
    }
repairs-undone-left =
    { $count ->
        [one] { $shown } file was left as it is
       *[other] { $shown } files were left as they are
    }
repairs-why-kept = { $sentence } (the black file is kept as { $backup })
repairs-why-was = { $sentence } (it was { $backup })
repairs-why-changed = The file was changed since the repair, and is left as it is
repairs-why-target-gone = The repaired file is gone. If its disk is away, connect it and undo again
repairs-why-backup-gone = The backup is gone
repairs-why-backup-changed = The backup was changed
repairs-journal-unreadable = The journal of a repair can't be read. { $why }
repairs-journal-not-written = The journal of the repair can't be written. { $why }
repairs-journal-none = This is no journal of a repair
repairs-journal-newer = A newer Blackdrop wrote this journal; use that one
repairs-journal-damaged = Line { $line } of the journal is damaged, and nothing is done by guesses
repairs-journal-at-work = This repair is still at work; wait until it has ended

# The lock of a folder that is written to.
repairs-lock-not-made = The lock of the repair can't be made, and nothing is repaired without it. { $why }
repairs-lock-at-work = Another repair is at work in this folder; wait until it has ended
repairs-lock-locked = This folder is locked by another repair, and nobody here can tell whether it is still at work
repairs-lock-title = Locked by another repair
repairs-lock-holder = The lock was made { $age } by a repair on the computer { $computer } (process { $process })
repairs-lock-unknown = Nobody can tell which repair made this lock ({ $age })
repairs-lock-age-unknown = at an unknown time
repairs-lock-warning = Remove it only where that repair is not at work any more: two at once would overwrite each other's files
repairs-lock-take-over = Remove the lock and go on
repairs-lock-leave = Leave it locked
repairs-lock-taken-over = An earlier repair had left this folder locked. { $holder }; the lock was removed
