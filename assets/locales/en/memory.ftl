# Remembering decisions. { $file } is the database.
memory-trouble = Decisions can’t be saved: { $reason }. They are kept as long as this window is open, and saving is tried again
memory-all-saved = All decisions are saved now
memory-usable = Decisions can be saved again
memory-files-not-read =
    { $count ->
        [one] { $shown } decision is not saved, because its image can’t be read: { $detail }. It is kept as long as this window is open, and saving is tried again
       *[other] { $shown } decisions are not saved, because their images can’t be read: { $detail }. They are kept as long as this window is open, and saving is tried again
    }
memory-lost =
    { $count ->
        [one] { $shown } decision could not be saved
       *[other] { $shown } decisions could not be saved
    }

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
