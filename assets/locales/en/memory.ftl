# Remembering decisions. { $file } is the database.
memory-trouble = Decisions can’t be saved: { $reason }. They are kept as long as this window is open, and saving is tried again
memory-all-saved = All decisions are saved now
memory-usable = Decisions can be saved again
memory-changed-before =
    { $count ->
        [one] A file changed before your decision about it could be bound to what it held. It counts as not reviewed
       *[other] { $shown } files changed before your decisions about them could be bound to what they held. They count as not reviewed
    }
memory-lost =
    { $count ->
        [one] { $shown } decision could not be saved
       *[other] { $shown } decisions could not be saved
    }

# Closing the window while something is unsaved.
memory-closing-title = Not everything is finished yet
memory-closing-decisions =
    { $count ->
        [one] { $shown } decision is not on the disk yet
       *[other] { $shown } decisions are not on the disk yet
    }
memory-closing-exports =
    { $count ->
        [one] { $shown } table is still being written
       *[other] { $shown } tables are still being written
    }
memory-closing-repair = A repair is still writing. If you close anyway it stops after the file in hand, and can be gone on with
memory-closing-undo = A repair is still being undone. If you close anyway that stops after the file in hand, and can be gone on with
memory-closing-pack = A pack is still being written. If you close anyway it is left unfinished
memory-closing-waits = The window closes by itself as soon as everything is finished.
memory-closing-trouble = Decisions can’t be saved: { $reason }. Saving is tried again and again
memory-closing-stay = Don’t close
memory-closing-anyway = Close anyway

# What is wrong with the database, and what to do.
memory-fault-folder = the folder of { $file } can’t be used ({ $detail })
memory-fault-not-ours = { $file } is not a database of Blackdrop. It was left as it is; move it elsewhere or choose another file
memory-fault-newer = { $file } was written by a newer Blackdrop and was left as it is. Install the newer version
memory-fault-damaged = { $file } is damaged and was left as it is ({ $detail }). Move it elsewhere, and a new one is begun
memory-fault-read-only = you have no permission to write { $file }
memory-fault-disk-full = the disk with { $file } is full. Make room on it
memory-fault-busy = another program keeps { $file } locked
memory-fault-gone = { $file } was moved or removed while it was in use. A new one is begun
memory-fault-other = { $file } can’t be used ({ $detail })
